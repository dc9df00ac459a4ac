"""The access report (Art. 15 GDPR): all that is stored of a person, for window and shell."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from kursplaner.basics import clock
from kursplaner.basics.settings import Settings
from kursplaner.basics.whole_file import write_whole
from kursplaner.desk.printing.sheets import letterhead
from kursplaner.desk.wording.privacy import access as words
from kursplaner.desk.wording.privacy.registry import PURPOSES, TABLES, rule_text
from kursplaner.documents.sheets.access_report import AccessSheet, Entry, Part, draw
from kursplaner.documents.unprintable import Unprintable, unprintable
from kursplaner.domain.kinds.privacy import DataClass, Purpose, RetentionRule
from kursplaner.domain.people import Person
from kursplaner.domain.privacy.entries import ENTRIES, columns
from kursplaner.store.file.schema import SCHEMA
from kursplaner.store.queries.labels import labels
from kursplaner.store.queries.names import person_names
from kursplaner.store.queries.privacy.belongings import belongings
from kursplaner.store.queries.privacy.traces import Trace, traces
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from kursplaner.store.workspace import Workspace

Values = Mapping[str, Any]
NAMED = {"course": "course", "lesson": "lesson", "stop": "stop", "organisation": "organisation"}
"""Tables whose rows have a name to be told, by the noun of `labels`."""


@dataclass(frozen=True, slots=True)
class AccessSection:
    """What one table says of her.

    Attributes:
        rows: the values by column, without those that are empty.
    """

    table: str
    purpose: Purpose
    rule: RetentionRule
    special: bool
    rows: tuple[Values, ...]


@dataclass(frozen=True, slots=True)
class AccessReport:
    """All that is stored of a person.

    Attributes:
        earlier: values the journal still keeps that no section says any more, by table and column.
        named: names of the courses, lessons, stops and organisations that the rows point to.
    """

    person_id: int
    name: str
    made_on: date
    sections: tuple[AccessSection, ...]
    earlier: tuple[tuple[str, str, int | str], ...]
    named: Mapping[tuple[str, int], str]

    @property
    def count(self) -> int:
        """How many values it tells."""
        return sum(len(row) for part in self.sections for row in part.rows) + len(self.earlier)


def read_access(db: Db, person_id: int) -> AccessReport:
    """Return all that is stored of a person; nothing of anybody else.

    Raises:
        Refused: kind "not_found".
    """
    by_id(db, Person, person_id)
    parts = belongings(db, person_id)
    sections = []
    for table, rows in groupby(parts, key=lambda part: part.table):
        told = tuple(row.told for row in rows)
        entry = ENTRIES[table]
        said = {name for row in told for name in row}
        special = any(columns()[table, name].data is DataClass.SPECIAL for name in said)
        sections.append(
            AccessSection(table, entry.purpose, entry.rule, special, tuple(filter(None, told)))
        )
    shown = tuple(section for section in sections if section.rows)
    return AccessReport(
        person_id,
        person_names(db, {person_id}).get(person_id, ""),
        clock.today(),
        shown,
        _earlier(shown, traces(db, person_id, parts)),
        labels(db, _pointed_to(shown)),
    )


def _earlier(
    sections: Iterable[AccessSection], found: Iterable[Trace]
) -> tuple[tuple[str, str, int | str], ...]:
    """Return what only the journal says, each value once; days are texts there."""
    said = {
        (part.table, name, _plain(value))
        for part in sections
        for row in part.rows
        for name, value in row.items()
    }
    earlier = {(trace.table, name, value): None for trace in found for name, value in trace.told}
    return tuple(key for key in earlier if key not in said)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


def _pointed_to(sections: Iterable[AccessSection]) -> set[tuple[str, int]]:
    found = set()
    for part in sections:
        for row in part.rows:
            for name, value in row.items():
                noun = noun_of(part.table, name)
                if noun:
                    found.add((noun, int(value)))
    return found


def noun_of(table: str, column: str) -> str:
    """Return what kind of named record a column points to, or ""."""
    keys = SCHEMA.tables[table].columns[column].foreign_keys
    return next((NAMED[k.column.table.name] for k in keys if k.column.table.name in NAMED), "")


def export(workspace: Workspace, person_id: int, out: Path) -> tuple[int, tuple[Unprintable, ...]]:
    """Write the report as JSON or PDF, by the ending.

    Returns:
        How many values it tells, and which signs of a PDF no font has.

    Raises:
        Refused: "not_found", or what `basics.whole_file` refuses.
    """
    with workspace.read() as db:
        report, settings = read_access(db, person_id), settings_of(db)
    if out.suffix.casefold() == ".json":
        content = json.dumps(as_json(report, settings), ensure_ascii=False, indent=2)
        write_whole(out, f"{content}\n".encode())
    else:
        sheet = _sheet(report, settings)
        draw(sheet, out)
        return report.count, unprintable(sheet, title="Auskunft")
    return report.count, ()


def as_json(report: AccessReport, settings: Settings) -> dict[str, Any]:
    """Return the report as JSON can hold it; columns bear the names of the town file."""
    return {
        "person": report.person_id,
        "name": report.name,
        "made_on": report.made_on.isoformat(),
        "sources": words.SOURCES,
        "recipients": list(words.RECIPIENTS),
        "rights": list(words.RIGHTS),
        "sections": [
            {
                "table": part.table,
                "title": TABLES[part.table],
                "purpose": PURPOSES[part.purpose],
                "kept": rule_text(part.rule, settings),
                "special_category": part.special,
                "rows": [_json_row(part.table, row, report) for row in part.rows],
            }
            for part in report.sections
        ],
        "earlier_values": [
            {"table": table, "column": column, "value": value}
            for table, column, value in report.earlier
        ],
    }


def _json_row(table: str, row: Values, report: AccessReport) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in row.items():
        found[name] = value.isoformat() if isinstance(value, date) else value
        label = report.named.get((noun_of(table, name), value)) if noun_of(table, name) else None
        if label:
            found[f"{name.removesuffix('_id')}_name"] = label
    return found


def _sheet(report: AccessReport, settings: Settings) -> AccessSheet:
    parts = [
        Part(
            TABLES[part.table],
            f"{PURPOSES[part.purpose]}. {rule_text(part.rule, settings)}",
            tuple(_entries(part, row, report) for row in part.rows),
        )
        for part in report.sections
    ]
    if report.earlier:
        lines = tuple(
            Entry(
                f"{TABLES.get(table, table)}: {words.label(column)}",
                words.value_text(table, column, value),
            )
            for table, column, value in report.earlier
        )
        kept = f"{PURPOSES[Purpose.TRACE]}. {rule_text(RetentionRule.JOURNAL, settings)}"
        parts.append(Part(words.EARLIER, kept, (lines,)))
    return AccessSheet(
        letterhead=letterhead(settings),
        name=report.name,
        made_on=report.made_on,
        parts=tuple(parts),
        notes=(words.SOURCES, *words.RECIPIENTS, *words.RIGHTS),
    )


def _entries(part: AccessSection, row: Values, report: AccessReport) -> tuple[Entry, ...]:
    found = []
    for name, value in row.items():
        if value == report.person_id and name in {"person_id", "resource_id", "adult_id"}:
            continue
        noun = noun_of(part.table, name)
        text = report.named.get((noun, value), "") if noun else ""
        found.append(Entry(words.label(name), text or words.value_text(part.table, name, value)))
    return tuple(found)
