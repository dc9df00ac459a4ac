"""Short rooms with honest names, German only on top, a test for every page and every rule."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.walls.sources import PACKAGE, Fault, Source, Tree, calls, code, texts

LONGEST_FILE = 400
LONGEST_FUNCTION = 45
MOST_MODULES = 20
REFUSED_ROOMS = {"util", "utils", "helper", "helpers", "manager", "managers", "models", "misc"}
REFUSED_ENDINGS = ("Manager", "Helper", "Helpers", "Util", "Utils")
REFUSED_NAMES = {"one", "one_"}
MIGRATIONS = f"{PACKAGE}/store/migrations/versions/"
BELOW_DESK = {"basics", "domain", "store", "planning", "documents", "exchange", "scanning"}
RULED = {"domain", "planning"}
GERMAN_WORDS = (
    "aber auf bei bitte das dass dem den der des diese dieser ein eine einem einen einer es für "
    "gibt haben hat ihr im ist kann kein keine keinen mit muss nach nicht noch nur oder schon "
    "sein sich sie sind und vom von vor werden wird wurde zu zum zur über"
)
GERMAN = set(GERMAN_WORDS.split())
SENTENCE_WORDS = 4
COUNTING = f"{PACKAGE}/domain/kinds/counting.py"
STATUSES = {
    *("CourseStatus", "LessonStatus", "EnrolmentStatus"),
    *("SlotStatus", "PlaceStatus", "RideStatus", "SeatResult"),
}
# One letter of each stands in brackets, so that this file does not find itself.
OF_A_MACHINE = re.compile(r"(?<![\w.])/(?:wor[k]|tm[p]|roo[t]|op[t])/[\w.]|[A-Z]:\\User[s]\\")
OF_A_REGISTRY = re.compile(
    r"pyp[i]\.org|pythonhoste[d]\.org|npmj[s]\.(?:org|com)|--(?:extra-)?index-ur[l]"
    r"|--find-link[s]|^-[if] ",
    re.MULTILINE,
)


def long_files(tree: Tree) -> list[Fault]:
    """Python files beyond the limit; migrations may be as long as the schema is."""
    return [
        source.fault(LONGEST_FILE, f"{count} Zeilen, höchstens {LONGEST_FILE}")
        for source in _python(tree)
        if (count := source.text.count("\n")) > LONGEST_FILE
    ]


def crowded_folders(tree: Tree) -> list[Fault]:
    """Folders with more modules than somebody sees at a glance."""
    rooms = Counter(source.path.parent for source in code(tree) if _is_room(source))
    return [
        Fault(folder, 1, f"{count} Module, höchstens {MOST_MODULES}")
        for folder, count in sorted(rooms.items())
        if count > MOST_MODULES
    ]


def folders_that_say_nothing(tree: Tree) -> list[Fault]:
    """Folders whose `__init__` does not say what one does here."""
    told = {
        source.path.parent
        for source in code(tree)
        if source.path.name == "__init__.py" and ast.get_docstring(source.tree)
    }
    return [
        Fault(folder, 1, "__init__ sagt nicht, was man hier tut")
        for folder in sorted({source.path.parent for source in code(tree) if _is_room(source)})
        if folder not in told
    ]


def _is_room(source: Source) -> bool:
    return source.path.name not in {"__init__.py", "__main__.py"} and len(source.path.parts) > 2


def long_functions(tree: Tree) -> list[Fault]:
    """Functions beyond the limit, their docstring counted."""
    return [
        source.fault(node.lineno, f"{node.name} hat {count} Zeilen, höchstens {LONGEST_FUNCTION}")
        for source in _python(tree)
        for node in source.nodes
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (count := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]


def _python(tree: Tree) -> Iterator[Source]:
    for source in tree:
        if source.path.suffix == ".py" and not str(source.path).startswith(MIGRATIONS):
            yield source


def rooms_named_for_nothing(tree: Tree) -> list[Fault]:
    """Files and classes called utils, helpers, manager, models."""
    return [
        *(
            source.fault(1, f"{part} sagt nicht, was darin ist")
            for source in code(tree)
            for part in source.path.with_suffix("").parts
            if part in REFUSED_ROOMS
        ),
        *(
            source.fault(node.lineno, f"{node.name} sagt nicht, was sie tut")
            for source in code(tree)
            for node in source.nodes
            if isinstance(node, ast.ClassDef) and node.name.endswith(REFUSED_ENDINGS)
        ),
    ]


def lessons_called_session(tree: Tree) -> list[Fault]:
    """Session is SQLAlchemy's word; outside the store nothing is named so."""
    return [
        source.fault(line, f"{name}: ein Termin heißt Lesson, die Datenbanksitzung db")
        for source in code(tree)
        if source.floor != "store"
        for name, line in _defined(source)
        if "session" in name.lower()
    ]


def names_that_say_nothing(tree: Tree) -> list[Fault]:
    """Variables, parameters and functions called `one`: one of what?"""
    return [
        source.fault(line, f"{name} sagt nicht, was es ist")
        for source in code(tree)
        for name, line in _defined(source)
        if name in REFUSED_NAMES
    ]


def second_lists_of_what_counts(tree: Tree) -> list[Fault]:
    """Which of several statuses count is named in one place; "not cancelled" is such a list."""
    others = [source for source in code(tree) if str(source.path) != COUNTING]
    return [
        source.fault(node.lineno, f"was zählt, steht in {COUNTING}")
        for source in others
        for node in source.nodes
        if (isinstance(node, ast.Tuple | ast.List | ast.Set) and _several(node.elts))
        or (isinstance(node, ast.Compare) and _all_but_cancelled(node))
    ]


def _several(nodes: list[ast.expr]) -> bool:
    """Tell whether two of them are states of the same kind of record."""
    kinds = Counter(kind for kind, _ in map(_status, nodes) if kind)
    return any(count > 1 for count in kinds.values())


def _status(node: ast.expr) -> tuple[str, str]:
    """Return LessonStatus, CANCELLED for LessonStatus.CANCELLED and for its `.value`."""
    if isinstance(node, ast.Attribute) and node.attr == "value":
        node = node.value
    if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
        return "", ""
    return (node.value.id, node.attr) if node.value.id in STATUSES else ("", "")


def _all_but_cancelled(node: ast.Compare) -> bool:
    unlike = any(isinstance(sign, ast.NotEq | ast.IsNot) for sign in node.ops)
    sides = [node.left, *node.comparators]
    return unlike and any(_status(side)[1] == "CANCELLED" for side in sides)


def _defined(source: Source) -> Iterator[tuple[str, int]]:
    for node in source.nodes:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno


def prints(tree: Tree) -> list[Fault]:
    """The program writes to its log, the shell through click; nothing prints."""
    return [
        source.fault(node.lineno, "print() hat im Programm keinen Platz")
        for source in code(tree)
        for name, node in calls(source)
        if name == "print" and isinstance(node.func, ast.Name)
    ]


def second_style_sheets(tree: Tree) -> list[Fault]:
    """The look is set in one place; every further setStyleSheet is a fault."""
    found = [
        source.fault(node.lineno, "setStyleSheet gibt es nur an einer Stelle")
        for source in code(tree)
        for name, node in calls(source)
        if name == "setStyleSheet"
    ]
    return found if len(found) > 1 else []


def german_below_desk(tree: Tree) -> list[Fault]:
    """German sentences in string literals of the floors that return kinds and numbers."""
    return [
        source.fault(line, f"Satz unterhalb von desk: {text[:60]!r}")
        for source in code(tree)
        if source.floor in BELOW_DESK
        for text, line in texts(source)
        if reads_german(text)
    ]


def reads_german(text: str) -> bool:
    """Whether four words or more look like a German sentence; `|` parts a list of words."""
    return any(_is_german(part) for part in text.split("|"))


def _is_german(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text)
    if len(words) < SENTENCE_WORDS:
        return False
    known = sum(word.lower() in GERMAN for word in words)
    umlauts = any(sign in text for sign in "äöüßÄÖÜ")
    return known + umlauts > 1


def pages_without_test(tree: Tree) -> list[Fault]:
    """Folders of the window with a page that no test in tests/ui belongs to."""
    tested = {
        part.removeprefix("test_").removesuffix(".py")
        for source in tree
        if source.path.parts[:2] == ("tests", "ui") and source.path.name.startswith("test_")
        for part in source.path.parts[2:]
    }
    return [
        source.fault(1, f"tests/ui hat keinen Test für {source.path.parts[2]}")
        for source in code(tree)
        if source.floor == "ui" and source.path.name == "page.py"
        if not any(name.startswith(source.path.parts[2]) for name in tested)
    ]


def rules_without_test(tree: Tree) -> list[Fault]:
    """Modules of domain and planning with a function that no test in the mirrored folder looks at.

    A test looks at what it imports, and at the module it is named like.
    """
    seen = {
        PurePosixPath(PACKAGE, *source.path.parts[1:-1], f"{name}.py")
        for source in tree
        if source.path.parts[0] == "tests" and source.path.name.startswith("test_")
        for name in (source.path.stem.removeprefix("test_"), *_imported_beside(source))
    }
    return [
        source.fault(1, f"tests/{'/'.join(source.path.parts[1:-1])} hat keinen Test dafür")
        for source in code(tree)
        if source.floor in RULED and source.path not in seen
        if any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in source.nodes)
    ]


def _imported_beside(source: Source) -> Iterator[str]:
    """Yield the modules that a test imports from the folder that its own one mirrors."""
    mirrored = ".".join((PACKAGE, *source.path.parts[1:-1]))
    for found in source.imports:
        for name in (found.module, f"{found.module}.{found.name}"):
            folder, _, module = name.rpartition(".")
            if folder == mirrored:
                yield module


def words_from_elsewhere(tree: Tree) -> list[Fault]:
    """Paths of a machine and addresses of registries: the project speaks of itself alone."""
    return [
        source.fault(source.text.count("\n", 0, found.start()) + 1, f"fremd: {found.group()}")
        for source in tree
        for pattern in (OF_A_MACHINE, OF_A_REGISTRY)
        for found in pattern.finditer(source.text)
    ]
