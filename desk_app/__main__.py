"""Where the program starts."""

import sys
from importlib import import_module


def main() -> int:
    """Run the command line and return the exit code; a ringing phone does not wait for the rest to load."""
    if sys.argv[1:2] == ["ring"]:
        code: int = import_module("desk_app.ring_client").main(sys.argv[2:])
    else:
        code = import_module("desk_app.cli").main(sys.argv[1:])
    return code


if __name__ == "__main__":
    sys.exit(main())
