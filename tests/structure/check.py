"""Runs one structure check on a checkout, and prints what it complains about.

check.py NAME ROOT [MORE]: MORE is handed to the check (formatting takes a style file).
"""

import importlib
import sys
from pathlib import Path


def main(name: str, root: str, *more: str):
    found = list(importlib.import_module(name).complaints(Path(root), *map(Path, more)))
    for complaint in found:
        print(complaint)
    print(f"{name}: {len(found)} complaints")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
