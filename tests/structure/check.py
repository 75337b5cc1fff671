"""Runs one structure check on a checkout: check.py NAME ROOT. Prints what it complains about."""

import importlib
import sys
from pathlib import Path


def main(name: str, root: str):
    found = list(importlib.import_module(name).complaints(Path(root)))
    for complaint in found:
        print(complaint)
    print(f"{name}: {len(found)} complaints")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
