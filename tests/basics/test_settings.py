import pytest
from hypothesis import given
from hypothesis import settings as sample
from hypothesis import strategies as st

from kursplaner.basics import settings
from kursplaner.basics.errors import Refused
from kursplaner.basics.settings import DEFAULTS, SettingKind, Settings
from kursplaner.domain.kinds import CourseType


def test_the_law_as_it_comes_along() -> None:
    fresh = Settings({})
    assert fresh.number("attendance.late_minutes") == 15
    assert fresh.number("childcare.under_three_weight_tenths") == 15
    assert fresh.number("rides.most_passengers") == 8
    assert fresh.flag("course.pause_in_school_holidays") is True
    assert fresh.text("calendar.land") == "SN"


@pytest.mark.parametrize("course_type", list(CourseType))
def test_every_course_type_has_its_usual_size(course_type: CourseType) -> None:
    fresh = Settings()
    for what in ("units", "unit_minutes", "capacity"):
        assert fresh.number(f"course.type.{course_type}.{what}") >= 1


def test_no_course_type_is_unknown_to_the_program() -> None:
    named = {key.split(".")[2] for key in DEFAULTS if key.startswith("course.type.")}
    assert named == set(CourseType)


@pytest.mark.parametrize("key", list(DEFAULTS))
def test_every_default_can_be_read_and_says_where_it_comes_from(key: str) -> None:
    default = DEFAULTS[key]
    assert default.source
    assert default.label
    assert default.unit or default.kind is not SettingKind.NUMBER
    assert default.group in key
    assert settings.checked(key, default.value) == default.value
    assert Settings().is_default(key)


def test_the_town_decides() -> None:
    town = Settings({"childcare.children_per_carer": "4", "from.a.newer.version": "x"})
    assert town.number("childcare.children_per_carer") == 4
    assert not town.is_default("childcare.children_per_carer")


@pytest.mark.parametrize("text", ["", "vier", "0", "-1", "1.5", "٤", "9" * 40, "--1", "-"])
def test_numbers_that_are_none(text: str) -> None:
    with pytest.raises(Refused, match="setting_unreadable") as refused:
        settings.checked("childcare.children_per_carer", text)
    assert refused.value.facts["least"] == 1
    with pytest.raises(Refused):
        Settings({"childcare.children_per_carer": text}).number("childcare.children_per_carer")


def test_flags_are_true_or_false() -> None:
    key = "course.make_up_cancelled"
    assert Settings({key: "false"}).flag(key) is False
    with pytest.raises(Refused):
        settings.checked(key, "maybe")


def test_texts_have_a_length() -> None:
    assert settings.checked("calendar.second_land", " BY ") == "BY"
    with pytest.raises(Refused):
        settings.checked("calendar.second_land", "x" * 500)


def test_a_misspelt_key_is_an_error_of_the_program() -> None:
    with pytest.raises(KeyError):
        Settings().number("attendance.late_minute")
    with pytest.raises(KeyError):
        Settings().number("calendar.land")


@sample(max_examples=30)
@given(st.integers(min_value=1, max_value=settings.MOST_COUNTED))
def test_numbers_read_back(number: int) -> None:
    key = "attendance.rows_per_sheet"
    assert Settings({key: settings.checked(key, f" {number} ")}).number(key) == number


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [
        ("course.weekdays", ["mon", " fri  mon "], ["", "mon montag", "Mon"]),
        ("timetable.weekdays", ["sat sun", "tue"], ["", "someday"]),
        ("attendance.profile", ["simple", "bamf", "bamf_sections"], ["", "simple bamf"]),
        ("conflicts.participant", ["hard", "soft", "off"], ["", "OFF", "true"]),
        ("mileage.private", ["35", "35; ab 01.07.2027: 38"], ["", "35,5", "35; 38"]),
        ("statistics.age_limits", ["18", "6 12 18"], ["", "12 6", "6 6", "6 x", "6 -7", "٦"]),
        ("statistics.age_limits", ["1 120"], ["0 18", "18 121"]),
        ("statistics.child_age_limits", ["3", "6 17"], ["", "0 6", "6 18"]),
    ],
)
def test_texts_that_the_program_reads(key: str, good: list[str], bad: list[str]) -> None:
    assert [settings.checked(key, text) for text in good] == [text.strip() for text in good]
    for text in bad:
        with pytest.raises(Refused, match="setting_text_unreadable") as refused:
            settings.checked(key, f" {text} ")
        assert refused.value.facts == {"text": text, "example": DEFAULTS[key].example}
    assert DEFAULTS[key].example in {DEFAULTS[key].value, "35; ab 01.07.2027: 38"}


def test_numbers_lie_between_the_least_and_the_most_of_their_unit() -> None:
    key = "timetable.lost_percent"
    assert (DEFAULTS[key].least, DEFAULTS[key].most) == (0, 100)
    assert [settings.checked(key, text) for text in ("0", "100", "007")] == ["0", "100", "7"]
    assert Settings({key: "100"}).number(key) == 100
    for text in ("-1", "101", "1000000000", "00000000001"):
        with pytest.raises(Refused, match="setting_unreadable") as refused:
            settings.checked(key, text)
        assert refused.value.facts == {"key": key, "least": 0, "most": 100}
    assert settings.checked(key, "0000000001") == "1"
    counted = DEFAULTS["childcare.children_per_carer"]
    assert (counted.least, counted.most, counted.unit) == (1, settings.MOST_COUNTED, "Kinder")
    own = DEFAULTS["childcare.permit_weekly_minutes"]
    assert (own.least, own.most, own.waits, own.group) == (0, 10_080, False, "childcare")
    assert DEFAULTS["childcare.permit_months"].waits


def test_what_is_stored_is_read_by_its_kind_alone() -> None:
    flag, number, text = "course.make_up_cancelled", "attendance.late_minutes", "calendar.land"
    assert settings.checked(flag, " true ") == "true"
    assert settings.checked(flag, "false") == "false"
    assert Settings({flag: "true"}).flag(flag) is True
    town = Settings({flag: "yes", text: "BY"})
    assert (town.text(flag), town.text(text), town.text(number)) == ("yes", "BY", "15")
    with pytest.raises(Refused, match="setting_unreadable"):
        town.flag(flag)
    for wrong in (number, text):
        with pytest.raises(KeyError):
            town.flag(wrong)
    with pytest.raises(KeyError):
        town.number(flag)
    assert (town.is_default(text), town.is_default(number)) == (False, True)
    kinds = [DEFAULTS[key].kind for key in (flag, number, text)]
    assert kinds == [SettingKind.FLAG, SettingKind.NUMBER, SettingKind.TEXT]


def test_a_text_may_have_two_hundred_characters() -> None:
    assert len(settings.checked("calendar.second_land", f" {'x' * 200} ")) == 200
    with pytest.raises(Refused, match="setting_unreadable"):
        settings.checked("calendar.second_land", "x" * 201)
