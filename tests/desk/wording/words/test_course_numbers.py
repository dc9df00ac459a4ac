from hypothesis import given
from hypothesis import strategies as st

from kursplaner.desk.wording.words.course_numbers import short_numbers


def test_year_and_half_year_are_left_out_while_nothing_is_mixed_up() -> None:
    found = short_numbers(["IK-27-1-09", "ALPHA-27-1-03", "A2-03", "Sprachcafé", "IK-26-2-10"])
    assert found == {
        "IK-27-1-09": "IK-09",
        "ALPHA-27-1-03": "ALPHA-03",
        "A2-03": "A2-03",
        "Sprachcafé": "Sprachcafé",
        "IK-26-2-10": "IK-10",
    }


def test_the_same_short_form_of_two_stays_whole() -> None:
    found = short_numbers(["IK-27-1-09", "IK-26-2-09", "DE-27-1-09"])
    assert [found["IK-27-1-09"], found["IK-26-2-09"]] == ["IK-27-1-09", "IK-26-2-09"]
    assert found["DE-27-1-09"] == "DE-09"


@given(st.sets(st.from_regex(r"[A-Z]{1,3}(-[0-9]{1,2}){0,3}", fullmatch=True), max_size=20))
def test_no_two_numbers_share_a_short_form(numbers: set[str]) -> None:
    found = short_numbers(numbers)
    assert set(found) == numbers
    assert len(set(found.values())) == len(numbers)
