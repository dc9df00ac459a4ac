from dataclasses import replace
from datetime import date, time

import pytest

from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.sheets import emergency_sheet
from kursplaner.documents.sheets.emergency_sheet import EmergencySheet, PhoneCall, PresentChild
from tests.documents import reading


def call(number: str, *who: str, barred: tuple[str, ...] = ()) -> PhoneCall:
    return PhoneCall(number=number, who=who, barred=barred)


CHILD = PresentChild(
    name="Nour Haddad",
    facts="3 Jahre · Arabisch · Nebenraum",
    health=("Allergie: Erdnuss",),
    calls=(call("0171 39200 14", "Rima Haddad (Mutter)"),),
)


def drawn(count: int, child: PresentChild = CHILD) -> tuple[bytes, list[str]]:
    sheet = EmergencySheet(
        letterhead=Letterhead(issuer="Stadt Adorf/Vogtl."),
        day=date(2027, 3, 2),
        at=time(10, 20),
        count=f"{count} Kinder",
        children=(child,) * count,
    )
    return reading.drawn(lambda out: emergency_sheet.draw(sheet, out))


def test_it_names_child_health_and_phone() -> None:
    _, (text,) = drawn(1)
    for wanted in ("Notfallblatt", "10:20", "Nour Haddad", "Erdnuss", "0171 39200 14"):
        assert wanted in text, wanted


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (10, 1), (30, 3)])
def test_every_child_has_its_place(count: int, pages: int) -> None:
    _, texts = drawn(count)
    assert len(texts) == pages
    assert sum(text.count("Nour Haddad") for text in texts) == count


def test_long_words_stay_on_the_paper() -> None:
    calls = (call("0" * 40, "C" * 99, barred=("B" * 99,)),) * 6
    long = PresentChild(name="N" * 200, facts="F" * 200, health=("H" * 200,) * 5, calls=calls)
    data, _ = drawn(8, long)
    assert not reading.ink_near_edge(data, 0, 5)


PEN = "Sofort 112 rufen, Adrenalin-Pen aus dem roten Beutel in den Oberschenkel geben"
LONG = PresentChild(
    name="Alekseeva, Danylo",
    facts="3 Jahre · Ukrainisch · Nebenraum, Rathaus, Markt 1, Adorf/Vogtl.",
    health=(
        "Allergie: " + " ".join(f"Nuss{n}" for n in range(120)),
        "Krankheit: " + " ".join(f"Asthma{n}" for n in range(120)),
        "Medikament: " + " ".join(f"Salbutamol{n}" for n in range(120)),
        "Im Notfall: " + " ".join(f"{n} {PEN}" for n in range(12)),
    ),
    calls=(
        *(call(f"0171 39200 {n:02}", f"Person Nummer {n}", f"Mit Nummer {n}") for n in range(30)),
        *(call(f"0172 39200 {n:02}", barred=(f"Gesperrt Nummer {n}",)) for n in range(30)),
    ),
    may_collect=tuple(f"Darf Ja{n}" for n in range(20)),
    may_not_collect=("Omar Farhad",),
)


def words(texts: list[str]) -> str:
    return reading.flat(" ".join(texts)).replace(" Seite ", " ")


def test_all_four_lines_of_health_are_whole_and_named() -> None:
    fields = ("Allergie: Erdnuss", "Krankheit: Asthma", "Medikament: Spray", f"Im Notfall: {PEN}")
    _, (text,) = drawn(1, replace(CHILD, health=fields))
    flat = reading.flat(text)
    for field in fields:
        assert field in flat
    assert "…" not in flat


def test_nothing_of_a_long_entry_is_left_out() -> None:
    data, texts = drawn(1, LONG)
    flat = words(texts)
    wanted = [word for line in LONG.health for word in line.split()]
    for phone in LONG.calls:
        wanted += [
            phone.number,
            *phone.who,
            *(f"darf nicht abholen: {name}" for name in phone.barred),
        ]
    wanted += [*LONG.may_collect, "Darf nicht abholen: Omar Farhad"]
    assert [word for word in wanted if word not in flat] == []
    assert flat.count(f"{PEN}") + flat.count("Fortsetzung") >= 12
    assert "…" not in flat
    assert not any(reading.ink_near_edge(data, page, 5) for page in range(len(texts)))


def test_a_child_that_goes_on_is_named_on_every_page() -> None:
    _, texts = drawn(2, LONG)
    assert len(texts) > 2
    for number, text in enumerate(texts, start=1):
        assert f"Seite {number} von {len(texts)}" in text
        assert "Alekseeva, Danylo" in text
    assert sum(text.count("Alekseeva, Danylo (Fortsetzung)") for text in texts) >= 2
    assert "(Fortsetzung)" not in texts[0]


def test_a_child_that_fits_a_page_is_not_parted() -> None:
    child = replace(CHILD, calls=tuple(call(f"0171 {n:03}", f"P{n}") for n in range(30)))
    _, texts = drawn(3, child)
    assert len(texts) == 3
    assert all(text.count("0171 029") == 1 for text in texts)
    assert not any("Fortsetzung" in text for text in texts)


@pytest.mark.parametrize(("calls", "pages"), [(48, 1), (49, 2)])
def test_a_page_is_filled_to_the_last_line(calls: int, pages: int) -> None:
    child = replace(CHILD, calls=tuple(call(f"0171 {n:03}", f"P{n}") for n in range(calls)))
    assert len(drawn(1, child)[1]) == pages


def test_the_type_stays_readable() -> None:
    data, texts = drawn(1, replace(LONG, name="N" * 400))
    sizes = {size for page in range(len(texts)) for size in reading.type_sizes(data, page)}
    assert min(sizes - {8.0}) >= 9
    assert "N" * 400 in "".join(texts[0].split())


def test_a_name_of_the_other_direction_keeps_its_place() -> None:
    child = replace(
        CHILD,
        name="حداد، ريما",
        health=("Allergie: حساسية من الفول السوداني",),
        may_collect=("ريما حداد", "Omar Farhad"),
    )
    data, (text,) = drawn(1, child)
    assert "Omar Farhad" in reading.flat(text)
    assert reading.left_of(data, 0, "Allergie") < reading.left_of(data, 0, "السوداني")
    assert reading.left_of(data, 0, "Darf abholen") < reading.left_of(data, 0, "Omar")


def test_a_child_without_a_phone_says_so() -> None:
    assert "Keine Telefonnummer hinterlegt" in drawn(1, replace(CHILD, calls=()))[1][0]


def test_who_must_not_collect_is_marked_at_the_number() -> None:
    calls = (
        call("0171 1", "Rima Haddad (Mutter)", barred=("Omar Haddad (Vater)",)),
        call("0171 2", barred=("Bert", "ليلى")),
    )
    data, (text,) = drawn(1, replace(CHILD, calls=calls))
    flat = reading.flat(text)
    assert "0171 1 Rima Haddad (Mutter); darf nicht abholen: Omar Haddad (Vater)" in flat
    assert "0171 2 darf nicht abholen: Bert" in flat
    assert reading.left_of(data, 0, "Bert") < reading.left_of(data, 0, "ليلى")


@pytest.mark.parametrize("before", range(3))
def test_a_number_is_not_parted_from_its_names(before: int) -> None:
    name = "Omar Farhad Maximilian Alexander Friedrich Abdulrahman-Müller-Lüdenscheidt"
    short = (call("0171 1", "Rima"),) * before
    calls = tuple(call(f"0170 {n:03}", barred=(f"{name} {n:03}",)) for n in range(40))
    _, texts = drawn(1, replace(CHILD, calls=short + calls))
    assert len(texts) > 2
    flat = [reading.flat(text) for text in texts]
    for number in range(40):
        entry = f"0170 {number:03} darf nicht abholen: {name} {number:03}"
        assert sum(entry in page for page in flat) == 1, entry


def test_names_longer_than_a_page_go_on() -> None:
    calls = (
        call("0171 1", *(f"Person{number:03}" for number in range(300))),
        call("0172 2", "Oma"),
    )
    _, texts = drawn(1, replace(CHILD, calls=calls))
    flat = words(texts)
    assert all(f"Person{number:03}" in flat for number in range(300))
    assert "0172 2 Oma" in flat


def test_a_name_longer_than_a_page_ends() -> None:
    name = " ".join(f"Name{number:03}" for number in range(700))
    _, texts = drawn(1, replace(CHILD, name=name))
    assert all(f"Name{number:03}" in words(texts) for number in range(700))
    assert "0171 39200 14" in texts[0]


def test_that_nobody_is_there_stands_large_below_the_head() -> None:
    data, (text,) = drawn(0)
    nobody = "Gerade ist kein Kind da."
    (head,) = [top for _, top, width, _ in reading.shapes(data) if width > 100]
    assert nobody in text
    assert 0 < reading.top_of(data, 0, nobody) - head < 10
    assert 14.0 in reading.type_sizes(data, 0)
    assert nobody not in drawn(1)[1][0]


@pytest.mark.parametrize("count", [1, 2, 5])
def test_each_child_has_a_box_before_it_and_a_line_below(count: int) -> None:
    data, _ = drawn(count)
    shapes = reading.shapes(data)
    boxes = [(left, top) for left, top, width, height in shapes if width == height]
    _, *lines = [top for _, top, width, _ in shapes if width > 100]
    assert len(boxes) == len(lines) == count
    for (left, top), line in zip(boxes, lines, strict=True):
        assert left == 15
        assert 6 < line - top < 20
    assert sorted(lines) == lines


def test_a_child_that_goes_on_has_its_box_where_it_begins() -> None:
    data, texts = drawn(1, LONG)
    boxes = [
        sum(width == height for *_, width, height in reading.shapes(data, page))
        for page in range(len(texts))
    ]
    assert boxes == [1] + [0] * (len(texts) - 1)
    assert reading.bookmarks(data) == ["Notfallblatt"]
