from dataclasses import dataclass

from kursplaner.documents.unprintable import (
    LatinName,
    Unprintable,
    in_latin,
    joined,
    signs_of,
    unprintable,
)


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


def test_tibetan_has_no_font_of_the_program() -> None:
    (found,) = unprintable(Sheet("", (Child("བོད"),)), title="Türaushang")
    assert found.entry == "བོད"
    assert {"བ", "ད"} <= found.signs
    assert found.sheets == ("Türaushang",)


def test_a_name_is_written_in_latin_letters_however_a_sheet_writes_it() -> None:
    li = LatinName("李", "明", "Li", "Ming")
    sheet = Sheet("李明 kommt", (Child("明 李"), Child("明 李."), Child("李, 明", ("花",))),
                  (Row("李", "明"), Row("Łódź", "Ana")))  # fmt: skip
    written = in_latin(sheet, [li])
    assert [child.name for child in written.children] == ["Ming Li", "Ming L.", "Li, Ming"]
    assert written.rows == (Row("Li", "Ming"), Row("Łódź", "Ana"))
    assert signs_of(unprintable(written)) == {"花"}


def test_a_single_name_and_what_has_a_font_stay() -> None:
    names = [LatinName("周", "", "Zhou Wei", ""), LatinName("Кіт", "", "Kit", "")]
    assert in_latin(("周", "Кіт", 7), names) == ("Zhou Wei", "Кіт", 7)
    sheet = Sheet("Markt")
    assert in_latin(sheet, names) is sheet


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
