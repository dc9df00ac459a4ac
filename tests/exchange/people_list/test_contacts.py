"""Telephone numbers and e-mail addresses as people crowd them into one cell."""

import pytest

from kursplaner.exchange.people_list.contacts import (
    column_lost_zeros,
    emails,
    looks_like_phones,
    phones,
)
from kursplaner.exchange.people_list.values import UnreadableError
from kursplaner.exchange.reading.tables import Cell


def shown(cell: Cell, *, zeros_lost: bool = False) -> list[str]:
    try:
        found = phones(cell, zeros_lost=zeros_lost)
    except UnreadableError as fault:
        return [str(fault)]
    return [f"{phone.shown}|{phone.label}".rstrip("|") for phone in found]


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("0171 2345678 / 03741 556677", ["0171 2345678", "03741 556677"]),
        ("0171-2345678/0160-9876543", ["0171 2345678", "0160 9876543"]),
        ("0160/9876543, 0151/1112223", ["0160 9876543", "0151/1112223"]),
        ("0171 2345678 oder 0160 9876543", ["0171 2345678", "0160 9876543"]),
        ("0171 2345678 0160 9876543", ["0171 2345678", "0160 9876543"]),
        ("0171 2345678\n0160 9876543", ["0171 2345678", "0160 9876543"]),
        ("+49 171 2345678 ::: 0160 9876543", ["+49 171 2345678", "0160 9876543"]),
        ("0171 2345678; 0171 2345678", ["0171 2345678"]),
        ("03741/556677", ["03741 556677"]),
        ("(03741) 556677", ["03741 556677"]),
        ("03741 5566-12", ["03741 556612"]),
        ("03741 556677 / -78", ["03741 556677|-78"]),
        ("Tel.: 03741/556677", ["03741 556677"]),
        ("Mutter: 0171 2345678", ["0171 2345678|Mutter"]),
        ("0171 2345678 (Oma), 03741 556677", ["0171 2345678|Oma", "03741 556677"]),
        ("keine", []),
        (None, []),
        ("08626 Adorf", ["phone_unreadable"]),
        ("hat keins", ["phone_unreadable"]),
        ("4,91712E+11", ["phone_rounded"]),
        ("1234567890123456", ["phone_unreadable"]),
        ("#N/A", ["cell_error"]),
    ],
)
def test_numbers_of_a_cell(cell: Cell, numbers: list[str]) -> None:
    assert shown(cell) == numbers


@pytest.mark.parametrize(
    ("cell", "lost", "number"),
    [
        (1712345678, False, "0171 2345678"),
        ("1712345678", False, "0171 2345678"),
        ("491712345678", False, "+49 171 2345678"),
        ("420377123456", False, "+420 377 123 456"),
        ("3741556677", False, "3741556677"),
        ("3741556677", True, "03741 556677"),
        ("556677", True, "556677"),
        ("01712345678", True, "0171 2345678"),
        ("1812345678", False, "1812345678"),
    ],
)
def test_the_zero_that_a_spreadsheet_ate(cell: Cell, number: str, *, lost: bool) -> None:
    assert shown(cell, zeros_lost=lost) == [number]


def test_a_column_lost_its_zeros_if_none_is_left() -> None:
    assert column_lost_zeros(["3741556677", "1712345678", None, " "])
    assert not column_lost_zeros(["3741556677", "01712345678"])
    assert not column_lost_zeros(["3741556677", "+491712345678"])
    assert not column_lost_zeros(["3741 556677"])
    assert not column_lost_zeros([3741556677])
    assert not column_lost_zeros([])


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("a@b.de", ("a@b.de",)),
        ("mailto:a@b.de", ("a@b.de",)),
        ("<a@b.de>;", ("a@b.de",)),
        ("a@b.de, c@d.de", ("a@b.de", "c@d.de")),
        ("a@b.de oder c@d.de (Vater)", ("a@b.de", "c@d.de")),
        ("privat: a@b.de a@b.de", ("a@b.de",)),
        ("a@b.c.de", ("a@b.c.de",)),
        ("-", ()),
        ("a@b", "email_unreadable"),
        ("a@b..de", "email_unreadable"),
        ("a b@c.de", "email_unreadable"),
        ("rima at b.de", "email_unreadable"),
    ],
)
def test_addresses_of_mail(cell: Cell, found: object) -> None:
    if isinstance(found, str):
        with pytest.raises(UnreadableError, match=found):
            emails(cell)
    else:
        assert emails(cell) == found


def test_what_looks_like_a_number() -> None:
    assert looks_like_phones("0171 2345678")
    assert looks_like_phones(1712345678)
    for cell in ("Adorf", "12", None, "08626"):
        assert not looks_like_phones(cell)


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("٠١٧١٢٣٤٥٦٧٨", ["0171 2345678"]),
        ("'0151 1112223", ["0151 1112223"]),
        ("0171-2345678 o. 03741/556677", ["0171 2345678", "03741 556677"]),
        ("03741-5566-0/-12", ["03741 55660|-12"]),
        ("0171 2345678 WhatsApp", ["0171 2345678"]),
        ("kein Handy", []),
        ("hat keine Telefonnummer", []),
        ("siehe oben", ["phone_unreadable"]),
    ],
)
def test_numbers_with_signs_and_words_of_other_kinds(cell: str, numbers: list[str]) -> None:
    assert shown(cell) == numbers


def test_an_address_may_carry_its_owners_name() -> None:
    assert emails("Rima Ahornfeld <rima@example.org>") == ("rima@example.org",)
    assert emails("Rima Ahornfeld (rima@example.org)") == ("rima@example.org",)
    with pytest.raises(UnreadableError, match="email_unreadable"):
        emails("rima@example.org oder doch nicht")
