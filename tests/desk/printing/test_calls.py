from datetime import datetime

from kursplaner.desk.absences.call_list import read_call_list
from kursplaner.desk.printing.calls import call_sheet
from kursplaner.documents.sheets.call_sheet import CallSheet
from kursplaner.domain.kinds import CallAnswer, ContactResult
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
