"""What Qt needs from a Linux system, asked before Qt is imported.

Qt aborts the whole process (SIGABRT) when a library of its window plugin is missing or the display does
not answer; this module says it in a sentence instead. Standard library only; silent on Windows and macOS.
"""

import ctypes
import os
import sys
from collections.abc import Mapping

# Each library that the wheels load from the system, and the Debian package that holds it.
ALWAYS = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libX11.so.6": "libx11-6",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
    "libbrotlidec.so.1": "libbrotli1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libcups.so.2": "libcups2",
}
XCB = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-glx.so.0": "libxcb-glx0",
}
WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}


def problem(environ: Mapping[str, str] = os.environ) -> str | None:
    """Return the sentence that says why no window can open here, Korean and then English, or None."""
    if lacking := missing(environ):
        sonames = ", ".join(soname for soname, _ in lacking)
        packages = " ".join(dict.fromkeys(package for _, package in lacking))
        return (
            f"창을 여는 데 필요한 시스템 라이브러리({sonames})가 없으니 "
            f"다음 Debian 패키지를 설치하세요: {packages} / "
            f"Qt needs system libraries that are not here ({sonames}); install the Debian packages {packages}"
        )
    return display_problem(environ)


def missing(environ: Mapping[str, str] = os.environ) -> list[tuple[str, str]]:
    """Return each library that Qt would need here and cannot load, with the Debian package that holds it."""
    if sys.platform != "linux":
        return []
    platforms = _platforms(environ)
    table = ALWAYS | (XCB if "xcb" in platforms else {}) | (WAYLAND if "wayland" in platforms else {})
    return [(soname, package) for soname, package in table.items() if _load(soname) is None]


def display_problem(environ: Mapping[str, str] = os.environ) -> str | None:
    """Return the sentence that says why no display answers, Korean and then English, or None.

    Where `QT_QPA_PLATFORM` names a platform without a display (offscreen, vnc, …) there is nothing to say.
    """
    if sys.platform != "linux":
        return None
    platforms = _platforms(environ)
    if not platforms:
        return (
            "창을 띄울 화면이 없으니 ./run.sh tour 명령으로 화면 없이 둘러보세요 / "
            "There is no display for the window; ./run.sh tour plays the main story without one"
        )
    if any(_answers(platform) for platform in platforms):
        return None
    name = environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY") or "?"
    return (
        f"화면({name})에 연결할 수 없으니 DISPLAY 값과 접근 권한을 확인하거나 "
        "./run.sh tour 명령으로 화면 없이 둘러보세요 / "
        f"The display {name} does not answer; check DISPLAY and its permission, or run ./run.sh tour"
    )


def _platforms(environ: Mapping[str, str]) -> list[str]:
    """Return the Qt platforms that would be tried, as Qt reads the environment."""
    if chosen := environ.get("QT_QPA_PLATFORM"):
        return [name.partition(":")[0] for name in chosen.split(";")]
    displays = {"WAYLAND_DISPLAY": "wayland", "DISPLAY": "xcb"}
    return [platform for variable, platform in displays.items() if environ.get(variable)]


def _answers(platform: str) -> bool:
    """Return whether a display of this kind takes a connection; a platform without a display always does."""
    if platform == "xcb":
        xcb = ctypes.CDLL("libxcb.so.1")
        xcb.xcb_connect.restype = ctypes.c_void_p
        connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
        refused = xcb.xcb_connection_has_error(connection)
        xcb.xcb_disconnect(connection)
        return not refused
    if platform == "wayland":
        wayland = ctypes.CDLL("libwayland-client.so.0")
        wayland.wl_display_connect.restype = ctypes.c_void_p
        display = wayland.wl_display_connect(None)
        if display:
            wayland.wl_display_disconnect(ctypes.c_void_p(display))
        return bool(display)
    return True


def _load(soname: str) -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(soname)
    except OSError:
        return None
