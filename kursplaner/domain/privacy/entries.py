"""What each table holds about people, and each way from a row to a person."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from kursplaner.domain.kinds.privacy import DataClass, Fate
from kursplaner.domain.privacy.of_people import ABSENCES, PEOPLE
from kursplaner.domain.privacy.of_teaching import COURSES, SERVICES
from kursplaner.domain.privacy.of_the_town import OFFICE, TRACE
from kursplaner.domain.privacy.registry import EVERYTHING, Column, Entry, Link

ENTRIES: Mapping[str, Entry] = MappingProxyType(
    {**PEOPLE, **ABSENCES, **COURSES, **SERVICES, **OFFICE, **TRACE}
)

_NAMED = Link(says="", owns=False)
LINKS: Mapping[tuple[str, str], Link] = MappingProxyType(
    {
        ("person", "signer_id"): _NAMED,
        ("authorised_collector", "adult_id"): Link(says="name phone relation forbidden"),
        ("childcare_place", "carer_id"): _NAMED,
        ("vehicle", "usual_driver_id"): _NAMED,
        ("ride", "driver_id"): _NAMED,
    }
)
"""Ways to a person that make of a row something else than `Link()` says."""


@cache
def columns() -> Mapping[tuple[str, str], Column]:
    """Return the entry of every column, by table and name."""
    return MappingProxyType(
        {
            (table, column.name): column
            for table, entry in ENTRIES.items()
            for column in entry.columns(table)
        }
    )


def link(table: str, column: str) -> Link:
    """Return what a reference to a person makes of a row."""
    return LINKS.get((table, column), Link())


def told(table: str, way: Link) -> tuple[str, ...]:
    """Return the columns of a row that speak of the person a link leads to."""
    if way.says != EVERYTHING:
        return tuple(way.says.split())
    return tuple(
        name
        for (of, name), column in columns().items()
        if of == table and column.data is not DataClass.NONE and not column.others
    )


def goes_with_her(table: str) -> bool:
    """Tell whether rows of a table are deleted with the person they belong to."""
    return ENTRIES[table].fate is Fate.DELETE_ROW
