"""Equations hold no numbers: in src/body only 0.5 and small integers may stand in the code.

Everything else is a parameter with a record in data/parameters/, or is listed with its reason in
numeric_literals_allowed.txt (columns: file, literal, reason).
"""

import re
from pathlib import Path

from tree import code_files, table

LARGEST_INTEGER = 16
ALLOWED = Path(__file__).with_name("numeric_literals_allowed.txt")

SKIPPED = re.compile(
    r"""//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<!\w)'(?:\\.|[^'\\\n])'"""
    r"""|^[ \t]*\#[^\n]*""",
    re.S | re.M,
)
NUMBER = re.compile(
    r"(?<![\w.])(?:0[xX][0-9a-fA-F'.]+(?:[pP][+-]?\d+)?|0[bB][01']+"
    r"|(?:\d[\d']*\.?[\d']*|\.\d[\d']*)(?:[eE][+-]?\d+)?)\w*"
)


def strip(text: str):
    """Without comments, strings, characters and preprocessor lines; line numbers stay."""
    return SKIPPED.sub(lambda match: "\n" * match.group().count("\n"), text)


def is_small(literal: str):
    body = literal.replace("'", "").rstrip("uUlLfFzZ")
    try:
        value = float(body)
    except ValueError:
        return False
    if "e" in body.lower():
        return False
    return value == 0.5 or (value == int(value) and value <= LARGEST_INTEGER)


def complaints(root: Path, allowed_file: Path = ALLOWED):
    allowed = {(row[0], row[1]) for row in table(allowed_file) if len(row) == 3}
    used, found = set(), []
    for row in table(allowed_file):
        if len(row) != 3:
            found.append(f"{allowed_file.name}: {' '.join(row)}: no reason is given")
    for path in code_files(root, "src/body"):
        if path.stem.endswith("_test"):
            continue
        name = str(path.relative_to(root))
        for number, line in enumerate(strip(path.read_text()).splitlines(), 1):
            for match in NUMBER.finditer(line):
                literal = match.group()
                if is_small(literal):
                    continue
                if (name, literal) in allowed:
                    used.add((name, literal))
                else:
                    found.append(f"{name}:{number}: {literal}: a number in an equation")
    for name, literal in sorted(allowed - used):
        found.append(f"{allowed_file.name}: {name} {literal}: allowed, but no longer there")
    return found
