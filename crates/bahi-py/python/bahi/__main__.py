"""``python -m bahi``: the command ``bahi``."""

from ._cli import main

main()
