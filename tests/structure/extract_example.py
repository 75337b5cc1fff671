"""Writes the files a document shows: extract_example.py DOCUMENT FOLDER

A fenced block whose first line ends in file=PATH becomes FOLDER/PATH.
"""

import re
import sys
from pathlib import Path

BLOCK = re.compile(r"^```\w+ file=(\S+)\n(.*?)^```", re.S | re.M)


def main(document: str, folder: str):
    files = BLOCK.findall(Path(document).read_text())
    for name, text in files:
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_text() != text:
            path.write_text(text)
    return 0 if files else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
