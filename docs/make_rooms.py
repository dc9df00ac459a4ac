"""Writes the rooms of the house and its walls into CONTRIBUTING.md, as their docstrings say.

`python docs/make_rooms.py` renews the parts between the marks; `tests/test_builders.py` fails as
long as a part is not what this script makes.
"""

import ast
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "kursplaner"
WALLS = ROOT / "tests" / "walls"
PAGE = ROOT / "CONTRIBUTING.md"
FLOORS = (
    *("ui", "cli", "desk", "planning", "documents", "exchange"),
    *("store", "domain", "basics"),
)
"""From the top down."""


def rooms() -> str:
    """Return a table of every folder with code, floor by floor."""
    lines = ["| room | what one does there |", "|---|---|"]
    for floor in FLOORS:
        for init in sorted((HOUSE / floor).rglob("__init__.py")):
            name = init.parent.relative_to(HOUSE).as_posix()
            shown = f"`{name}`" if "/" in name else f"**`{name}`**"
            lines.append(f"| {shown} | {_said(_tree(init))} |")
    return "\n".join(lines)


def walls() -> str:
    """Return a table of the walls: what each finds."""
    lines = ["| wall | finds |", "|---|---|"]
    for room in ("stairs", "libraries", "form"):
        found = _walls(_tree(WALLS / f"{room}.py"))
        lines.extend(f"| `{room}.{wall.name}` | {_said(wall)} |" for wall in found)
    return "\n".join(lines)


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _walls(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.returns is not None:
            own = not node.name.startswith("_") and ast.unparse(node.returns) == "list[Fault]"
            if own:
                yield node


def _said(node: ast.Module | ast.FunctionDef) -> str:
    """Return the first paragraph of a docstring, fit for a table."""
    told = (ast.get_docstring(node) or "").partition("\n\n")[0]
    return " ".join(told.split()).replace("|", "\\|")


PARTS: Mapping[str, Callable[[], str]] = MappingProxyType({"rooms": rooms, "walls": walls})


def renewed(page: str) -> str:
    """Return a page with the parts between its marks made anew.

    Raises:
        ValueError: a mark is missing.
    """
    for name, make in PARTS.items():
        begin = f"<!-- {name}: made by docs/make_rooms.py -->"
        end = f"<!-- end of the {name} -->"
        before, found, rest = page.partition(begin)
        _, ended, after = rest.partition(end)
        if not found or not ended:
            raise ValueError(begin)
        page = f"{before}{begin}\n{make()}\n{end}{after}"
    return page


def main() -> int:
    """Renew the page."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(renewed(page), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
