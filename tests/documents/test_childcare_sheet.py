from dataclasses import replace
from datetime import date, time

import pytest

from kursplaner.documents import childcare_sheet
from kursplaner.documents.childcare_sheet import ChildcareSheet, ChildRow
from kursplaner.documents.heading import Letterhead
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


def test_collectors_who_do_not_fit_are_counted() -> None:
    many = tuple(f"Person mit der Nummer {place}" for place in range(12))
    child = ChildRow(name="A", may_collect=many, may_not_collect=many)
    _, (text,) = drawn(replace(SHEET, children=(child,)))
    assert reading.flat(text).count(" weitere") == 2
    assert "…" not in text


def test_a_long_name_of_a_child_takes_two_lines() -> None:
    name = "Bohdan-Maximilian Shevchuk-Dobrowolskaja"
    _, (text,) = drawn(replace(SHEET, children=(ChildRow(name=name, guardian="Olena"),)))
    assert "…" not in text
    assert name in reading.flat(text)
