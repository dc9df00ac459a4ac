"""Writes the rooms of the house into CONTRIBUTING.md, each with what its `__init__` says.

`python docs/make_rooms.py` renews the part between the two marks; `tests/test_builders.py` fails
as long as the part is not what this script makes.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "kursplaner"
PAGE = ROOT / "CONTRIBUTING.md"
BEGIN = "<!-- rooms: made by docs/make_rooms.py -->"
END = "<!-- end of the rooms -->"
FLOORS = (
    *("ui", "cli", "desk", "planning", "documents", "exchange"),
    *("store", "domain", "basics"),
)
"""From the top down; the wings beside each other as in the table of the floors."""


def rooms(house: Path = HOUSE) -> Iterator[tuple[str, str]]:
    """Yield every folder with code, floor by floor, and the first paragraph of its docstring."""
    for floor in FLOORS:
        for init in sorted((house / floor).rglob("__init__.py")):
            name = init.parent.relative_to(house).as_posix()
            yield name, _said(init)


def _said(init: Path) -> str:
    told = ast.get_docstring(ast.parse(init.read_text(encoding="utf-8"))) or ""
    return " ".join(told.partition("\n\n")[0].split())


def written(house: Path = HOUSE) -> str:
    """Return the part of the page: a table, floors in bold."""
    lines = ["| room | what one does there |", "|---|---|"]
    for name, said in rooms(house):
        shown = f"**`{name}`**" if "/" not in name else f"`{name}`"
        lines.append(f"| {shown} | {said.replace('|', chr(92) + '|')} |")
    return "\n".join(lines)


def renewed(page: str, part: str) -> str:
    """Return the page with the part between the marks exchanged.

    Raises:
        ValueError: a mark is missing.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(BEGIN)
    return f"{before}{BEGIN}\n\n{part}\n\n{END}{after}"


def main() -> int:
    """Renew the page."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(renewed(page, written()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
