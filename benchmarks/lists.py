"""Lists read in: columns, rows and doubles of real layouts, and how long a long list takes."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import xlsxwriter

from benchmarks.list_layout import Layout
from benchmarks.list_layouts import LAYOUTS
from benchmarks.list_layouts_offices import OFFICES
from benchmarks.list_layouts_programs import PROGRAMS
from benchmarks.measure import Figure, Tally
from benchmarks.towns import fresh_copy
from kursplaner.desk.demo.names import any_gender, any_language, any_name, phones
from kursplaner.desk.people import importing
from kursplaner.desk.people.importing import OPEN, Outcome, PeopleList
from kursplaner.store.workspace import Workspace

SEED, LONG, COLUMNS = 20270302, 100_000, 15
ALL: Sequence[Layout] = (*LAYOUTS, *OFFICES, *PROGRAMS)
_HEADINGS = (
    "Nr.;Nachname;Vorname;Geschlecht;Geburtsdatum;Straße;PLZ;Ort;Telefon;Handy;E-Mail;Muttersprache"
    ";Niveau;Kurs;Bemerkung"
)


def figures() -> Iterator[Figure | Tally]:
    """Measure what is right about every layout, then the time for a list of 100 000 rows."""
    with TemporaryDirectory() as folder:
        town = Workspace.open(fresh_copy("town", Path(folder)))
        yield from _right(town, Path(folder))
        yield from _long(town, Path(folder))
        town.close()


def _long(town: Workspace, folder: Path) -> Iterator[Figure]:
    """Measure how long it takes until the first rows of a long list can be looked at."""
    path = _written(folder / "lang.xlsx")
    began, looks = time.perf_counter(), list[float]()
    found = importing.read_list(town, path, look=lambda _: looks.append(time.perf_counter()))
    of = f"{LONG} rows x {COLUMNS} columns, .xlsx"
    yield Figure("list of 100 000 read and its preview there", looks[0] - began, "s", 5, of)
    whole = time.perf_counter() - began
    beside = f"{len(found.rows)} people beside each other and the town"
    yield Figure("list of 100 000 judged to its last row", whole, "s", None, beside)


def _written(path: Path) -> Path:
    rng = Random(SEED)
    numbers = phones(rng)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Liste")
    sheet.write_row(0, 0, _HEADINGS.split(";"))
    for at in range(1, LONG + 1):
        name = any_name(rng, any_language(rng), any_gender(rng))
        born = f"{rng.randrange(1, 29):02}.{rng.randrange(1, 13):02}.{rng.randrange(1950, 2020)}"
        home = (f"Weg {rng.randrange(999)}", "08626", "Adorf")
        reach = (f"037423 {rng.randrange(10**5, 10**6)}", next(numbers), f"a{at}@example.org")
        rest = ("Arabisch", "A1.1", "A1-03", "" if at % 3 else "kommt später")
        row = (at, name.family, name.given, "w" if at % 2 else "m", born, *home, *reach, *rest)
        sheet.write_row(at, 0, row)
    book.close()
    return path


def _right(town: Workspace, folder: Path) -> Iterator[Figure | Tally]:
    sums: Counter[str] = Counter()
    for layout in ALL:
        counted = judged(layout, importing.read_list(town, layout.write(folder)))
        sums.update(counted)
        well = counted["columns right"] + counted["people right"]
        of = counted["columns"] + counted["people"]
        beside = f"doubtful {counted['doubtful']} of {layout.doubtful}"
        yield Tally(f"list layout: {layout.name}", well, of, beside)
    for what in ("columns", "people", "twice"):
        for kind, whole in (("found", what), ("invented", f"{what} said")):
            wrong = sums[whole] - sums[f"{what} right"]
            share = 100 * wrong / max(1, sums[whole])
            name = "not found" if kind == "found" else "wrongly said"
            yield Figure(f"{what} {name}", share, "%", 2, f"{sums[whole]} in {len(ALL)} layouts")
    lost = sums["lost without a word"] + sums["invented without a word"]
    yield Figure("people lost or invented without being shown as doubtful", lost, "", 0)
    share = 100 * sums["clean doubtful"] / sums["clean"]
    yield Figure("doubtful rows of clean lists", share, "%", 2, f"{sums['clean']} rows")


def judged(layout: Layout, found: PeopleList) -> Counter[str]:
    """Return what is right and wrong about a layout as it was read."""
    counts: Counter[str] = Counter()
    said = {
        column.heading or column.letters: column.field.value
        for column in found.columns
        if column.field is not None
    }
    counts["columns"], counts["columns said"] = len(layout.columns), len(said)
    counts["columns right"] = len(said.items() & layout.columns.items())
    read = [_person(row) for row in found.rows]
    counts["people"], counts["people said"] = len(layout.people), len(read)
    counts["people right"] = sum((Counter(read) & Counter(layout.people)).values())
    twice = found.counts[Outcome.REPEATED]
    counts["twice"], counts["twice said"] = layout.twice, twice
    counts["twice right"] = min(twice, layout.twice)
    doubtful = sum(row.outcome in OPEN for row in found.rows)
    counts["doubtful"] = doubtful
    silent = [_person(row) for row in found.rows if row.outcome not in OPEN]
    counts["invented without a word"] = sum((Counter(silent) - Counter(layout.people)).values())
    counts["lost without a word"] = max(0, len(layout.people) - len(read))
    if layout.clean:
        counts["clean"], counts["clean doubtful"] = len(found.rows), doubtful
    return counts


def _person(row: importing.ImportRow) -> str:
    draft = row.draft
    born = draft.birth_date.isoformat() if draft.birth_date else ""
    return f"{draft.family_name}|{draft.given_name}|{born}|{draft.phone}"
