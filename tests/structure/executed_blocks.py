"""Runs every shell block of the documents that is tagged as executed.

    ```sh executed          run with bash -eu; must exit with 0
    ```text printed         directly after it: each line must appear in what the block printed

A block runs in a fresh folder where data/ is the checkout's and `cisterna` is on the path; the
blocks of one document share the folder.   executed_blocks.py ROOT BIN
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```", re.S | re.M)
TIME_LIMIT = 300  # seconds a block


def blocks(text: str):
    """(line, commands, lines that must be printed) of each executed block."""
    fences = [(m.group(1).split(), m) for m in FENCE.finditer(text)]
    for index, (words, match) in enumerate(fences):
        if "executed" not in words:
            continue
        printed = []
        if index + 1 < len(fences) and "printed" in fences[index + 1][0]:
            printed = fences[index + 1][1].group(2).splitlines()
        yield text[: match.start()].count("\n") + 1, match.group(2), printed


def failures(root: Path, binaries: Path):
    found = []
    environment = dict(os.environ, PATH=f"{binaries}:{os.environ['PATH']}")
    for path in [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md"))]:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "data").symlink_to(root / "data")
            for line, commands, printed in blocks(path.read_text()):
                where = f"{path.relative_to(root)}:{line}"
                run = subprocess.run(
                    ["bash", "-euo", "pipefail", "-c", commands], cwd=folder, env=environment,
                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                    text=True, timeout=TIME_LIMIT, check=False,
                )
                print(f"{where}: exit code {run.returncode}")
                if run.returncode != 0:
                    found.append(f"{where}: exit code {run.returncode}\n{run.stdout}")
                for wanted in printed:
                    if wanted.strip() and wanted.strip() not in run.stdout:
                        found.append(f"{where}: does not print: {wanted}\n{run.stdout}")
    return found


if __name__ == "__main__":
    failed = failures(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
    print("\n".join(failed))
    sys.exit(1 if failed else 0)
