"""Stairs go down: who may import whom inside the house."""

from collections.abc import Iterator, Mapping

from tests.walls.sources import PACKAGE, Fault, Import, Source, Tree, code

HEIGHTS = {
    "basics": 0,
    "domain": 1,
    "store": 2,
    "planning": 3,
    "documents": 3,
    "exchange": 3,
    "scanning": 3,
    "desk": 4,
    "cli": 5,
    "ui": 5,
    "app": 6,
    "__main__": 7,
}
DOORS = {
    ("kursplaner.store.occupations", "occupy"): "kursplaner.store.whereabouts",
    ("kursplaner.store.occupations", "release"): "kursplaner.store.whereabouts",
    ("kursplaner.planning.lessons.relocation", "store"): "kursplaner.planning.lessons.changing",
}
"""Who alone may write something: what is imported, and by which module."""
PLAIN_DATA_ONLY = {"documents", "scanning"}  # paper is made from, and read to, frozen records


def imports_that_climb(tree: Tree) -> list[Fault]:
    """Imports to a higher floor, to a wing beside, or to a floor that is not there."""
    return [
        source.fault(found.line, f"{source.floor} darf {target} nicht importieren")
        for source in code(tree)
        if source.floor != "__init__"
        for found in source.imports
        if (target := _floor_of(found)) and not _may_see(source.floor, target)
    ]


def folders_without_floor(tree: Tree) -> list[Fault]:
    """Modules outside every floor."""
    return [
        source.fault(1, f"{source.floor} ist kein Stockwerk")
        for source in code(tree)
        if source.floor not in HEIGHTS and source.floor != "__init__"
    ]


def papers_that_know_records(tree: Tree) -> list[Fault]:
    """Paper that imports mapped records or queries in place of plain data."""
    return [
        source.fault(found.line, f"{source.floor} nimmt einfache Daten, nicht {target}")
        for source in code(tree)
        if source.floor in PLAIN_DATA_ONLY
        for found in source.imports
        if (target := _floor_of(found)) in ("domain", "store")
    ]


def side_doors(tree: Tree) -> list[Fault]:
    """Modules that write past the one door: who is where, and lessons that change."""
    return [
        source.fault(found.line, f"{found.name} ruft nur {DOORS[found.module, found.name]}")
        for source in code(tree)
        for found in source.imports
        if DOORS.get((found.module, found.name), source.module) != source.module
    ]


def _floor_of(found: Import) -> str:
    parts = found.module.split(".")
    if parts[0] != PACKAGE:
        return ""
    if len(parts) > 1:
        return parts[1]
    return found.name if found.name in HEIGHTS else ""


def _may_see(floor: str, target: str) -> bool:
    if floor == target:
        return True
    return HEIGHTS.get(target, 99) < HEIGHTS.get(floor, 99)


def circles(tree: Tree) -> list[Fault]:
    """Modules that import each other in a circle, one fault a circle."""
    sources = {source.module: source for source in code(tree)}
    graph = {name: set(_neighbours(source, sources)) for name, source in sources.items()}
    return [
        sources[circle[0]].fault(1, "Kreis: " + " → ".join([*circle, circle[0]]))
        for circle in _knots(graph)
    ]


def _neighbours(source: Source, sources: Mapping[str, Source]) -> Iterator[str]:
    for found in source.imports:
        whole = f"{found.module}.{found.name}" if found.name else found.module
        target = whole if whole in sources else found.module
        if target in sources and target != source.module:
            yield target


def _knots(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """Groups of modules of which each reaches each other."""
    reached = {name: _reachable(name, graph) for name in graph}
    left = sorted(name for name in graph if name in reached[name])
    knots: list[list[str]] = []
    while left:
        first = left[0]
        knot = [name for name in left if name in reached[first] and first in reached[name]]
        knots.append(knot)
        left = [name for name in left if name not in knot]
    return knots


def _reachable(start: str, graph: Mapping[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(graph[name])
    return seen
