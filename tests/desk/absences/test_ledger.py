from collections.abc import Iterator
from pathlib import Path

import pytest

from kursplaner.basics.spans import clock_text, minute_of, minute_of_day
from kursplaner.desk.absences.call_list import CallList, read_call_list
from kursplaner.desk.absences.ledger import LedgerLine
from kursplaner.desk.absences.outcomes import outcomes
from kursplaner.desk.wording.ledger import Stand
from kursplaner.domain.kinds import ActKind, CallAnswer, ContactResult
from kursplaner.planning.absences import replanning
from tests.planning.small_town import NOW, TUESDAY
from tests.planning.village_town import Village, build_village
from tests.towns import copied


@pytest.fixture
def oelsnitz(tmp_path: Path) -> Iterator[Village]:
    with copied(build_village, tmp_path / "klein.kursplan", NOW) as made:
        made.people["driver"] = made.town.people["driver"]
        yield made


def calls_of(oelsnitz: Village, absence_id: int, *, hidden: bool = False) -> CallList:
    with oelsnitz.workspace.read() as db:
        return read_call_list(db, absence_id, hidden=hidden)


def line(oelsnitz: Village, absence_id: int, name: str) -> LedgerLine:
    found = calls_of(oelsnitz, absence_id).line(oelsnitz.people[name])
    assert found is not None
    assert found.ledger is not None
    return found.ledger


def shown(oelsnitz: Village, absence_id: int) -> list[tuple[str, str, str]]:
    with oelsnitz.workspace.read() as db:
        found = outcomes(db, read_call_list(db, absence_id))
    return [(o.title, o.text, o.word) for o in found]


def test_the_last_word_its_time_the_answer_and_what_holds_now(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report()
    calls = calls_of(oelsnitz, absence_id)
    assert [clock_text(minute_of_day(each.leaves)) for each in calls.lines] == ["8:10"] * 3
    fresh = line(oelsnitz, absence_id, "Rima")
    assert (fresh.told, fresh.told_at, fresh.answer) == ("noch nichts", "", "noch keine")
    assert (fresh.topic, fresh.way, fresh.role) == ("9:00 Kurs K1", "Bus 1, Oelsnitz", "")
    assert [name for _, name in fresh.children] == ["Nou", "Sam"]
    assert fresh.stand is Stand.OPEN
    oelsnitz.call(absence_id, "Rima")
    told = line(oelsnitz, absence_id, "Rima")
    assert (told.told, told.told_at, told.now) == ("Bus fällt aus", "8:00", "")
    assert (told.answer, told.means) == ("bleibt zu Hause", "E vorgemerkt")
    assert (told.void, told.stand) == (False, Stand.REACHED)
    oelsnitz.take_over(absence_id)
    assert line(oelsnitz, absence_id, "Rima").means == "E eingetragen"
    oelsnitz.call(absence_id, "Olena", CallAnswer.OPEN, ContactResult.MAILBOX)
    mailbox = line(oelsnitz, absence_id, "Olena")
    assert (mailbox.told_at, mailbox.stand) == ("8:00, aufgesprochen", Stand.MAILBOX)
    oelsnitz.end(absence_id)
    again = line(oelsnitz, absence_id, "Rima")
    assert (again.told, again.now) == ("Bus fällt aus", "Jetzt: Bus fährt 8:10")
    assert (again.answer, again.means, again.void) == ("bleibt zu Hause", "E entfällt", True)
    assert again.stand is Stand.AGAIN
    back = [each.name for each in calls_of(oelsnitz, absence_id).lines if each.taken_back]
    assert back == ["Rima, Rim"]


def test_the_team_stands_in_it_with_its_own_words(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report()
    driver = line(oelsnitz, absence_id, "driver")
    assert (driver.role, driver.topic) == ("Team, Fahrdienst", "Fahrt 8:10 und 11:40")
    assert driver.now == "Jetzt: ohne Oelsnitz"
    found = calls_of(oelsnitz, absence_id).line(oelsnitz.people["driver"])
    assert found is not None
    assert found.sentences[0].text == (
        "Am Dienstag, 2. März um 8:10, 11:40 Uhr fahren Sie bitte ohne die Halte in Oelsnitz."
        " Alle anderen Halte bleiben."
    )
    oelsnitz.call(absence_id, "driver", CallAnswer.OPEN)
    assert line(oelsnitz, absence_id, "driver").answer == "weiß Bescheid"


def test_the_child_that_stays_at_home_is_named(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report()
    oelsnitz.call(absence_id, "Olena", CallAnswer.WITHOUT_CHILD)
    said = line(oelsnitz, absence_id, "Olena")
    assert (said.answer, said.means) == ("kommt ohne Mak", "Betreuung frei")
    assert said.without == {oelsnitz.people["Maksym"]}
    hidden = calls_of(oelsnitz, absence_id, hidden=True).line(oelsnitz.people["Olena"])
    assert hidden is not None
    assert hidden.ledger is not None
    assert hidden.ledger.answer == "kommt ohne M."


def test_what_becomes_of_rides_childcare_and_lessons(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report()
    oelsnitz.call(absence_id, "Rima")
    assert shown(oelsnitz, absence_id) == [
        ("Bus 1 hin 8:10 und zurück 11:40", "ohne Oelsnitz", "fährt anders"),
        ("Betreuung 8:45–11:45", "3 von 3 Kindern erwartet", "findet statt"),
        ("Kurs K1 9:00–11:30", "2 von 3 Personen erwartet, 1 Antwort fehlt", "findet statt"),
    ]
    with oelsnitz.workspace.change(ActKind.ABSENCE_ENDED) as db:
        replanning.apply(db, absence_id, minute_of(TUESDAY, 660))
    assert shown(oelsnitz, absence_id)[0][2] == "fährt anders"
    carer = oelsnitz.report("carer")
    assert shown(oelsnitz, carer)[0][1:] == (
        "3 von 3 Kindern erwartet, Betreuungsperson fehlt",
        "offen",
    )
    day = oelsnitz.report("day")
    assert [word for _, _, word in shown(oelsnitz, day)] == ["fällt aus"] * 3
    oelsnitz.call_off(day)
    assert {text for _, text, _ in shown(oelsnitz, day)} == {"abgesagt"}
