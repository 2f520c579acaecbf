"""The command ``bahi`` as it is installed with the package: the same code as the program."""

from __future__ import annotations

import os
import signal
import sys

from . import _bahi


def main() -> None:
    """Runs the command that the arguments ask for, and ends with its exit code."""
    # Python only notes that Ctrl-C was pressed and acts when its own code runs again; the command stops at once.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    code = _bahi.main(["bahi", *sys.argv[1:]])
    # Nothing of Python is left to be done, and what it would flush is not ours.
    os._exit(code)


if __name__ == "__main__":
    main()
