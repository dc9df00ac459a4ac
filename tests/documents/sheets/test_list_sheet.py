"""Any list on paper: nothing of it is cut, columns stand apart, every page says which it is."""

from dataclasses import replace
from datetime import date, time
from itertools import pairwise

import pytest

from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.sheets.list_sheet import ListColumn, ListRow, ListSheet, draw
from kursplaner.documents.unprintable import unprintable
from tests.documents.ink import ink
from tests.documents.reading import drawn, flat


def of(*rows: tuple[str, ...]) -> tuple[ListRow, ...]:
    return tuple(ListRow(row) for row in rows)


LIST = ListSheet(
    letterhead=Letterhead(issuer="Stadt Adorf/Vogtl.", office="Integrationsbüro"),
    title="Personen",
    day=date(2027, 3, 2),
    at=time(10, 20),
    told=("3 Zeilen", "Suche: „haddad“"),
    columns=(ListColumn("Name"), ListColumn("Wohnort"), ListColumn("Kinder", right=True)),
    rows=of(("Haddad, Rima", "Bad Elster", "2"), ("حداد, ريما", "", "11"), ("Ψ, Ω", "Adorf", "")),
)
LONG = "Donaudampfschifffahrtsgesellschaftskapitänin"


def many(columns: int, rows: int, cell: str) -> ListSheet:
    heads = tuple(ListColumn(f"Spalte {at}") for at in range(columns))
    return replace(LIST, columns=heads, rows=of((cell,) * columns) * rows)


def test_sender_state_and_page_stand_on_every_page() -> None:
    _, texts = drawn(lambda out: draw(replace(LIST, rows=LIST.rows * 30), out))
    assert len(texts) == 3
    for number, text in enumerate(texts, start=1):
        page = flat(text)
        assert f"Seite {number} von 3" in page
        assert "Stadt Adorf/Vogtl." in page
        assert "Stand Dienstag, 2. März 2027, 10:20 Uhr" in page
        assert "Suche: „haddad“" in page
        assert "Name" in page
        assert "Wohnort" in page


def test_numbers_stand_under_each_other_at_the_right() -> None:
    data, _ = drawn(lambda out: draw(LIST, out))
    words = ink(data, 0).words
    ends = {word.text: word.right for word in words if word.text in {"Kinder", "2", "11"}}
    assert max(ends.values()) - min(ends.values()) < 0.2
    assert max(word.right for word in words) <= 195.2


@pytest.mark.parametrize(
    ("sheet", "across"),
    [
        (LIST, False),
        (many(12, 3, "Bad Brambach, Schönberg"), True),
        (many(30, 2, LONG), True),
        (replace(LIST, rows=of((LONG * 4, "Wort " * 900, "1"))), True),
        (replace(LIST, title="Personen des Kurses " + "A2 Alltag am Vormittag " * 6), False),
    ],
)
def test_nothing_is_cut_and_nothing_leaves_its_column(sheet: ListSheet, *, across: bool) -> None:
    data, texts = drawn(lambda out: draw(sheet, out))
    whole = "".join("".join(texts).split()).replace("\ufffe", "-")
    assert whole.count("Wort") == " ".join(cell for row in sheet.rows for cell in row.cells).count(
        "Wort"
    )
    assert "".join(sheet.title.split()) in whole
    assert "…" not in whole
    right = 282.2 if across else 195.2
    for page in range(len(texts)):
        for word in ink(data, page).words:
            assert word.right <= right
            assert word.size >= 6.9


def test_columns_never_overlap() -> None:
    data, _ = drawn(lambda out: draw(many(9, 4, "Markneukirchen, Busbahnhof"), out))
    rows: dict[float, list[tuple[float, float]]] = {}
    for word in ink(data, 0).words:
        rows.setdefault(round(word.y, 1), []).append((word.x, word.right))
    for spans in rows.values():
        ordered = sorted(spans)
        assert all(end <= start + 0.01 for (_, end), (start, _) in pairwise(ordered))


def test_a_list_of_nothing_says_so() -> None:
    _, texts = drawn(lambda out: draw(replace(LIST, rows=()), out))
    assert "Hier steht nichts." in texts[0]
    assert "Seite 1 von 1" in texts[0]


def test_a_word_is_divided_only_where_the_paper_is_too_narrow() -> None:
    _, texts = drawn(lambda out: draw(replace(many(8, 2, "Fahrgäste"), title="Liste"), out))
    assert texts[0].count("Fahrgäste") == 16


def test_what_has_no_font_is_told_by_the_row_it_stands_in() -> None:
    sheet = replace(LIST, rows=of(("17", "Haddad, Rima", "李明"), ("18", "", "2")))
    (found,) = unprintable(sheet, title="Personen")
    assert (found.entry, found.signs) == ("Haddad, Rima", frozenset("李明"))
    assert sheet.rows[1].name == ""
