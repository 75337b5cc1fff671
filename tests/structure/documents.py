"""Documents that can be checked are true: commands exist, links resolve, packages are explained."""

import os
import re
from pathlib import Path

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```", re.S | re.M)


def complaints(root: Path):
    return [*readme(root), *links(root), *packages(root), *scripts(root)]


def readme(root: Path):
    text = (root / "README.md").read_text()
    block = FENCE.search(text)
    commands = [line.split("#")[0].strip() for line in block.group(2).splitlines()] if block else []
    if commands != ["scripts/demo", "scripts/test"]:
        yield f"README.md: the first code block is {commands}, not the two commands"
    for command in commands:
        if not os.access(root / command, os.X_OK):
            yield f"README.md: {command} is not an executable file"
    if "not medical advice" not in text:
        yield "README.md: does not say that this is not medical advice"


def links(root: Path):
    for path in [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md"))]:
        for target in LINK.findall(FENCE.sub("", path.read_text())):
            target = target.split("#")[0]
            if target and not re.match(r"[a-z]+:", target) and not (path.parent / target).exists():
                yield f"{path.relative_to(root)}: the link to {target} leads nowhere"


def packages(root: Path):
    listed = [
        line for line in (root / "scripts/packages.txt").read_text().split("\n")
        if line and not line.startswith("#")
    ]
    explained = re.findall(r"^\| `([^`]+)` \|", (root / "docs/dependencies.md").read_text(), re.M)
    for name in sorted(set(listed) - set(explained)):
        yield f"docs/dependencies.md: {name} is installed by scripts/setup but not explained"
    for name in sorted(set(explained) - set(listed)):
        yield f"docs/dependencies.md: {name} is explained but not installed by scripts/setup"


def scripts(root: Path):
    for path in [*sorted((root / "scripts").iterdir()), root / ".ci/run"]:
        if path.suffix == "" and not os.access(path, os.X_OK):
            yield f"{path.relative_to(root)}: is not executable"
