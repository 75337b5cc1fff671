"""Every bad file gives one clear line: sweep.py CISTERNA ROOT

For each row of expectations.tsv, `cisterna check FILE` must exit with 2, print nothing on the output and
exactly one line on the error stream: FILE, the line, the key, and the expected words. Bad protocols are also
handed to `cisterna run`, which must refuse them the same way. Nothing may be written.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

EXIT_BAD_INPUT = 2
TIME_LIMIT = 20  # seconds; a bad file is refused at once


def expectations(path: Path):
    for row in path.read_text().splitlines():
        if row and not row.startswith("#"):
            name, line, key, words = row.split("\t")
            yield name, *("" if cell == "-" else cell for cell in (line, key, words))


def snapshot(folder: Path):
    """Names, sizes and contents' ages of everything under a folder."""
    return {p: (p.lstat().st_size, p.lstat().st_mtime_ns) for p in folder.rglob("*") if not p.is_dir()}


def judge(run, name: str, line: str, key: str, words: str):
    """What is wrong with how a bad file was refused."""
    if run.returncode != EXIT_BAD_INPUT:
        yield f"exit code {run.returncode}"
    if run.stdout:
        yield f"prints on the output: {run.stdout[:200]!r}"
    lines = run.stderr.splitlines()
    if len(lines) != 1 or not run.stderr.endswith("\n"):
        yield f"{len(lines)} lines on the error stream: {run.stderr[:400]!r}"
    first = lines[0] if lines else ""
    start = name + (f":{line}" if line else "") + (f": {key}" if key else "") + ": "
    if start not in first:
        yield f"does not name the place ({start!r}): {first}"
    elif words not in first.split(start, 1)[1]:
        yield f"does not say {words!r}: {first}"


def refuse(command, folder: Path, expected):
    before = snapshot(folder)
    try:
        run = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL,
            timeout=TIME_LIMIT, check=False,
        )
    except subprocess.TimeoutExpired:
        return [f"not refused within {TIME_LIMIT} s"]
    found = list(judge(run, *expected))
    if (after := snapshot(folder)) != before:
        found.append(f"has written {sorted(map(str, after.keys() ^ before.keys()))}")
    return found


def add_special_files(folder: Path):
    (folder / "a_folder.yaml").mkdir()
    os.mkfifo(folder / "a_pipe.yaml")  # opening it would wait for ever
    return [
        ("a_folder.yaml", "", "", "folder"),
        ("a_pipe.yaml", "", "", "regular file"),
        ("no_such_file.yaml", "", "", "no such file"),
    ]


def sweep(cisterna: str, root: Path):
    failed, refused = [], 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "data").symlink_to(root / "data")
        for file in (root / "tests/bad_input").iterdir():
            if file.suffix in (".yaml", ".csv"):
                shutil.copy(file, folder)
        cases = [*expectations(root / "tests/bad_input/expectations.tsv"), *add_special_files(folder)]
        listed = {case[0] for case in cases}
        failed += [f"{p.name}: not in expectations.tsv" for p in folder.glob("*.*") if p.name not in listed]
        for name, *expected in cases:
            commands = [[cisterna, "check", name]]
            if not name.startswith(("anatomy", "person", "parameter", "recording", "kind")):
                commands.append([cisterna, "run", name, "--out", "results"])
            for command in commands:
                refused += 1
                for complaint in refuse(command, folder, (name, *expected)):
                    failed.append(f"cisterna {' '.join(command[1:])}: {complaint}")
    print("\n".join(failed))
    print(f"{refused} refusals looked at, {len(failed)} complaints")
    return failed


if __name__ == "__main__":
    sys.exit(1 if sweep(str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()) else 0)
