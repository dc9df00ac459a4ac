"""Conflicts of a plan as the shell shows them."""

from datetime import date

import pytest

from kursplaner.basics.errors import HardConflict
from kursplaner.cli.conflicts.showing import show_conflicts, some_sentences, stop_at_hard_ones
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.kinds import ConflictKind, Severity

SENTENCE = "Kurs „A1“ hat am Di 02.03.2027, 9:00–10:00 keinen Raum."


def conflict(severity: Severity) -> Conflict:
    subjects = (Subject("lesson", 1, "A1"),)
    return Conflict(
        "x", ConflictKind.NO_ROOM, severity, date(2027, 3, 2), AT, AT + 60, subjects, {}
    )


AT = (date(2027, 3, 2) - date(2000, 1, 1)).days * 1440 + 540
SOFT, HARD = conflict(Severity.SOFT), conflict(Severity.HARD)


@pytest.mark.parametrize(("count", "rest"), [(0, 0), (30, 0), (31, 1), (40, 10)])
def test_thirty_hints_are_shown_and_the_rest_is_counted(
    count: int, rest: int, capsys: pytest.CaptureFixture[str]
) -> None:
    show_conflicts([HARD, *[SOFT] * count])
    more = f"… und {rest} weitere Hinweise.\n" if rest else ""
    assert capsys.readouterr().out == f"Hinweis: {SENTENCE}\n" * min(count, 30) + more


def test_only_hard_ones_stop() -> None:
    stop_at_hard_ones([])
    stop_at_hard_ones([SOFT])
    with pytest.raises(HardConflict) as raised:
        stop_at_hard_ones([SOFT, HARD])
    assert raised.value.conflicts == (HARD,)


@pytest.mark.parametrize(("count", "rest"), [(0, 0), (5, 0), (6, 1), (12, 7)])
def test_five_are_told_and_the_rest_is_counted(count: int, rest: int) -> None:
    more = [f"… und {rest} weitere."] if rest else []
    assert some_sentences([HARD] * count) == [SENTENCE] * min(count, 5) + more
    assert some_sentences([HARD] * 2, most=1) == [SENTENCE, "… und 1 weitere."]
