"""No source file is large: a file above the limit wants to be two."""

from pathlib import Path

from tree import code_files

LIMIT = 40_000  # bytes


def complaints(root: Path):
    return [
        f"{path.relative_to(root)}: {path.stat().st_size} bytes, the limit is {LIMIT}"
        for path in code_files(root, "src", "apps", "bench", "validation", "tests")
        if path.stat().st_size > LIMIT
    ]
