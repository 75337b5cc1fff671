"""Rooms include only what they may: scans every #include "room/..." against the table of rooms."""

import re
from pathlib import Path

from tree import code_files

# What each room may include besides itself. Solvers and body never see each other; files and unit
# strings are the business of io and of the programs on top.
MAY_INCLUDE = {
    "base": set(),
    "units": {"base"},
    "math": {"base"},
    "model": {"base", "math"},
    "solvers": {"base", "math"},
    "therapy": {"base", "math", "model"},
    "body": {"base", "math", "model", "therapy"},
    "engine": {"base", "math", "model", "solvers", "therapy", "body"},
    "measure": {"base", "math", "model", "therapy", "body"},
    "study": {"base", "math", "model", "therapy", "body", "engine", "measure"},
    "io": {"base", "math", "units", "model", "therapy", "body", "engine", "measure", "study"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]')


def complaints(root: Path):
    found = []
    rooms = {p.name for p in (root / "src").iterdir() if p.is_dir()}
    for room in sorted(rooms - MAY_INCLUDE.keys()):
        found.append(f"src/{room}: a room that the table in include_direction.py does not know")
    for path in code_files(root):
        parts = path.relative_to(root).parts
        room = parts[1] if parts[0] == "src" else None
        for number, line in enumerate(path.read_text().splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            where = f"{path.relative_to(root)}:{number}"
            bracket, name = match.groups()
            target = name.split("/")[0]
            if ".." in name.split("/"):
                found.append(f"{where}: {name}: includes are written from src/, never with ..")
            elif room is None or bracket == "<":
                continue
            elif target not in rooms:
                found.append(f"{where}: {name}: includes are written from src/, with the room")
            elif target != room and target not in MAY_INCLUDE.get(room, set()):
                found.append(f"{where}: {room} may not include {target}")
    return found


def table_has_no_cycle():
    """True when the table itself allows no room to include itself through others."""

    def reachable(room, seen):
        for other in MAY_INCLUDE[room] - seen:
            seen.add(other)
            reachable(other, seen)
        return seen

    return all(room not in reachable(room, set()) for room in MAY_INCLUDE)
