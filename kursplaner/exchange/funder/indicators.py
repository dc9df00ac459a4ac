"""The figures of the funder's workbook: what is counted, by which formula, and what it gives."""

from dataclasses import dataclass

from kursplaner.exchange.cell_text import cell_text
from kursplaner.exchange.funder.interpreters import guest_age_table
from kursplaner.exchange.funder.report import (
    CANCELLED,
    HELD,
    PLANNED,
    REFUSED,
    UNKNOWN,
    WAITS,
    FunderReport,
)
from kursplaner.exchange.funder.report_table import ReportColumn, ReportTable, Value, added, this
from kursplaner.exchange.funder.tables import ReportTables


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure.

    Attributes:
        key: stable name for programs.
        title: what it is.
        value: what the formula gives.
        form: int, hours, units, km, euro or percent.
        unit: what it is counted in.
        formula: the live formula.
    """

    key: str
    title: str
    value: float
    form: str
    unit: str
    formula: str


def indicators(tables: ReportTables) -> tuple[Indicator, ...]:
    """Return the figures in the order of the sheet."""
    return (
        *_teaching(tables),
        *_people(tables),
        *_childcare(tables),
        *_rides(tables),
        *_interpreters(tables),
        *_unmet(tables),
    )


def _teaching(tables: ReportTables) -> tuple[Indicator, ...]:
    lessons, courses = tables.lessons, tables.courses
    statuses = lessons.values("Status")
    held = f'TabTermine[Status],"{HELD}"'
    return (
        Indicator(
            "courses", "Kurse", float(sum(1 for v in courses.values("Termine") if added([v]) > 0)),
            "int", "Kurse",
            'COUNTIFS(TabKurse[Termine],">0")',
        ),
        Indicator(
            "lessons", "Termine", float(statuses.count(HELD)), "int", "Termine",
            f"COUNTIFS({held})",
        ),
        Indicator(
            "cancelled", "Ausgefallene Termine", float(statuses.count(CANCELLED)), "int", "Termine",
            f'COUNTIFS(TabTermine[Status],"{CANCELLED}")',
        ),
        Indicator(
            "planned", "Noch geplante Termine", float(statuses.count(PLANNED)), "int", "Termine",
            f'COUNTIFS(TabTermine[Status],"{PLANNED}")',
        ),
        Indicator(
            "units", "Unterrichtseinheiten", lessons.sum("UE"), "units", "UE",
            f"SUMIFS(TabTermine[UE],{held})",
        ),
        Indicator(
            "hours", "Unterrichtsstunden", lessons.sum("Minuten") / 60, "hours", "Zeitstunden",
            f"SUMIFS(TabTermine[Minuten],{held})/60",
        ),
        Indicator(
            "participant_hours", "Teilnahmestunden", lessons.sum("Teilnahmestunden"), "hours",
            "Zeitstunden",
            "SUM(TabTermine[Teilnahmestunden])",
        ),
    )  # fmt: skip


def _people(tables: ReportTables) -> tuple[Indicator, ...]:
    came = [row for row in tables.people.rows if added([row[5]]) > 0]
    women = sum(1 for row in came if row[2] == "weiblich")
    planned = tables.attendance.sum("Termine erfasst")
    share = tables.attendance.sum("Termine anwesend") / planned if planned else 0.0
    visitor = 'TabPersonen[Termine],">0"'
    woman = f'COUNTIFS({visitor},TabPersonen[Geschlecht],"weiblich")'
    return (
        Indicator(
            "people", "Verschiedene Personen", float(len(came)), "int", "Personen",
            f"COUNTIFS({visitor})",
        ),
        Indicator(
            "women", "davon Frauen", float(women), "int", "Personen", woman,
        ),
        Indicator(
            "women_share", "Frauenanteil", women / len(came) if came else 0.0, "percent", "",
            f"IF(COUNTIFS({visitor})=0,0,{woman}/COUNTIFS({visitor}))",
        ),
        Indicator(
            "municipalities", "Wohngemeinden",
            float(len({row[3] for row in came} - {UNKNOWN})), "int", "Gemeinden",
            f'COUNTIFS(TabGemeinden[Personen],">0",TabGemeinden[Wohngemeinde],"<>{UNKNOWN}")',
        ),
        Indicator(
            "attendance", "Mittlere Anwesenheit", share, "percent", "",
            "IF(SUM(TabTeilnahme[Termine erfasst])=0,0,"
            "SUM(TabTeilnahme[Termine anwesend])/SUM(TabTeilnahme[Termine erfasst]))",
        ),
        Indicator(
            "guests", "Gäste ohne Namen", tables.lessons.sum("Gäste ohne Namen"), "int", "Besuche",
            "SUM(TabTermine[Gäste ohne Namen])",
        ),
        Indicator(
            "guest_women", "Weibliche Gäste", tables.lessons.sum("davon Frauen"),
            "int", "Besuche",
            "SUM(TabTermine[davon Frauen])",
        ),
        Indicator(
            "guest_children", "Gastkinder ohne Namen", tables.lessons.sum("Gastkinder"), "int",
            "Besuche",
            "SUM(TabTermine[Gastkinder])",
        ),
    )  # fmt: skip


def _interpreters(tables: ReportTables) -> tuple[Indicator, ...]:
    found = tables.interpreters
    return (
        Indicator(
            "interpreted", "Einsätze der Sprachmittlung", float(len(found.rows)), "int", "Einsätze",
            "COUNT(TabSprachmittlung[Datum])",
        ),
        Indicator(
            "interpreter_hours", "Stunden der Sprachmittlung", found.sum("Minuten") / 60, "hours",
            "Zeitstunden",
            "SUM(TabSprachmittlung[Minuten])/60",
        ),
        Indicator(
            "interpreter_cost", "Kosten der Sprachmittlung", found.sum("Kosten"), "euro", "",
            "SUM(TabSprachmittlung[Kosten])",
        ),
    )  # fmt: skip


def _childcare(tables: ReportTables) -> tuple[Indicator, ...]:
    cared = sum(1 for days in tables.children.values("Tage") if added([days]) > 0)
    return (
        Indicator(
            "children", "Betreute Kinder", float(cared), "int", "Kinder",
            'COUNTIFS(TabKinder[Tage],">0")',
        ),
        Indicator(
            "child_hours", "Kinderstunden", tables.childcare.sum("Kinderstunden"), "hours",
            "Zeitstunden",
            "SUM(TabBetreuung[Kinderstunden])",
        ),
    )  # fmt: skip


def _rides(tables: ReportTables) -> tuple[Indicator, ...]:
    rides = tables.rides
    return (
        Indicator(
            "rides", "Fahrten", float(len(rides.rows)), "int", "Fahrten",
            "COUNT(TabFahrten[Datum])",
        ),
        Indicator(
            "passengers", "Beförderte Personen", rides.sum("Fahrgäste"), "int", "Fahrgäste",
            "SUM(TabFahrten[Fahrgäste])",
        ),
        Indicator(
            "kilometres", "Kilometer", rides.sum("Kilometer"), "km", "km",
            "SUM(TabFahrten[Kilometer])",
        ),
        Indicator(
            "mileage", "Wegstreckenentschädigung", rides.sum("Betrag"), "euro", "",
            "SUM(TabFahrten[Betrag])",
        ),
    )  # fmt: skip


def _unmet(tables: ReportTables) -> tuple[Indicator, ...]:
    rows = tables.unmet.rows
    return tuple(
        Indicator(
            key, title, added(row[4] for row in rows if row[2] == state), "int", "Anmeldungen",
            f'SUMIFS(TabBedarf[Anmeldungen],TabBedarf[Stand],"{state}")',
        )
        for key, title, state in (
            ("waiting", "Auf der Warteliste", WAITS),
            ("refused", "Abgesagt", REFUSED),
        )
    )  # fmt: skip


def breakdowns(report: FunderReport, tables: ReportTables) -> tuple[ReportTable, ...]:
    """Return the people by age group, gender and home municipality, and guests by age."""
    ages = [str(value) for value in tables.people.values("Altersgruppe")]
    groups = dict.fromkeys([*(cell_text(group) for group in report.age_groups), *sorted(ages)])
    return (
        _by("TabAlter", "Altersgruppe", list(groups), tables),
        _by("TabGeschlecht", "Geschlecht", ["weiblich", "männlich", "divers", UNKNOWN], tables),
        _by("TabGemeinden", "Wohngemeinde", _municipalities(tables), tables),
        *([guest_age_table(report)] if report.guest_ages else ()),
    )


def _municipalities(tables: ReportTables) -> list[str]:
    found = {*tables.people.values("Wohngemeinde"), *tables.children.values("Wohngemeinde")}
    return sorted(
        (str(place) for place in found), key=lambda place: (place == UNKNOWN, place.casefold())
    )


def _by(name: str, title: str, groups: list[str], tables: ReportTables) -> ReportTable:
    """Count by equality, not by criteria: a text such as "6-12" or ">1" is no criterion then."""
    same = f"(TabPersonen[{title}]={this(name, title)})*(TabPersonen[Termine]>0)"
    everybody = 'COUNTIFS(TabPersonen[Termine],">0")'
    own = this(name, "Personen")
    columns = [
        ReportColumn(title, "text", 28),
        ReportColumn("Personen", "int", 14, f"SUMPRODUCT({same})", total=True),
        ReportColumn(
            "davon Frauen",
            "int",
            16,
            f'SUMPRODUCT({same}*(TabPersonen[Geschlecht]="weiblich"))',
            total=True,
        ),
        ReportColumn("Anteil", "percent", 12, f"IF({everybody}=0,0,{own}/{everybody})", total=True),
    ]
    if name == "TabGemeinden":
        own_children = f"(TabKinder[Wohngemeinde]={this(name, title)})*(TabKinder[Tage]>0)"
        columns.append(ReportColumn("Kinder", "int", 12, f"SUMPRODUCT({own_children})", total=True))
    rows = tuple(_group_row(title, group, tables, len(columns)) for group in groups)
    return ReportTable(name, tuple(columns), rows)


def _group_row(title: str, group: str, tables: ReportTables, width: int) -> tuple[Value, ...]:
    index = [column.title for column in tables.people.columns].index(title)
    came = [row for row in tables.people.rows if added([row[5]]) > 0]
    own = [row for row in came if row[index] == group]
    women = sum(1 for row in own if row[2] == "weiblich")
    children = sum(1 for row in tables.children.rows if row[2] == group and added([row[3]]) > 0)
    share = len(own) / len(came) if came else 0.0
    return (group, len(own), women, share, children)[:width]
