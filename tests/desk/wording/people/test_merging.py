"""Two records that become one, in words, from choices made by hand."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording.people import merging as words
from kursplaner.planning.people.duplicates import SURE, LikelyPair
from kursplaner.planning.people.merge_fields import FieldChoice, MergeField, Side, Why
from kursplaner.planning.people.merge_stays import MarkToAsk

MONDAY = date(2027, 3, 8)


def test_every_field_and_every_reason_has_its_word() -> None:
    assert set(words.FIELDS) == set(MergeField)
    assert set(words.WHY) == set(Why)


@pytest.mark.parametrize(
    ("field", "why", "day", "says"),
    [
        (MergeField.NAME, Why.OLDER_RECORD, None, "älterer Eintrag, beide suchbar"),
        (MergeField.NAME, Why.SAME, None, "gleich"),
        (MergeField.LEVEL, Why.NEWER, MONDAY, "neuer, Mo 08.03."),
        (MergeField.LEVEL, Why.NEWER, None, "neuer"),
        (MergeField.LEVEL, Why.OLDER_RECORD, MONDAY, "älterer Eintrag, von Mo 08.03."),
        (MergeField.ADDRESS, Why.NEWER, MONDAY, "neuer, von Mo 08.03."),
        (MergeField.ADDRESS, Why.NEWER, None, "neuer"),
    ],
)
def test_why_a_value_is_proposed(field: MergeField, why: Why, day: date | None, says: str) -> None:
    assert words.why_text(FieldChoice(field, 1, 2, Side.FIRST, why, day)) == says


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        (MergeField.NOTE, None, "fehlt"),
        (MergeField.NAME, ("Haddad", "Rima"), "Haddad, Rima"),
        (MergeField.STOP, 7, "Markt"),
        (MergeField.HEIGHT, 98, "98 cm"),
        (MergeField.ADDRESS, ("Weg 1", "08626", "Adorf"), "Weg 1, 08626 Adorf"),
        (MergeField.ADDRESS, ("Weg 1", "", "Adorf"), "Weg 1, Adorf"),
        (MergeField.ADDRESS, ("", "08626", ""), "08626"),
        (
            MergeField.ROUTES,
            (SimpleNamespace(value="0171 1"), SimpleNamespace(value="a@b.de")),
            "0171 1, a@b.de",
        ),
        (MergeField.CONSENTS, frozenset(), "keine"),
        (MergeField.NOTE, "zwei\nZeilen  lang", "zwei Zeilen lang"),
    ],
)
def test_a_value_is_shown(field: MergeField, value: object, says: str) -> None:
    assert words.value_text(field, value, "Markt") == says


def test_a_mark_is_told_with_its_times() -> None:
    assert words.mark_text(("X", None, None)) == "X"
    assert words.mark_text(("X", 560, None)) == "X, kommt 9:20"
    assert words.mark_text(("X", 0, 660)) == "X, kommt 0:00, geht 11:00"
    asked = MarkToAsk(1, 1, minute_of(MONDAY, 540), ("X", None, None), ("E", None, None))
    assert words.mark_label(asked) == "Mo 08.03.2027, 9:00"


def test_how_likely_two_are_one() -> None:
    told = [words.likely_text(LikelyPair(1, 2, score, ())) for score in (SURE - 1, SURE)]
    assert told == [("möglich", "neutral"), ("sehr wahrscheinlich", "warning")]
    assert words.likely_text(None) == ("unähnlich", "bad")


@pytest.mark.parametrize(
    ("reasons", "shared", "says"),
    [
        (None, (), "Namen, Geburtsdatum und Telefon stimmen nicht überein."),
        (None, ("Sami",), "Kind Sami in beiden Einträgen."),
        (("names", "same_spelling", "phone"), (), "Gleicher Name, gleiche Telefonnummer."),
        (("names",), ("Sami", "Nour"), "Name anders geschrieben, Kind Sami und Nour in beiden"),
        (("one_name", "other_gender"), (), "Ein Name gleich, anderes Geschlecht."),
    ],
)
def test_why_two_are_likely_one(
    reasons: tuple[str, ...] | None, shared: tuple[str, ...], says: str
) -> None:
    pair = None if reasons is None else LikelyPair(1, 2, 60, reasons)
    assert words.reasons_text(pair, shared).startswith(says)


def test_rides_before_and_afterwards() -> None:
    def hanging(out: int, back: int, *stops: str) -> Any:
        return SimpleNamespace(out=out, back=back, stops=stops)

    assert words.rides_text(hanging(15, 14)) == "15 Hin-, 14 Rückfahrten"
    assert words.rides_text(hanging(0, 1)) == "0 Hin-, 1 Rückfahrten"
    assert words.rides_text(hanging(1, 0)) == "1 Hin-, 0 Rückfahrten"
    assert words.rides_text(hanging(0, 0)) == "keine geplant"
    assert words.rides_after(hanging(1, 0)) == "1 Fahrt"
    assert words.rides_after(hanging(1, 2, "Markt", "Raun")) == "3 Fahrten ab Markt und Raun"
    assert words.rides_after(hanging(0, 0, "Markt")) == "keine geplant"


def test_what_is_told_afterwards() -> None:
    assert words.done_text("Nina", "Ninna") == "Zusammengeführt: Ninna ist jetzt Nina"
    assert words.done_text("Nina", "Nina") == "Zusammengeführt: Nina steht nur noch einmal"


@pytest.mark.parametrize(
    ("field", "why", "taken", "says"),
    [
        (MergeField.ROUTES, Why.KEEP_ALL, Side.BOTH, "alle behalten"),
        (MergeField.ROUTES, Why.KEEP_ALL, Side.FIRST, "so gewählt"),
        (MergeField.NAME, Why.OLDER_RECORD, Side.SECOND, "so gewählt, beide suchbar"),
        (MergeField.LEVEL, Why.NEWER, Side.FIRST, "so gewählt"),
        (MergeField.GENDER, Why.SAME, Side.FIRST, "gleich"),
    ],
)
def test_what_was_chosen_otherwise_is_not_given_the_reason_of_the_proposal(
    field: MergeField, why: Why, taken: Side, says: str
) -> None:
    assert words.why_text(FieldChoice(field, 1, 2, Side.BOTH, why), taken) == says
