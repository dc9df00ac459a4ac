"""The tree of files a wall looks at, read once from the disk or written down in a test."""

import ast
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

PACKAGE = "kursplaner"
LEFT_OUT = {".venv", ".git", ".hypothesis", ".mutants", "__pycache__"}
LEFT_OUT_AT_THE_ROOT = {"demo", "build", "dist"}  # what start.py and the bundle make
TEXT_FILES = {
    *(".py", ".toml", ".md", ".txt", ".yml", ".yaml", ".json", ".spec", ".desktop", ".svg"),
    *(".ini", ".cfg", ".csv", ".html", ".qss", ".sh", ".ps1", ".bat"),
}


@dataclass(frozen=True)
class Fault:
    """Where a wall is broken, and how."""

    path: PurePosixPath
    line: int
    says: str

    def __str__(self) -> str:
        """As a compiler would print it, so that an editor can jump there."""
        return f"{self.path}:{self.line}: {self.says}"


@dataclass(frozen=True)
class Source:
    """One file of the project: its path from the root and its text."""

    path: PurePosixPath
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree of a Python file."""
        return ast.parse(self.text, filename=str(self.path))

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the syntax tree; the walls all walk over the same ones."""
        return tuple(ast.walk(self.tree))

    @cached_property
    def imports(self) -> "tuple[Import, ...]":
        """Every import, also inside functions, under TYPE_CHECKING and by `import_module`."""
        return tuple(_imports(self))

    @property
    def is_code(self) -> bool:
        """Whether it is Python of the program itself, not a test, a script or a text."""
        return self.path.suffix == ".py" and self.path.parts[0] == PACKAGE

    @property
    def floor(self) -> str:
        """`planning` for kursplaner/planning/…, `app` for kursplaner/app.py."""
        return self.path.parts[1].removesuffix(".py") if self.is_code else ""

    @property
    def module(self) -> str:
        """Its dotted name, a package's own for `__init__.py`."""
        parts = self.path.with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def package(self) -> str:
        """The dotted name that a relative import starts from."""
        return self.module if self.path.name == "__init__.py" else self.module.rpartition(".")[0]

    def fault(self, line: int, says: str) -> Fault:
        """A fault of this file."""
        return Fault(self.path, line, says)


Tree = tuple[Source, ...]


def written(files: Mapping[str, str]) -> Tree:
    """A small tree of paths and texts, for a planted fault."""
    return tuple(Source(PurePosixPath(path), text) for path, text in files.items())


def read_tree(root: Path) -> Tree:
    """Every text file of the project that is kept, in the order of the paths."""
    paths = sorted(path for path in _files(root) if _is_kept(path, root))
    return tuple(
        Source(PurePosixPath(path.relative_to(root).as_posix()), path.read_text(encoding="utf-8"))
        for path in paths
    )


def _files(root: Path) -> Iterator[Path]:
    """All files but those of folders left out: an environment alone holds tens of thousands."""
    for folder, inner, names in os.walk(root):
        inner[:] = [name for name in inner if name not in LEFT_OUT]
        yield from (Path(folder, name) for name in names)


def _is_kept(path: Path, root: Path) -> bool:
    parts = path.relative_to(root).parts
    hidden = parts[0] in LEFT_OUT_AT_THE_ROOT or any(
        part in LEFT_OUT or part.endswith(("_cache", ".egg-info")) for part in parts
    )
    plain = path.suffix in TEXT_FILES or parts[:1] == (".ci",)
    return plain and not hidden and path.is_file()


def code(tree: Tree) -> Iterator[Source]:
    """The Python files of the program itself."""
    return (source for source in tree if source.is_code)


@dataclass(frozen=True)
class Import:
    """One imported module; `name` is what was taken from it, if anything.

    `inside_function` also tells of an import that only the type checker follows.
    """

    module: str
    name: str
    line: int
    inside_function: bool


def _imports(source: Source) -> Iterator[Import]:
    waiting: list[tuple[ast.AST, bool]] = [(source.tree, False)]
    for node, inside in waiting:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, "", node.lineno, inside)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(source, node)
            for alias in node.names:
                yield Import(base, alias.name, node.lineno, inside)
        elif isinstance(node, ast.Call) and _called(node) in ("import_module", "__import__"):
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield Import(first.value, "", node.lineno, inside)
        deeper = inside or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        deeper = deeper or (isinstance(node, ast.If) and _for_types_only(node.test))
        waiting += [(child, deeper) for child in ast.iter_child_nodes(node)]


def _for_types_only(test: ast.expr) -> bool:
    return isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"


def _absolute(source: Source, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    above = source.package.split(".")
    base = above[: len(above) - node.level + 1]
    return ".".join([*base, node.module] if node.module else base)


def calls(source: Source) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the last part of the called name."""
    for node in source.nodes:
        if isinstance(node, ast.Call):
            yield _called(node), node


def _called(node: ast.Call) -> str:
    function = node.func
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def texts(source: Source) -> Iterator[tuple[str, int]]:
    """Every string literal but docstrings, the pieces of an f-string joined by a blank."""
    told = set(_docstrings(source))
    for node in source.nodes:
        if isinstance(node, ast.JoinedStr):
            parts = [part for part in node.values if isinstance(part, ast.Constant)]
            told.update(parts)
            yield " ".join(str(part.value) for part in parts), node.lineno
    for node in source.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in told:
            yield node.value, node.lineno


def _docstrings(source: Source) -> Iterator[ast.AST]:
    """Every string that stands alone as a statement: it explains, it is not shown."""
    for node in source.nodes:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
