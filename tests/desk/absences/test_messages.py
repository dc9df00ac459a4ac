"""The messages of a call list, and whom to call next, from lines made by hand."""

import pytest

from kursplaner.desk.absences.call_list import CallLine, CallList
from kursplaner.desk.absences.call_texts import Sentence
from kursplaner.domain.kinds import CallAnswer, ContactResult
from kursplaner.store.queries.absences.absences import AbsenceRow

ROW = AbsenceRow(1, 1, "person", 1, None, "A", "", 0, 1440, "ill", "", 0, 1440, withdrawn=False)
OPEN, REACHED, MAILBOX = ContactResult.OPEN, ContactResult.REACHED, ContactResult.MAILBOX


def line(person: int, *said: tuple[str, str], result: str = OPEN, **values: object) -> CallLine:
    """Return a line with its sentences by language."""
    told = tuple(Sentence(code, text, checked=True) for code, text in said or (("de", "A"),))
    usual: dict[str, object] = {
        "name": f"P{person}",
        "children": "",
        "concerns": "",
        "way": "",
        "ways": (),
        "languages": (),
        "language": "",
        "topic": "lesson",
        "again": False,
        "answer": CallAnswer.COMES,
        "state": "",
    }
    return CallLine(person_id=person, sentences=told, result=result, **{**usual, **values})  # type: ignore[arg-type]


def calls(*lines: CallLine) -> CallList:
    return CallList(ROW, (), lines, 0, 0)


def messages(*lines: CallLine) -> list[tuple[str, str, list[int]]]:
    found = calls(*lines).messages
    return [(each.language, each.text, [to.person_id for to in each.lines]) for each in found]


def test_each_language_has_its_message_german_first_then_by_how_many_speak_it() -> None:
    found = calls(
        line(1, ("de", "A"), ("uk", "U")),
        line(2, ("de", "A"), ("ar", "R")),
        line(3, ("de", "A"), ("ar", "R")),
        line(4, ("de", "A"), ("cs", "C")),
    )
    assert found.languages == ("de", "ar", "cs", "uk")
    assert [(each.language, each.text) for each in found.messages] == [
        ("de", "A"),
        ("ar", "R"),
        ("cs", "C"),
        ("uk", "U"),
    ]


def test_german_goes_to_those_without_another_language() -> None:
    assert messages(line(1, ("de", "A"), ("uk", "U")), line(2)) == [
        ("de", "A", [2]),
        ("uk", "U", [1]),
    ]


def test_where_everybody_has_another_language_german_goes_to_all() -> None:
    assert messages(line(1, ("de", "A"), ("uk", "U")), line(2, ("de", "A"), ("ar", "R"))) == [
        ("de", "A", [1, 2]),
        ("ar", "R", [2]),
        ("uk", "U", [1]),
    ]


def test_who_is_told_something_else_gets_a_message_of_her_own() -> None:
    found = messages(line(1, ("de", "B")), line(2), line(3), line(4, ("de", "C")))
    assert found == [("de", "A", [2, 3]), ("de", "B", [1]), ("de", "C", [4])]


def next_open(*results: str, after: int | None = None) -> int | None:
    lines = [line(number, result=result) for number, result in enumerate(results, start=1)]
    found = calls(*lines).next_open(after)
    return None if found is None else found.person_id


@pytest.mark.parametrize(
    ("results", "after", "expected"),
    [
        ((OPEN, OPEN, OPEN), None, 1),
        ((OPEN, OPEN, OPEN), 1, 2),
        ((OPEN, OPEN, OPEN), 3, 1),
        ((OPEN, OPEN, OPEN), 9, 1),
        ((MAILBOX, OPEN, OPEN), None, 2),
        ((MAILBOX, REACHED, MAILBOX), 1, 3),
        ((MAILBOX, REACHED, REACHED), 1, 1),
        ((MAILBOX, REACHED, REACHED), 2, 1),
        ((OPEN, MAILBOX, OPEN), 1, 3),
        ((REACHED, REACHED), None, None),
        ((), None, None),
    ],
)
def test_whom_to_call_next(
    results: tuple[str, ...], after: int | None, expected: int | None
) -> None:
    assert next_open(*results, after=after) == expected


def test_who_is_undecided_is_not_reached() -> None:
    found = calls(
        line(1, result=REACHED),
        line(2, result=REACHED, answer=CallAnswer.UNDECIDED),
        line(3, result=MAILBOX),
        line(4),
    )
    assert found.counts == (1, 1, 2)
    assert found.line(3) is found.lines[2]
    assert found.line(9) is None
