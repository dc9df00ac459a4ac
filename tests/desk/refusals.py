"""Which kinds of Refused the program's sources can raise."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "kursplaner"
KIND = re.compile(r'"([a-z][a-z0-9]*(?:_[a-z0-9]+)+|busy)"')


@cache
def _modules() -> tuple[tuple[Path, tuple[ast.AST, ...]], ...]:
    """Every module of the program with its nodes; read once for all that ask."""
    return tuple(
        (path.relative_to(PACKAGE), tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8")))))
        for path in sorted(PACKAGE.rglob("*.py"))
    )


def raised_kinds() -> dict[str, str]:
    """Return every kind with the file that names it: raised, or promised in a docstring."""
    found: dict[str, str] = {}
    for path, nodes in _modules():
        for kind in (*_in_calls(nodes), *_promised(nodes)):
            found.setdefault(kind, str(path))
    return found


def _in_calls(nodes: tuple[ast.AST, ...]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Call) and _is_refused(node.func) and node.args:
            yield from _constants(node.args[0])


def _is_refused(function: ast.expr) -> bool:
    return getattr(function, "id", getattr(function, "attr", "")) == "Refused"


def _constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)


def _promised(nodes: tuple[ast.AST, ...]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            text = ast.get_docstring(node) or ""
            section = re.search(r"Refused:(.*?)(?:\n\s*\n|\n    ?[A-Z]\w+:|\Z)", text, re.DOTALL)
            if section:
                yield from KIND.findall(section[1])


def named_kinds() -> set[str]:
    """Return every text the program names outside its sentences and docstrings.

    A kind made of a field's name, as `f"{field}_missing"`, is named by its ending as well.
    """
    found: set[str] = set()
    for path, nodes in _modules():
        if "errors" not in path.parts:
            told = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
            texts = (node for node in nodes if isinstance(node, ast.Constant))
            found |= {str(text.value) for text in texts if id(text) not in told}
    return found
