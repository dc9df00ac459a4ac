"""With which letters a short list was written, told by what names look like."""

import pytest

from kursplaner.exchange.reading import encodings
from kursplaner.exchange.reading.encodings import (
    MIXED,
    TWICE,
    decoded,
    letters_of,
    looks_like_utf16,
    repaired,
)
from kursplaner.exchange.reading.plausible_names import plausibility

CZECH = "Příjmení;Jméno\nDvořák;Jiří\nNovotný;Ondřej\nČerný;Luboš\n"
GERMAN = "Nachname;Vorname;Ort\nSchröder;Jörg;Markneukirchen\nBär;Käthe;Schöneck\n"
POLISH = "Nazwisko;Imię\nWójcik;Małgorzata\nŚwiątek;Paweł\nDąbrowski;Łukasz\n"
TURKISH = "Nachname;Vorname;Ort\nKaya;Ayşe;Köln\nYıldız;Oğuz;Lübeck\n"
SERBIAN = "Name;Vorname\nPetrović;Saša\nĐorđević;Živko\n"
UKRAINIAN = "Прізвище;Ім'я\nШевчук;Олена\nКовальчук;Юлія\n"
RUSSIAN = "Фамилия;Имя\nИванов;Пётр\n"
ARABIC = "اللقب;الاسم\nالأحمد;محمد\nالخطيب;فاطمة\n"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (CZECH, "cp1250 cp852 iso8859_2 mac_latin2"),
        (GERMAN, "cp1252 cp850 mac_roman"),
        (POLISH, "cp1250 iso8859_2 cp852"),
        (TURKISH, "cp1254"),
        (SERBIAN, "cp1250 iso8859_2 cp852"),
        (UKRAINIAN, "cp1251 koi8_u mac_cyrillic"),
        (RUSSIAN, "cp1251 cp866 koi8_u"),
        (ARABIC, "cp1256"),
    ],
)
def test_the_letters_of_a_short_list_are_those_in_which_names_look_right(
    text: str, names: str
) -> None:
    for encoding in names.split():
        found = letters_of(text.encode(encoding))
        assert found is not None
        assert found.text == text, (encoding, found.encoding)
        assert found.others


def test_a_reading_with_a_near_rival_is_not_certain() -> None:
    unsure, sure = letters_of(b"Nachname\nGro\xe1\n"), letters_of(GERMAN.encode("cp1252"))
    assert unsure is not None
    assert not unsure.certain
    assert sure is not None
    assert sure.certain
    assert (sure.encoding, "cp1250" in sure.others) == ("cp1252", True)


@pytest.mark.parametrize("through", ["cp1252", "latin-1", "cp850"])
def test_what_was_encoded_twice_is_read_once(through: str) -> None:
    text = "Schröder;Käthe\nNovák;Jiří\n"
    found = letters_of(text.encode().decode(through, errors="ignore").encode())
    twice = letters_of(GERMAN.encode().decode(through).encode()) if through != "cp1252" else found
    assert found is not None
    assert twice is not None
    assert twice.encoding == TWICE
    assert found.text.startswith("Schröder;Käthe\n")


def test_only_lines_that_were_encoded_twice_are_mended() -> None:
    assert repaired("SchrÃ¶der\nMüller") == "Schröder\nMüller"
    for right in ("São Paulo", "Ðurić", "ÄÖÜ", "Ã", "Ala"):
        assert repaired(right) == right


def test_utf_16_is_known_without_its_mark() -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        content = GERMAN.encode(encoding)
        assert looks_like_utf16(content)
        found = letters_of(content)
        assert found is not None
        assert (found.encoding, found.text) == (encoding, GERMAN)
    assert not looks_like_utf16(GERMAN.encode())
    assert not looks_like_utf16(b"\0\1\2\3" * 50)
    assert not looks_like_utf16(b"a\0b")
    assert not looks_like_utf16(b"a\0")


def test_an_encoding_nobody_knows_gives_nothing() -> None:
    assert decoded(b"a", "never") is None
    assert decoded(b"\x81", "cp1252") is None
    assert decoded("SchrÃ¶der".encode(), TWICE) == "Schröder"


def test_two_files_joined_keep_the_letters_of_both() -> None:
    first, second = "Nachname;Vorname\nSchröder;Jörg\n", "Groß;Änne\nBär;Käthe\n"
    found = letters_of(first.encode() + second.encode("cp1252"))
    assert found is not None
    assert (found.text, found.encoding, found.certain) == (first + second, MIXED, False)
    assert found.others[0] == "cp1252"
    assert decoded(first.encode() + second.encode("cp1252"), MIXED) == first + second
    assert decoded(second.encode("cp1252"), MIXED) is None


def test_all_other_letters_are_offered_the_likeliest_first() -> None:
    found = letters_of(GERMAN.encode("cp1252"))
    assert found is not None
    scores = [plausibility(GERMAN.encode("cp1252").decode(name)) for name in found.others]
    whole = [
        score + encodings._BONUS.get(name, 0)
        for score, name in zip(scores, found.others, strict=True)
    ]
    assert whole == sorted(whole, reverse=True)
    readable = {
        name for name in encodings.SINGLE_BYTE if decoded(GERMAN.encode("cp1252"), name) is not None
    }
    assert {found.encoding, *found.others} == readable
    assert found.encoding not in found.others
