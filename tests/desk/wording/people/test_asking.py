from datetime import date

from kursplaner.desk.wording.people import asking
from kursplaner.domain.kinds import CredentialKind

DAY = date(2027, 3, 2)


def test_what_is_known_today() -> None:
    assert asking.stops_text(["Oelsnitz, Markt"]) == "Oelsnitz, Markt"
    assert asking.stops_text(["Oelsnitz", "Eichigt"]) == "Oelsnitz / Eichigt"
    assert asking.height_text(98, None) == "98 cm"
    assert asking.height_text(98, DAY) == "98 cm (02.03.2027)"
    assert asking.credentials_text([(CredentialKind.MEASLES, DAY)]) == "Masernschutz bis 02.03.2027"


def test_what_is_not_known_is_said() -> None:
    assert asking.stops_text([]) == asking.height_text(None, DAY) == "nicht bekannt"
    assert asking.credentials_text([]) == "reichen bis zum Kursende"


def test_how_many_are_asked() -> None:
    assert asking.course_line("A2-04", 1) == "A2-04: 1 Person erneut fragen"
    assert asking.course_line("A2-04", 12) == "A2-04: 12 Personen erneut fragen"
    assert asking.planned_line(2, DAY, [("Größe", 1), ("Einwilligung", 2)]) == (
        "Ab Di 02.03. erneut zu fragen: 2 Personen (Größe 1, Einwilligung 2)"
    )
    assert asking.ticked_notice(1, asked=True) == "1 Person gefragt"
    assert asking.ticked_notice(2, asked=False) == "2 Personen wieder offen"
