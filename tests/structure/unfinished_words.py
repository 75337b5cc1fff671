"""Nothing unfinished is committed: no marks of work to be done, no skipped tests."""

import re
from pathlib import Path

from tree import code_files

# Spelled in pieces, so that this file does not find itself.
WORDS = ["TO" + "DO", "FIX" + "ME", "X" * 3, "GTEST_" + "SKIP", "DISABLED" + "_"]
PATTERN = re.compile(r"\b(" + "|".join(WORDS) + ")")


def complaints(root: Path):
    found = []
    scripts = [p for p in sorted((root / "scripts").glob("*")) if p.is_file()]
    for path in [*code_files(root, "src", "apps", "bench", "validation", "tests"), *scripts]:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            for match in PATTERN.finditer(line):
                found.append(f"{path.relative_to(root)}:{number}: {match.group(1)}")
    return found
