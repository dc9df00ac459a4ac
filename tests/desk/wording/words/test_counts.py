from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.desk.wording.words import counts
from kursplaner.documents.page.language import plural_category


def test_nouns_follow_their_count() -> None:
    assert counts.counted(1, "lesson") == "1 Termin"
    assert counts.counted(0, "lesson") == "0 Termine"
    assert counts.counted(1234, "teacher") == "1.234 Lehrkräfte"
    assert counts.counted_or_none(0, "conflict", "keine Konflikte") == "keine Konflikte"


def test_every_noun_has_both_forms() -> None:
    assert all(noun.single and noun.many for noun in counts.NOUNS.values())


def test_nouns_after_a_preposition_are_in_the_dative() -> None:
    said = {
        key: (counts.noun(key, 1, dative=True), counts.noun(key, 2, dative=True))
        for key in counts.NOUNS
    }
    assert said["lesson"] == ("Termin", "Terminen")
    assert said["participant"] == ("Teilnehmenden", "Teilnehmenden")
    assert said["driver"] == ("Fahrer:in", "Fahrer:innen")
    assert said["child"] == ("Kind", "Kindern")
    assert said["unit"] == ("UE", "UE")
    assert said["expected_child"] == ("erwarteten Kind", "erwarteten Kindern")
    assert all(many.endswith(("n", "UE", "Logos")) for _, many in said.values())


def test_a_share_of_places_follows_its_number() -> None:
    assert [counts.at_most(tenths) for tenths in (10, 15, 0)] == [
        "1 Platz",
        "1,5 Plätzen",
        "0 Plätzen",
    ]


def test_numbers() -> None:
    assert counts.decimal(1234.5) == "1.234,5"
    assert counts.decimal(2.0) == "2"
    assert counts.decimal(10) == "10"
    assert counts.decimal(2.25, 2) == "2,25"
    assert counts.kilometres(12_340) == "12,3 km"
    assert counts.duration(135) == "2 Std. 15 Min."
    assert counts.duration(120) == "2 Std."
    assert counts.duration(0) == "0 Min."
    assert counts.units(135, 45) == "3 UE"
    assert counts.units(135, 60) == "2,25 Std."


def test_lists() -> None:
    assert counts.listed(["A", "B", "C"]) == "A, B und C"
    assert counts.listed(["A", ""]) == "A"
    assert counts.listed([]) == ""


@given(st.integers(min_value=-(10**9), max_value=10**9))
def test_numbers_held_for_a_quick_start_are_unicodes(value: int) -> None:
    assert counts.number(value) == format_decimal(value, locale="de")
    tenths = value / 10
    assert counts.decimal(tenths) == format_decimal(tenths, "#,##0.#", locale="de")


@given(st.integers(min_value=0, max_value=10**6))
def test_nouns_held_for_a_quick_start_follow_unicodes_rule(count: int) -> None:
    form = {"one": "Termin", "other": "Termine"}[plural_category("de", count)]
    assert counts.noun("lesson", count) == form
