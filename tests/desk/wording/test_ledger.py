import pytest

from kursplaner.desk.wording import ledger
from kursplaner.desk.wording.ledger import Stand
from kursplaner.domain.kinds import CallAnswer, ContactResult
from kursplaner.planning.absences import plan
from kursplaner.planning.absences.words import UNKNOWN, Said

STATES = (
    *(plan.OFF, plan.CARE, plan.PLACE, *plan.RIDES, *plan.SEATS),
    *(f"{plan.DETOUR}:1f", plan.FREE, UNKNOWN, f"{plan.CARE}+{plan.RIDE}"),
)


def said(now: str = "", told: str = "", source: str = "lesson", **more: object) -> Said:
    return Said(source, 1, 540, now, told, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_words(state: str) -> None:
    for work in (False, True):
        text = ledger.state_word(said(told=state, work=work), state)
        assert text
        assert "_" not in text
        assert ledger.now_word(said(told=state, work=work))
    assert ledger.state_word(said(), "") == "wie gewohnt"


def test_what_holds_now_is_said_as_good_news() -> None:
    assert ledger.now_word(said(told="ride"), "15:50") == "Bus fährt 15:50"
    assert ledger.now_word(said(told="childcare")) == "Betreuung findet statt"
    assert ledger.now_word(said(told="lesson")) == "Kurs findet statt"
    duty = said(told="free", source="childcare", work=True)
    assert ledger.now_word(duty) == "Betreuung 9:00"
    cut = said(now="detour:1", source="ride", work=True, without=("Raun", "Sohl"))
    assert ledger.now_word(cut) == "ohne Raun und Sohl"
    assert ledger.now_word(said(told="detour:1", source="ride", work=True)) == "alle Halte"
    other = said(now="detour:1+vehicle:6", source="ride", work=True, without=("Raun",), vehicle=6)
    assert ledger.state_word(other, other.now, "Bus 2") == "ohne Raun und mit Bus 2"
    assert ledger.state_word(other, "vehicle:7", "Bus 2") == "anderes Fahrzeug"
    back = said(told="vehicle:6", source="ride", work=True)
    assert ledger.now_word(back) == "Fahrzeug wie sonst"


def test_answers_and_what_follows() -> None:
    word, means = ledger.answer_word, ledger.means_word
    assert word(CallAnswer.WITHOUT_CHILD, bus=True, children=["Sami"]) == "kommt ohne Sami"
    assert word(CallAnswer.WITHOUT_CHILD, bus=True) == "kommt ohne Kind"
    assert word(CallAnswer.COMES, bus=True) == "kommt ohne Bus"
    assert word(CallAnswer.COMES, bus=False) == "kommt"
    assert word(CallAnswer.OPEN, bus=False) == ""
    plain = {"void": False, "excused": False, "children": True}
    assert means(CallAnswer.COMES, **plain) == "Betreuung bleibt"
    assert means(CallAnswer.COMES, **{**plain, "children": False}) == "ohne Vermerk"
    assert means(CallAnswer.UNDECIDED, **plain) == "bleibt offen"
    assert means(CallAnswer.COMES, **{**plain, "void": True}) == "gilt nicht mehr"
    assert means(CallAnswer.OPEN, **{**plain, "void": True}) == ""


def test_progress_names_only_what_there_is() -> None:
    some = [Stand.REACHED, Stand.AGAIN, Stand.AGAIN, Stand.OPEN, Stand.MAILBOX]
    assert ledger.progress_texts(some) == (
        "1 von 5 erledigt",
        "2 neu anrufen, 1 Mailbox, 1 offen",
    )
    assert ledger.progress_texts([Stand.REACHED]) == ("1 von 1 erledigt", "")
    assert set(ledger.STANDS) == set(Stand)


def test_the_foot_says_for_whom_and_for_whom_no_more() -> None:
    assert ledger.excuses_title(2, 1, "Bus") == "2 Zeichen E vorgemerkt, Grund „Bus“"
    assert ledger.excuses_title(0, 1, "Bus") == "1 Zeichen E eingetragen, Grund „Bus“"
    assert ledger.excuses_title(0, 0, "Bus") == "Kein Zeichen E vorgemerkt"
    text = ledger.excuses_text(["Olena A."], ["Farid R."], 2)
    assert text == "Olena A.; bei Farid R. zurückgenommen, Platz wieder belegt; gibt 2 Plätze frei"
    assert ledger.excuses_text([], [], 0) == "für alle, die zu Hause bleiben"
    assert (ledger.leaves_in(0), ledger.leaves_in(-1)) == ("geht in 0 min los", "")
    assert (ledger.leaves_in(120), ledger.leaves_in(121)) == ("geht in 120 min los", "")
    assert ledger.told_at_text("7:03", ContactResult.REACHED) == "7:03"
