"""Sources are formatted: clang-format with the repository's style would change nothing."""

import shutil
import subprocess
from pathlib import Path

from tree import code_files


def complaints(root: Path, style: Path | None = None):
    tool = shutil.which("clang-format")
    if tool is None:
        return ["clang-format is not installed (scripts/setup installs it)"]
    files = [str(path.relative_to(root)) for path in code_files(root)]
    if not files:
        return []
    run = subprocess.run(
        [tool, "--dry-run", "-Werror", f"--style=file:{style}" if style else "--style=file", *files],
        cwd=root, capture_output=True, text=True, check=False,
    )
    lines = [line for line in run.stderr.splitlines() if "[-Wclang-format-violations]" in line]
    if run.returncode != 0 and not lines:
        return run.stderr.splitlines() or ["clang-format failed"]
    first = {}
    for line in lines:  # one complaint a file is enough
        first.setdefault(line.split(":")[0], line.split(": error:")[0] + ": not formatted")
    return list(first.values())
