from datetime import date, datetime
from io import BytesIO

from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import minute_of
from kursplaner.desk.absences.call_list import read_call_list
from kursplaner.desk.printing.calls import CHANGES, call_sheet, change_sheet
from kursplaner.desk.ride_calls import RideCall
from kursplaner.documents.sheets.call_sheet import CallSheet, draw_all
from kursplaner.domain.kinds import CallAnswer, ContactResult
from tests.documents.reading import pages
from tests.planning.small_town import NOW
from tests.planning.village_town import Village, build_village
from tests.towns import passing

AT = datetime(2027, 3, 2, 7, 31)


def sheet_of(oelsnitz: Village, absence_id: int) -> CallSheet:
    with oelsnitz.workspace.read() as db:
        calls = read_call_list(db, absence_id)
    return call_sheet(oelsnitz.workspace.settings, calls, AT)


def test_the_list_on_paper_is_that_of_the_page() -> None:
    with passing(build_village, NOW) as oelsnitz:
        absence_id = oelsnitz.report()
        oelsnitz.call(absence_id, "Rima")
        oelsnitz.call(absence_id, "Olena", CallAnswer.OPEN, ContactResult.MAILBOX)
        sheet = sheet_of(oelsnitz, absence_id)
        with oelsnitz.workspace.read() as db:
            lines = read_call_list(db, absence_id).lines
    assert [who.name for who in sheet.people] == [line.name for line in lines]
    assert sheet.what == "Oelsnitz: am Di 02.03. keine Fahrten (Wetter)"
    assert sheet.done == "1 von 3 erledigt"
    spoken = dict(sheet.sentences)
    assert [spoken[who.says] for who in sheet.people] == [line.sentences[0].text for line in lines]
    by_name = {who.name.split(",")[0]: who for who in sheet.people}
    rima, olena = by_name["Rima"], by_name["Olena"]
    assert (rima.reached, rima.answer) == (True, "bleibt zu Hause")
    assert (olena.mailbox, olena.answer) == (True, "")
    assert rima.told.startswith("Bus fällt aus (")


def test_changes_on_paper_say_each_sentence_once() -> None:
    starts = minute_of(date(2027, 3, 2), 540)
    calls = [
        RideCall(key, name, "0171", sentence, (), (), starts + key, "")
        for key, name, sentence in ((1, "Rima", "Ab 9."), (2, "Jan", "Ab 8."), (3, "Ali", "Ab 9."))
    ]
    paper = change_sheet(Settings({}), calls, datetime(2027, 3, 2, 7, 0))
    assert paper.what == CHANGES
    assert paper.sentences == (("A", "Ab 9."), ("B", "Ab 8."))
    assert [(who.leaves, who.name, who.number, who.says) for who in paper.people] == [
        ("9:01", "Rima", "0171", "A"),
        ("9:02", "Jan", "0171", "B"),
        ("9:03", "Ali", "0171", "A"),
    ]
    out = BytesIO()
    assert draw_all([paper, paper], out) == 2
    assert [text.count("Rima") for text in pages(out.getvalue())] == [1, 1]
