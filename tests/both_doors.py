"""What is stored through either door, read from the code: kinds of acts and their steps."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

IMPORT = re.compile(
    r"^\s*from (kursplaner\.(?:planning|desk)[\w.]*) import (\([^)]*\)|[^\n(]+)", re.MULTILINE
)
ROOT = Path(__file__).parents[1] / "kursplaner"
ACTS = frozenset(("act", "_act", "act_on", "store", "change", "_change", "rehearse"))
"""Calls whose arguments, or whose `with`, are stored as one act."""
BELOW = ("kursplaner.planning.", "kursplaner.desk.")


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(_text(path))


def _paths(floor: str) -> list[Path]:
    """The modules of a floor that know of planning or desk."""
    found = sorted((ROOT / floor).rglob("*.py"))
    return [path for path in found if any(word in _text(path) for word in BELOW)]


def kinds(floor: str) -> set[str]:
    """The kinds of acts that a floor names."""
    paths = (path for path in (ROOT / floor).rglob("*.py") if "wording" not in path.parts)
    texts = map(_text, paths)
    return {kind for text in texts for kind in re.findall(r"\bActKind\.([A-Z_]+)", text)}


def reached(floor: str) -> set[str]:
    """All of the floors below that a floor names, itself or through `desk`, where it is defined.

    Such as "planning.rooms.closures.lift".
    """
    found: set[str] = set()
    waiting, seen = _paths(floor), set[Path]()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        names = {_defined(name) for name in _written(path)}
        found |= names
        waiting += [path for name in names if name.startswith("desk.") for path in _files(name)]
    return found


def _written(path: Path) -> Iterator[str]:
    """The names of the floors below in the text of a module, read without parsing it."""
    for name, origin in _imports(path).items():
        used = re.findall(rf"\b{name}\.(\w+)", _text(path))
        yield from (origin, *(f"{origin}.{attribute}" for attribute in used))


def _files(name: str) -> list[Path]:
    """The module of a name, which may be the module itself."""
    parts = name.split(".")
    paths = (ROOT.joinpath(*parts[:end]).with_suffix(".py") for end in (len(parts), len(parts) - 1))
    return [path for path in paths if path.exists()]


@cache
def _defined(name: str) -> str:
    """Where a name that a module only passes on is defined."""
    module, _, last = name.rpartition(".")
    path = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    if not path.exists():
        return name
    if last in _functions(path):
        return name
    passed_on = _imports(path)
    return _defined(passed_on[last]) if last in passed_on else name


@cache
def _functions(module: Path) -> frozenset[str]:
    """The functions and wishes that a module defines."""
    return frozenset(re.findall(r"^(?:def|class(?= \w+Wish\b)) (\w+)", _text(module), re.MULTILINE))


def _is_step(name: str) -> bool:
    module, _, last = name.rpartition(".")
    path = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    return name.startswith("planning.") and path.exists() and last in _functions(path)


def steps(floor: str) -> set[str]:
    """What of planning is done within the acts of a floor."""
    found: set[str] = set()
    for path in _paths(floor):
        imports = _imports(path)
        acts = any(f"{word}(" in _text(path) for word in ACTS)
        for function in _outermost(_tree(path)) if acts else ():
            found.update(_steps_of(function, imports))
    return {name for name in map(_defined, found) if _is_step(name)}


def _outermost(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """The functions and methods of a module, without those inside them."""
    for node in tree.body:
        for inside in node.body if isinstance(node, ast.ClassDef) else (node,):
            if isinstance(inside, ast.FunctionDef):
                yield inside


def _steps_of(function: ast.FunctionDef, imports: dict[str, str]) -> Iterator[str]:
    local: dict[str, ast.AST] = {}
    nodes = list(ast.walk(function))
    for node in nodes:
        if isinstance(node, ast.FunctionDef) and node is not function:
            local[node.name] = node
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            local[node.targets[0].id] = node.value
    for node in nodes:
        if isinstance(node, ast.Call) and _called(node) in ACTS:
            parts = [*node.args, *(keyword.value for keyword in node.keywords)]
            yield from _resolved(parts, local, imports)
        if isinstance(node, ast.With) and any(_opens(item.context_expr) for item in node.items):
            yield from _resolved(node.body, local, imports)


def _opens(node: ast.expr) -> bool:
    """Whether a `with` is an act: also one that is only tried where asked for."""
    calls = [call for call in ast.walk(node) if isinstance(call, ast.Call)]
    return any(_called(call) == "change" for call in calls) or (
        isinstance(node, ast.Name) and node.id == "act"
    )


def _resolved(
    parts: Iterable[ast.AST], local: dict[str, ast.AST], imports: dict[str, str]
) -> Iterator[str]:
    """The names in parts, and in what a local name in them stands for."""
    waiting, seen = list(parts), set[str]()
    while waiting:
        part = waiting.pop()
        nodes = list(ast.walk(part))
        yield from _names(nodes, imports)
        for node in nodes:
            if isinstance(node, ast.Name) and node.id in local and node.id not in seen:
                seen.add(node.id)
                waiting.append(local[node.id])


def _called(call: ast.Call) -> str:
    target = call.func
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


@cache
def _imports(path: Path) -> dict[str, str]:
    """What is imported from the floors below, by its name here."""
    found: dict[str, str] = {}
    for module, names in IMPORT.findall(_text(path)):
        bare = re.sub(r"#.*|[()]", "", names)
        for name in bare.split(","):
            words = name.split()
            if words:
                found[words[-1]] = f"{module}.{words[0]}".removeprefix("kursplaner.")
    return found


def _names(nodes: Iterable[ast.AST], imports: dict[str, str]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id in imports:
                yield f"{imports[node.value.id]}.{node.attr}"
        elif isinstance(node, ast.Name) and node.id in imports:
            yield imports[node.id]
