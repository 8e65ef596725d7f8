#!/usr/bin/env bash
# One command on a fresh Debian 12, as root or as a user with sudo; it installs what is missing, and then:
#   ./run.sh            opens the window
#   ./run.sh test …     runs ruff, mypy, import-linter and the test suite (… goes to pytest: -k name)
#   ./run.sh COMMAND …  runs the program's own command: ./run.sh tour, ./run.sh --help
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
uv_version=0.13.9
uv=$here/.uv/bin/uv

# What the Qt wheels need from the system; desk_app/qt_libraries.py names them by library, and a test compares the two.
packages=(
    python3 python3-venv
    libglib2.0-0 libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libfreetype6 libx11-6
    zlib1g libzstd1 libbrotli1 libgssapi-krb5-2 libcups2
    libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-image0
    libxcb-randr0 libxcb-render0 libxcb-render-util0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0
    libxcb-xkb1 libxcb1 libx11-xcb1 libxcb-glx0
    libwayland-client0 libwayland-cursor0
)
test_packages=(postgresql-15 xvfb xauth)

# Everything said here goes to stderr, so that the program's own output (--json) stays clean.
say() { printf '%s\n' "$*" >&2; }
die() { say "$@"; exit 1; }

# Installs those of the packages named that are not there; asks for sudo only when something is missing.
need_packages() {
    command -v dpkg-query >/dev/null || return 0 # not a Debian: the program itself names a missing library
    local installed missing=() package as_root=()
    installed=" $(dpkg-query -W -f='${db:Status-Status}=${Package} ' "$@" 2>/dev/null || true)"
    for package in "$@"; do
        [[ $installed == *" installed=$package "* ]] || missing+=("$package")
    done
    ((${#missing[@]})) || return 0
    if ((EUID != 0)); then
        command -v sudo >/dev/null || die "다음 패키지를 관리자(root)가 먼저 설치해야 합니다 / Have an administrator" \
            "install these first: apt-get install --no-install-recommends ${missing[*]}"
        as_root=(sudo)
    fi
    say "패키지를 설치합니다 / Installing Debian packages: ${missing[*]}"
    local no_cluster=/etc/postgresql-common/createcluster.d/desk-app.conf
    if [[ " ${missing[*]} " == *" postgresql-15 "* ]]; then
        # The tests start a server of their own; Debian would set up one more, running for nothing.
        "${as_root[@]}" mkdir -p "${no_cluster%/*}"
        "${as_root[@]}" tee "$no_cluster" <<<'create_main_cluster = false' >/dev/null
    fi
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
    "${apt[@]}" update >&2 || say "패키지 목록을 새로 받지 못해 있던 목록을 씁니다 / apt-get update failed; going on"
    "${apt[@]}" install --yes --no-install-recommends "${missing[@]}" >/dev/null ||
        die "패키지를 설치하지 못했습니다. 인터넷 연결을 확인하세요 / apt-get could not install the packages"
    "${as_root[@]}" rm -f "$no_cluster"
}

# Puts the pinned uv into a venv of its own inside the checkout.
need_uv() {
    [[ $("$uv" --version 2>/dev/null) == "uv $uv_version"* ]] && return
    say "uv $uv_version 준비 중 / Setting up uv $uv_version"
    {
        python3 -m venv --clear "$here/.uv" &&
            "$here/.uv/bin/python" -m pip install --quiet --disable-pip-version-check "uv==$uv_version"
    } || die "uv를 설치하지 못했습니다. 인터넷 연결을 확인하세요 / uv could not be installed"
}

# How to run a command in the locked environment, which is always the checkout's own .venv.
locked=(env -u VIRTUAL_ENV "UV_PROJECT_ENVIRONMENT=$here/.venv" UV_PYTHON_DOWNLOADS=never UV_COMPILE_BYTECODE=1
    "$uv" run --frozen --project "$here")

# Runs one kind of check and stops everything, naming it, when it fails.
check() {
    local name=$1
    shift
    say "── $name"
    "${locked[@]}" --group dev "$@" || die "✗ $name: 통과하지 못했습니다 / failed"
}

if [[ ${1:-} == test ]]; then
    need_packages "${packages[@]}" "${test_packages[@]}"
    need_uv
    cd "$here"
    check "ruff check" ruff check
    check "ruff format" ruff format --check --quiet
    check "mypy --strict" mypy --strict
    check "import-linter" lint-imports
    check "pytest" pytest "${@:2}"
    say "✓ 모두 통과했습니다 / everything passed"
    exit
fi

if (($# == 0)) && [[ -z ${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-} ]]; then
    die "창을 띄울 화면이 없으니 ./run.sh tour 명령으로 화면 없이 둘러보세요 /" \
        "There is no display for the window; ./run.sh tour plays the main story without one"
fi
need_packages "${packages[@]}"
need_uv
exec "${locked[@]}" desk-app "$@"
