"""Every number says where it comes from: a source that resolves in data/references.bib, and a basis.

Checks every `source:` under data/, every key cited in the card of a block, and that each record of
data/parameters/ and data/observations/ has a basis and a source. Without a source goes only what is
assumed, or what is fitted or derived in a way that a note states.
"""

import re
from pathlib import Path

from tree import code_files

BASES = {"measured", "derived", "fitted", "assumed"}
# Rows of data/observations/ may also say how they can be met without being a finding.
OBSERVATION_BASES = BASES | {"by construction", "verification"}
SOURCE = re.compile(r"""(?:^|[\s{,])source:\s*(\[[^\]]*\]|"[^"]*"|'[^']*'|[^,}#\n]*)""")
BASIS = re.compile(r"""(?:^|[\s{,])basis:\s*("[^"]*"|'[^']*'|[^,}#\n]*)""")
# A record begins with "- id: name" (observations) or "a.dotted.name:" on a line of its own (parameters).
RECORD = re.compile(r"^(?:\s*-\s*\{?\s*id:\s*([^\s,}]+)|\s+([a-z]\w*(?:\.\w+)+):\s*$)")
CITED = re.compile(r"\b[a-z]+(?:19|20)\d\d[a-z]?\b")  # in the card of a block
ENTRY = re.compile(r"@\w+\s*\{\s*([^,\s]+)\s*,")


def without_comment(line: str):
    return re.sub(r"(^|\s)#.*", r"\1", line)


def keys_of(value: str):
    return [key for key in re.split(r"[\s,;\[\]\"']+", value) if key]


def records(lines):
    """(line number, id, text) of each `- id: ...` record; a record ends where the next begins."""
    starts = [(n, m.group(1) or m.group(2)) for n, line in enumerate(lines) if (m := RECORD.match(line))]
    for index, (start, name) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else len(lines)
        yield start + 1, name, "\n".join(lines[start:end])


def complaints(root: Path):
    bibliography = root / "data/references.bib"
    known = ENTRY.findall(bibliography.read_text()) if bibliography.is_file() else []
    found = [
        f"data/references.bib: {key}: defined twice"
        for key in sorted({k for k in known if known.count(k) > 1})
    ]
    for path in sorted((root / "data").rglob("*.yaml")):
        name = path.relative_to(root)
        lines = [without_comment(line) for line in path.read_text().splitlines()]
        for number, line in enumerate(lines, 1):
            for match in SOURCE.finditer(line):
                for key in keys_of(match.group(1)):
                    if key not in known:
                        found.append(f"{name}:{number}: {key}: not in data/references.bib")
        folder = name.parts[1]
        if folder not in ("parameters", "observations"):
            continue
        bases = BASES if folder == "parameters" else OBSERVATION_BASES
        for number, record, text in records(lines):
            basis = BASIS.search(text)
            basis = basis.group(1).strip(" \"'") if basis else ""
            source = SOURCE.search(text)
            if basis not in bases:
                found.append(f"{name}:{number}: {record}: basis is '{basis}'")
            explained = basis == "assumed" or (basis in ("fitted", "derived") and "note:" in text)
            if not explained and not (source and keys_of(source.group(1))):
                found.append(f"{name}:{number}: {record}: has no source")
    for path in code_files(root, "src"):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            for key in CITED.findall(line) if line.startswith("//") else ():
                if key not in known:
                    found.append(f"{path.relative_to(root)}:{number}: {key}: not in data/references.bib")
    return found
