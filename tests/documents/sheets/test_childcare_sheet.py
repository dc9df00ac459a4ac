from dataclasses import replace
from datetime import date, time

import pytest

from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.sheets import childcare_sheet
from kursplaner.documents.sheets.childcare_sheet import ChildcareSheet, ChildRow
from tests.documents import reading

SHEET = ChildcareSheet(
    number=77,
    letterhead=Letterhead(issuer="Stadt Adorf/Vogtl.", office="Integrationsbüro", phone="0172 99"),
    day=date(2027, 3, 2),
    starts=time(8, 45),
    ends=time(11, 45),
    room="Kinderzimmer",
    courses="A2-03",
    carers=("Anna S.", "Marie T."),
    limit=10,
    children=(
        ChildRow(
            name="Danylo A.",
            age_months=52,
            guardian="Mutter Olena A.",
            attention=True,
            may_collect=("Olena A.", "Iryna K."),
        ),
        ChildRow(name="Adam H.", age_months=14, may_not_collect=("Karim H.",)),
    ),
)


def drawn(sheet: ChildcareSheet) -> tuple[bytes, list[str]]:
    return reading.drawn(lambda out: childcare_sheet.draw([sheet], out))


def test_the_carer_sees_who_comes_and_who_must_not_collect() -> None:
    _, (text,) = drawn(SHEET)
    for wanted in (
        "Kinderbetreuung", "Dienstag, 2. März 2027", "8:45–11:45", "Anna S., Marie T.",
        "2 angemeldet, Grenze 10", "Danylo A.", "Mutter Olena A.", "4 J.", "14 Mon.",
        "Olena A., Iryna K.", "Nicht abholen: Karim H.", "0172 99", "K 77-1-1", "gebracht",
        "abgeholt", "Unterschrift der Betreuungsperson",
    ):  # fmt: skip
        assert wanted in text, wanted


def test_what_is_on_file_is_only_a_sign() -> None:
    fields = set(ChildRow.__dataclass_fields__)
    assert not fields & {"allergies", "illness", "medicine"}
    _, (text,) = drawn(replace(SHEET, children=SHEET.children[:1]))
    _, (without,) = drawn(replace(SHEET, children=(replace(SHEET.children[0], attention=False),)))
    assert text.count("!") == without.count("!") + 1


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (12, 1), (13, 2), (40, 4)])
def test_children_are_split_over_sheets(count: int, pages: int) -> None:
    children = tuple(ChildRow(name=f"Kind{place:02}") for place in range(count))
    _, texts = drawn(replace(SHEET, children=children))
    assert len(texts) == pages
    assert all(any(child.name in text for text in texts) for child in children)


def test_long_lists_of_collectors_stay_in_their_cell() -> None:
    many = tuple(f"Person Nummer {place}" for place in range(40))
    child = ChildRow(name="محمد" * 100, may_collect=many, may_not_collect=many, guardian="G" * 500)
    data, _ = drawn(replace(SHEET, children=(child,)))
    layout = childcare_sheet.layout()
    for name in ("brought at 0", "brought by 0", "remark 0", "remark 1"):
        assert reading.darkness(data, 0, *layout.cells[name].middle) == 0


def test_nobody_who_must_not_collect_is_left_out() -> None:
    two = ("Omar Farhad Abdulrahman-Müller", "Zweite Person, die nicht darf")
    _, (text,) = drawn(replace(SHEET, children=(ChildRow(name="A", may_not_collect=two),)))
    flat = reading.flat(text)
    assert all(name in flat for name in two)
    assert "…" not in text


@pytest.mark.parametrize(
    ("allowed", "barred"), [(1, 0), (1, 1), (2, 3), (20, 0), (20, 1), (100, 3)]
)
def test_everybody_who_may_collect_is_named(allowed: int, barred: int) -> None:
    may = tuple(f"Vorname{n} Familienname{n}" for n in range(allowed))
    not_may = tuple(f"Verboten{n} Person" for n in range(barred))
    child = ChildRow(name="Nour H.", may_collect=may, may_not_collect=not_may)
    _, texts = drawn(replace(SHEET, children=(child, ChildRow(name="Adam H."))))
    flat = reading.flat(" ".join(texts))
    said = set(flat.replace(",", " ").split())
    assert {word for name in may for word in name.split()} <= said
    first = reading.flat(texts[0])
    assert all(name in first for name in not_may)
    assert ("Nicht abholen: Verboten0" in first) == bool(barred)
    assert "weitere" not in flat
    assert "…" not in flat


def test_a_long_row_takes_more_rows_and_goes_on_under_its_name() -> None:
    may = tuple(f"Vorname{n} Familienname{n}" for n in range(60))
    children = (ChildRow(name="Erste K."), ChildRow(name="Nour H.", may_collect=may))
    sheet = replace(SHEET, children=(*children, ChildRow(name="Letzte K.")))
    data, texts = drawn(sheet)
    assert len(texts) == childcare_sheet.page_count(sheet) == 3
    assert "Nour H. (Fortsetzung)" in texts[2]
    assert fields_of_children(sheet) == ((1, 0), (2, 0), (3, 8))
    cells = childcare_sheet.layout().cells
    assert reading.darkness(data, 1, *cells["brought at 3"].middle) == 0
    hatched = cells["brought at 0"]
    seen = [reading.darkness(data, 2, hatched.x + 1 + n / 5, hatched.middle[1]) for n in range(20)]
    assert max(seen) > 0


@pytest.mark.parametrize(("lines", "rows"), [(1, 1), (3, 1), (4, 2), (6, 2), (7, 3)])
def test_a_row_grows_with_what_it_holds(lines: int, rows: int) -> None:
    may = tuple(f"{'x' * 20} Familie{n}" for n in range(lines))
    sheet = replace(SHEET, children=(ChildRow(name="A", may_collect=may), ChildRow(name="B")))
    assert fields_of_children(sheet)[1] == (1, rows)


def test_the_longest_name_is_whole() -> None:
    child = ChildRow(name="N" * 400, guardian="G" * 300)
    _, texts = drawn(replace(SHEET, children=(child,)))
    found = "".join(texts).replace("\r", "").replace("\n", "")
    assert found.count("N" * 15) >= 400 // 20
    assert sum(text.count("N") for text in texts) >= 400
    assert sum(text.count("G") for text in texts) >= 300
    assert "…" not in found


def test_a_long_name_of_a_child_takes_two_lines() -> None:
    name = "Bohdan-Maximilian Shevchuk-Dobrowolskaja"
    _, (text,) = drawn(replace(SHEET, children=(ChildRow(name=name, guardian="Olena"),)))
    assert "…" not in text
    assert name in reading.flat(text)


def fields_of_children(sheet: ChildcareSheet) -> tuple[tuple[int, int], ...]:
    """Return, for each child, the sheet (from 1) and the row with its fields."""
    found = {
        child: (page, row)
        for page, record in enumerate(childcare_sheet.records(sheet), start=1)
        for row, child in record.rows.items()
    }
    return tuple(found[child] for child in sorted(found))
