import tomllib
from datetime import date

import pytest

from kursplaner.basics import resources
from kursplaner.desk.absences.call_texts import (
    FULL,
    TOPICS,
    WORK,
    Phrase,
    Sentence,
    codes,
    message,
    messages,
    sentence,
    sentences,
)
from kursplaner.desk.wording.words.languages import LANGUAGES

THURSDAY = date(2027, 3, 4)
SPOKEN = ("de", "en", "uk", "ru", "ar", "fa", "tr", "cs", "pl", "ro", "vi")


def test_only_day_and_date_are_filled_in() -> None:
    found = sentence("de", "childcare", [THURSDAY])
    assert found is not None
    assert found.text == (
        "Am Donnerstag, 4. März, gibt es keine Kinderbetreuung. Der Kurs findet statt."
        " Wenn Sie zu Hause bleiben, sind Sie entschuldigt."
    )
    assert found.checked
    ukrainian = sentence("uk", "childcare", [THURSDAY])
    assert ukrainian is not None
    assert ukrainian.text.startswith("У четвер, 4 березня, догляду за дітьми не буде.")


def test_several_days_are_a_period() -> None:
    found = sentence("de", "day", [date(2027, 3, 31), date(2027, 4, 2)])
    assert found is not None
    assert found.text.startswith("Vom 31. März bis 2. April fallen alle Kurse")


@pytest.mark.parametrize("language", SPOKEN)
def test_every_language_has_every_sentence(language: str) -> None:
    assert language in LANGUAGES
    path = resources.path(f"texts/{language}/calls.toml")
    texts = tomllib.loads(path.read_text(encoding="utf-8"))
    assert len(texts.get("on_weekdays", range(7))) == 7
    assert "7:50" in str(texts["boards"]).format(time="7:50")
    for topic in (*TOPICS, *FULL, *WORK):
        for key in (topic,) if topic in FULL else (topic, f"{topic}_again"):
            for days in ([THURSDAY], [THURSDAY, date(2027, 3, 9)]):
                found = sentence(language, key, days, ("7:39",) * (topic in WORK), "Raun")
                assert found is not None
                assert "{" not in found.text
                assert "4" in found.text


@pytest.mark.parametrize(
    ("language", "begins"),
    [
        ("de", "Am Donnerstag, 4. März, fällt"), ("en", "On Thursday, 4 March, there"),
        ("uk", "У четвер, 4 березня, "), ("ru", "В четверг, 4 марта, "),
        ("ar", "يوم الخميس 4 آذار "), ("fa", "روز پنجشنبه 4 مارس "),
        ("tr", "4 Mart Perşembe günü "), ("cs", "Ve čtvrtek 4. března "),
        ("pl", "W czwartek, 4 marca, "), ("ro", "Joi, 4 martie, "),
        ("vi", "Thứ Năm, ngày 4 tháng 3, "),
    ],
)  # fmt: skip
def test_a_sentence_begins_with_the_day_in_its_case(language: str, begins: str) -> None:
    found = sentence(language, "lesson", [THURSDAY])
    assert found is not None
    assert found.text.startswith(begins)


def test_a_language_without_text_shows_only_german() -> None:
    assert [said.language for said in sentences(("ti",), "ride", [THURSDAY])] == ["de"]
    assert [said.language for said in sentences(("ti", "ar"), "ride", [THURSDAY])] == ["de", "ar"]
    assert [said.language for said in sentences(("prs",), "ride", [THURSDAY])] == ["de", "fa"]


def test_languages_are_read_as_codes_and_as_words() -> None:
    assert codes("ar de") == ("ar", "de")
    assert codes("Arabisch, Deutsch; etwas") == ("ar", "de")


def phrase(topic: str = "ride_again", **values: object) -> Phrase:
    return Phrase(topic, (THURSDAY,), **values)  # type: ignore[arg-type]


def test_a_message_says_everything_in_order() -> None:
    found = message("de", [phrase(boards="7:50"), phrase("lesson", times=("9:00", "14:00"))])
    assert found is not None
    assert found.text == (
        "Am Donnerstag, 4. März, fährt unser Bus doch. Bitte kommen Sie wie gewohnt zum"
        " Haltepunkt. Abfahrt an Ihrem Haltepunkt: 7:50 Uhr. Am Donnerstag, 4. März (Kurs um"
        " 9:00, 14:00 Uhr), fällt der Kurs aus. Bitte kommen Sie nicht."
    )
    told = message("de", [phrase()], forget=True)
    assert told is not None
    assert told.text.startswith("Bitte vergessen Sie unsere letzte Nachricht. Am Donnerstag")


def test_a_language_without_all_of_it_has_no_message() -> None:
    assert message("de", []) is None
    assert message("ti", [phrase()]) is None
    assert message("de", [phrase(), phrase("never")]) is None
    assert [each.language for each in messages(("ti", "ar"), [phrase()])] == ["de", "ar"]
    assert [each.language for each in messages(("de",), [phrase()])] == ["de"]
    assert [each.language for each in messages(("prs", "ar"), [phrase()])] == ["de", "fa"]


def test_a_sentence_needs_its_topic_and_a_day() -> None:
    assert sentence("de", "never", [THURSDAY]) is None
    assert sentence("de", "ride", []) is None


def test_a_sentence_knows_its_name_and_side() -> None:
    arabic, german = (Sentence(code, "x", checked=False) for code in ("ar", "de"))
    assert (arabic.right_to_left, german.right_to_left) == (True, False)
    assert (arabic.name, german.name) == ("Arabisch", "Deutsch")
    assert Sentence("xx", "x", checked=False).name == "xx"
