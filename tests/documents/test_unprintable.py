from dataclasses import dataclass

from kursplaner.documents.unprintable import Unprintable, joined, signs_of, unprintable


@dataclass(frozen=True)
class Child:
    name: str
    health: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    family_name: str
    given_name: str


@dataclass(frozen=True)
class Sheet:
    room: str
    children: tuple[Child, ...] = ()
    rows: tuple[Row, ...] = ()


def test_signs_are_named_with_whose_entry_they_stand_in() -> None:
    sheet = Sheet(
        "会室",
        (Child("Nour", ("Allergie: 花", "Medikament: 生 🦄")), Child("Zoë 🦄")),
        (Row("周", "Wei"), Row("Haddad", "ريما")),
    )
    assert unprintable(sheet) == (
        Unprintable("会室", frozenset("会室")),
        Unprintable("Nour", frozenset("花生")),
        Unprintable("周, Wei", frozenset("周")),
    )


def test_tamil_has_no_font_yet() -> None:
    (found,) = unprintable(Sheet("", (Child("தமிழ்"),)))
    assert found.entry == "தமிழ்"
    assert {"த", "ம", "ழ"} <= found.signs


def test_several_sheets_name_an_entry_once() -> None:
    sheet, other = Sheet("", (Child("周"),)), Sheet("", (Child("周", ("伟",)),))
    assert unprintable(sheet, other) == (Unprintable("周", frozenset("周伟")),)
    assert joined([*unprintable(sheet), *unprintable(other)]) == unprintable(sheet, other)
    assert signs_of(unprintable(other)) == {"周", "伟"}
    assert unprintable(Sheet("Markt")) == ()


@dataclass(frozen=True)
class Stop:
    name: str
    passengers: tuple[Child, ...]


def test_the_nearest_name_is_whose_entry_it_is() -> None:
    stop = Stop("Markt 会", (Child("Zhou 周"), Child("Rima")))
    assert [found.entry for found in unprintable(stop)] == ["Markt 会", "Zhou 周"]
