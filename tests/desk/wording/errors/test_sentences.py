import errno
import re
from datetime import date, datetime, timedelta
from pathlib import Path, PurePath

import pytest

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.settings import DEFAULTS
from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording.errors.sentences import UNEXPECTED, refusal, sentence
from kursplaner.desk.wording.errors.table import SENTENCES, joined
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.conflicts.replays import ActSince, TakenSince
from kursplaner.domain.kinds import ConflictKind, Direction, Severity
from kursplaner.store.dialect.dialect import KINDS, OCCUPIED
from tests.desk.refusals import named_kinds, raised_kinds

TELLS_WHAT_TO_DO = re.compile(r"[Bb]itte|[Mm]öglich")


def test_every_kind_that_can_be_raised_has_a_sentence() -> None:
    kinds = raised_kinds() | dict.fromkeys(KINDS - {OCCUPIED}, "store/dialect")
    assert len(kinds) > 60
    assert {kind: where for kind, where in kinds.items() if kind not in SENTENCES} == {}


def test_every_sentence_is_of_a_kind_that_is_raised() -> None:
    raised, named = raised_kinds(), named_kinds()
    endings = tuple(part for part in named if part.startswith("_"))
    made = {kind for kind in raised if kind.endswith(endings)}
    assert {*SENTENCES} - named - made == set()


def test_a_kind_stands_in_the_table_once() -> None:
    assert joined({"a": "A"}, {"b": "B"}) == {"a": "A", "b": "B"}
    with pytest.raises(ValueError, match="two sentences for b"):
        joined({"a": "A", "b": "B"}, {"b": "C"})


@pytest.mark.parametrize("kind", SENTENCES)
def test_a_sentence_ends_and_says_what_to_do(kind: str) -> None:
    text = sentence(Refused(kind))
    assert TELLS_WHAT_TO_DO.search(text), text
    assert "{" not in text
    assert SENTENCES[kind].rstrip().endswith((".", "}")), text


def test_facts_are_shown_as_people_write_them() -> None:
    path = Path("liste.xlsx")
    assert "„liste.xlsx“" in sentence(Refused("file_empty", path=path))
    told = Refused("not_found", noun="person", id=12)
    assert "Person 12 " in sentence(told, typed=True)
    assert sentence(told).startswith("Person: diesen Eintrag gibt es nicht mehr;")
    assert "02.03.2027" in sentence(Refused("day_out_of_range", day=date(2027, 3, 2)))
    too_long = Refused("text_too_long", noun="person", field="family_name", limit=200, length=500)
    assert "„Familienname“ ist mit 500 Zeichen zu lang (höchstens 200)" in sentence(too_long)
    assert "1.048.576" in sentence(Refused("file_too_big", path=path, limit=1_048_576))


def test_a_hostile_name_is_only_text() -> None:
    assert "„{path}{0}“" in sentence(Refused("room_unknown", name="{path}{0}"))


def test_errors_without_a_sentence() -> None:
    assert sentence(Refused("never_heard_of")) == UNEXPECTED
    assert sentence(ValueError("Rima Haddad")) == UNEXPECTED


def test_a_refusal_of_the_database_names_a_way_out() -> None:
    text = sentence(HardConflict(("occupied",)))
    assert "nichts gespeichert" in text
    assert "andere Zeit" in text


def test_a_file_that_cannot_be_written() -> None:
    assert "liste.pdf" in sentence(PermissionError(13, "denied", "liste.pdf"))


def test_a_long_text_is_not_repeated_whole() -> None:
    text = refusal("room_unknown", {"name": "x" * 500, "known": ["Saal"]})
    assert len(text) < 250
    assert text.endswith("Es gibt: Saal.")


def test_a_file_the_system_refuses_is_quoted() -> None:
    text = sentence(OSError(5, "Input/output error", "a/b.xlsx"))
    assert text.startswith("Die Datei „a/b.xlsx“ konnte nicht geschrieben werden.")


DAY = date(2027, 3, 2)


def closed(week: int) -> Conflict:
    who, lesson = Subject("person", 1, f"Nr{week}, Anna"), Subject("lesson", 2, "A2")
    starts = minute_of(DAY + timedelta(weeks=week), 540)
    day = DAY + timedelta(weeks=week)
    return Conflict(
        str(week), ConflictKind.CLOSURE, Severity.HARD, day, starts, starts + 60, (who, lesson), {}
    )


@pytest.mark.parametrize(
    ("count", "lines", "rest"), [(1, 1, ""), (20, 20, ""), (21, 20, "1"), (24, 20, "4")]
)
def test_twenty_conflicts_are_told_and_the_rest_is_counted(
    count: int, lines: int, rest: str
) -> None:
    told = sentence(HardConflict(tuple(closed(week) for week in range(count)))).split("\n")
    assert told[0] == "Das geht so nicht; es wurde nichts gespeichert."
    assert sum(line.startswith("Konflikt: Nr") for line in told) == lines
    assert told[1 + lines :] == ([f"… und {rest} weitere."] if rest else [])


def test_hidden_names_of_conflicts_are_initials() -> None:
    assert "Nr7" in sentence(HardConflict((closed(7),)))
    assert "Nr7" not in sentence(HardConflict((closed(7),)), hidden=True)


def test_a_step_not_played_again_says_why() -> None:
    resource, by = Subject("room", 3, "Saal"), Subject("lesson", 4, "B1")
    starts = minute_of(DAY, 540)
    taken = TakenSince(True, None, resource, by, starts, starts + 60, None)
    told = sentence(HardConflict((taken, closed(0)))).split("\n")
    assert told[0] == "Der Schritt wurde nicht rückgängig gemacht; es bleibt alles, wie es ist."
    assert told[1].startswith("Saal ist am Di 02.03.2027, 9:00–10:00 inzwischen vergeben")
    many = sentence(HardConflict((taken,) * 25))
    assert many.count("inzwischen vergeben") == 20


@pytest.mark.parametrize(
    ("code", "name", "starts"),
    [
        (errno.ENOSPC, "a.pdf", "Auf dem Datenträger"),
        (errno.EFBIG, "a.pdf", "Auf dem Datenträger"),
        (errno.EIO, "a.pdf", "Die Datei „a.pdf“"),
        (errno.EIO, None, "Die Datei "),
    ],
)
def test_what_the_system_refuses_is_told_by_its_number(
    code: int, name: str | None, starts: str
) -> None:
    kind = "disk_full" if code in (errno.ENOSPC, errno.EFBIG) else "write_failed"
    facts = {"path": PurePath(name) if name else ""}
    assert sentence(OSError(code, "x", name)) == refusal(kind, facts)
    assert "„.“" not in sentence(OSError(code, "x", name))


@pytest.mark.parametrize(
    ("count", "says"),
    [
        (0, "Bitte prüfen Sie den Namen."),
        (1, "Es gibt: R0."),
        (2, "Es gibt: R0 und R1."),
        (5, "Es gibt: R0, R1, R2, R3 und R4."),
        (6, "Es gibt: R0, R1, R2, R3, R4 und 1 weitere."),
        (1_006, "Es gibt: R0, R1, R2, R3, R4 und 1.001 weitere."),
    ],
)
def test_up_to_five_of_what_there_is_are_named(count: int, says: str) -> None:
    known = [f"R{number}" for number in range(count)]
    assert refusal("room_unknown", {"name": "x", "known": known}).endswith(says)


@pytest.mark.parametrize("length", [120, 121])
def test_a_text_is_repeated_up_to_its_limit(length: int) -> None:
    text = refusal("room_unknown", {"name": "x" * length})
    assert ("x" * 120 + ("…" if length > 120 else "“")) in text


def test_numbers_of_records_and_years_stay_plain() -> None:
    assert "Person 12345 " in sentence(Refused("not_found", noun="person", id=12_345), typed=True)
    assert "(höchstens 1.200)" in sentence(Refused("title_too_long", limit=1_200))


def test_a_setting_is_called_as_its_page_calls_it() -> None:
    key = next(iter(DEFAULTS))
    kinds = [kind for kind, text in SENTENCES.items() if "{key}" in text and "{value}" in text]
    shown = refusal(kinds[0], {"key": key, "value": key})
    assert f"„{DEFAULTS[key].label}“" in shown
    assert f"„{key}“" in shown
    assert "„weekdays“" in refusal(kinds[0], {"key": "weekdays", "value": "x"})


def test_a_stay_says_as_much_as_is_known() -> None:
    facts = {"person_id": 1, "day": DAY}
    last = DAY + timedelta(days=1)
    assert "(angemeldet ab 02.03.2027, abgemeldet 03.03.2027)" in refusal(
        "outside_stay", {**facts, "joined_on": DAY, "left_on": last}
    )
    assert "(angemeldet ab 02.03.2027)" in refusal(
        "outside_stay", {**facts, "joined_on": DAY, "left_on": None}
    )
    assert "(abgemeldet 03.03.2027)" in refusal("outside_stay", {**facts, "left_on": last})


def test_moments_of_lessons_and_rides_are_written_out() -> None:
    starts = minute_of(DAY, 485)
    assert "am Di 02.03.2027, 8:05 Uhr" in refusal("ride_not_left", {"begins": starts})
    times = [kind for kind, text in SENTENCES.items() if "({when})" in text]
    assert "(Di 02.03.2027, 8:05)" in refusal(times[0], {"to": starts})


def test_what_was_changed_since_and_by_whom() -> None:
    subject = Subject("person", 1, "Haddad, Rima")
    act = ActSince(
        "person_enrolled", (subject,), "amt", datetime(2027, 3, 2, 9, 5), taken_back=False
    )
    facts = {"step": act, "record": subject, "act": act}
    text = refusal("changed_since", facts)
    assert "wurde nicht rückgängig gemacht: Haddad, Rima wurde inzwischen geändert, und" in text
    assert "wurde nicht wiederholt" in refusal("changed_since", {**facts, "backwards": False})
    assert "Haddad" not in sentence(Refused("changed_since", **facts), hidden=True)
    assert "Haddad" in sentence(Refused("changed_since", **facts))
    assert "Ein Eintrag wurde inzwischen geändert. Bitte" in refusal("changed_since")


def test_a_sheet_and_another_name_are_named_where_there_are_some() -> None:
    lines = [kind for kind, text in SENTENCES.items() if "{On_sheet}" in text]
    for kind in lines:
        assert refusal(kind, {"sheet": "Mai"}).startswith("Auf dem Blatt „Mai“ der Datei ")
        assert refusal(kind).startswith("In der Datei ")
    named = [kind for kind, text in SENTENCES.items() if "{Other}" in text]
    assert "zweiten Namen („b.kursplan“)." in refusal(named[0], {"other": "b.kursplan"})
    assert "zweiten Namen." in refusal(named[0])


def test_kinds_and_yes_or_no_are_said_in_words() -> None:
    assert "„Hinfahrt“" in refusal("room_unknown", {"name": Direction.OUT})
    assert "„ja“" in refusal("room_unknown", {"name": True})
    assert "„nein“" in refusal("room_unknown", {"name": False})
    assert "„“" in refusal("room_unknown", {"name": None})
    assert "„1.200“" in refusal("room_unknown", {"name": 1_200})
    moment = datetime(2027, 3, 2, 9, 5)
    assert "„Di 02.03.2027, 9:05“" in refusal("room_unknown", {"name": moment})
