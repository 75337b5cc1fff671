"""The files of a checkout, for the structure checks."""

from pathlib import Path

CODE = ("src", "apps", "bench", "validation")
SUFFIXES = {".cpp", ".hpp", ".h", ".cc"}


def code_files(root: Path, *folders: str):
    """Source files under the given folders (all code folders when none is named), sorted."""
    for folder in folders or CODE:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in SUFFIXES and path.is_file():
                yield path


def table(path: Path):
    """Rows of a data file of this folder: columns separated by blanks, the rest is the reason."""
    rows = []
    if path.is_file():
        for line in path.read_text().splitlines():
            if line.strip() and not line.startswith("#"):
                rows.append(line.split(maxsplit=2))
    return rows
