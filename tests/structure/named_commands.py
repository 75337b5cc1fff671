"""Every command that a document names within its text exists, with its options and the names that it is given.

    `cisterna SUB word --option value`   SUB is a command; options are in its help; other words are in its help or in
                                         what `cisterna list` prints, are numbers, CAPITALS for the reader to fill in,
                                         or files that a block of the same document writes
    `--option value`                     the same for some command
    `scripts/name ...`                   a file

What blocks of commands do is run by executed_blocks.py; the changelog tells of what was.   named_commands.py ROOT BIN
"""

import re
import subprocess
import sys
from pathlib import Path

FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```", re.S | re.M)
NAMED = re.compile(r"`((?:cisterna(?=[ `])|scripts/|--)[^`\n]*)`")
WORD = re.compile(r"[\w.+-]+")


class Program:
    """What the program says about itself."""

    def __init__(self, binaries: Path):
        self.path = binaries / "cisterna"
        self.commands = set(re.findall(r"^  (\w+) ", self.says("--help"), re.M))
        self.help = {name: set(WORD.findall(self.says(name, "--help"))) for name in self.commands}
        self.listed = set(WORD.findall(self.says("list")))

    def says(self, *words):
        return subprocess.run([self.path, *words], capture_output=True, text=True, check=True).stdout

    def unknown(self, command: str, words, written: str):
        for word in words:
            for part in re.split(r"[=|]", word):
                filled_in = re.fullmatch(r"\[?[A-Z_]+\]?|\d+", part)
                a_file = re.search(r">\s*" + re.escape(part) + r"\b", written)
                if not (filled_in or a_file or part in self.help[command] | self.listed):
                    yield part


def complaints(root: Path, program: Program):
    for path in [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md"))]:
        if path.name == "CHANGELOG.md":
            continue
        text = path.read_text()
        written = "".join(match.group(2) for match in FENCE.finditer(text))
        for named in NAMED.findall(FENCE.sub("", text)):
            where = f"{path.relative_to(root)}: `{named}`"
            first, *words = named.split()
            if first.startswith("scripts/"):
                if not (root / first).is_file():
                    yield f"{where}: no such file"
            elif first.startswith("--"):
                tried = [list(program.unknown(c, [first, *words], written)) for c in sorted(program.commands)]
                if all(tried):
                    yield f"{where}: {min(tried, key=len)[0]} is known to no command"
            elif words and words[0] not in program.commands:
                yield f"{where}: {words[0]}: no such command"
            elif words:
                for part in program.unknown(words[0], words[1:], written):
                    yield f"{where}: {part} is not known"


if __name__ == "__main__":
    found = list(complaints(Path(sys.argv[1]).resolve(), Program(Path(sys.argv[2]).resolve())))
    print("\n".join(found))
    sys.exit(1 if found else 0)
