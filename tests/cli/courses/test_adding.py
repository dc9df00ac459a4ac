"""A planned course as the shell shows it, whole."""

import pytest

from tests.cli.conftest import DRAFT, Town

HEAD = """27-A1  Deutsch A1
Allgemeiner Integrationskurs A1.1 · 02.02.–25.02.2027 · 4 Termine · 12 UE

Tag            Zeit        UE  Raum           Lehrkraft
─────────────  ──────────  ──  ─────────────  ──────────
Di 02.02.2027  9:00–11:15   3  Schulungsraum  Wolf, Anna
Do 04.02.2027  9:00–11:15   3  Schulungsraum  Wolf, Anna
Di 23.02.2027  9:00–11:15   3  Schulungsraum  Wolf, Anna
Do 25.02.2027  9:00–11:15   3  Schulungsraum  Wolf, Anna

Raum: Schulungsraum (frei)
  auch möglich: Nebenraum (frei; zu klein (10 statt 12 Plätze); eigentlich für: Kinderbetreuung)
Lehrkraft: Wolf, Anna (frei)
Kinderbetreuung: 4 Betreuungszeiten, Nebenraum, Richter, Bea, 5 Plätze
"""
SKIPPED = """Ausgelassen:
  Di 09.02.2027  Winterferien
  Do 11.02.2027  Winterferien
  Di 16.02.2027  Winterferien
  Do 18.02.2027  Winterferien
"""
PAPERS = "".join(
    f"Hinweis: Bea Richter: {paper} fehlt, eingeplant am Di 02.02.2027, 8:45–11:30"
    " für Kinderbetreuung zu „Deutsch A1“.\n"
    for paper in (
        *("Erste Hilfe am Kind", "Hygienebelehrung"),
        *("Masernschutz", "Erweitertes Führungszeugnis"),
    )
)


def shown(town: Town, draft: str, *more: str) -> str:
    spec = town.write("draft.toml", draft)
    result = town.run("course", "add", town.path, "--spec", spec, *more)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_course_is_shown_whole_and_stored(town: Town) -> None:
    whole = f"{HEAD}{SKIPPED}{PAPERS}"
    assert shown(town, DRAFT, "--dry-run") == f"{whole}Nur gezeigt, nichts gespeichert.\n"
    assert shown(town, DRAFT) == f"{whole}Kurs 27-A1 angelegt (ID 1).\n"


def test_rides_and_soft_conflicts_are_told(town: Town) -> None:
    rides = """Fahrdienst: 8 Fahrten (freigehalten, noch ohne Mitfahrende)
  Bus 1, ohne Fahrer:in
  Bus 1, ohne Fahrer:in
"""
    found = shown(town, DRAFT + "shuttle = true\n", "--dry-run")
    assert found.startswith(f"{HEAD}{rides}{SKIPPED}Hinweis: ")
    assert found.count("es ist niemand zum Fahren eingeteilt.\n") == 8


def test_another_room_or_teacher_of_the_wish_is_taken(kept: Town) -> None:
    draft = DRAFT.replace("27-A1", "27-B1").replace("childcare = true", "")
    draft = draft.replace('level = "A1.1"', "").replace("units = 12", "units = 6")
    free = draft.replace('"tue", "thu"', '"mon", "wed"')
    found = shown(kept, free + 'room = "Nebenraum"\n', "--dry-run").splitlines()
    assert found[:2] == [
        "27-B1  Deutsch A1",
        "Allgemeiner Integrationskurs · 03.02.–22.02.2027 · 2 Termine · 6 UE",
    ]
    assert (
        "Raum: Nebenraum (frei; zu klein (10 statt 12 Plätze); eigentlich für: Kinderbetreuung)"
        in (found)
    )
    assert "  auch möglich: Schulungsraum (frei)" in found
    assert not [line for line in found if line.startswith(("Kinderbetreuung:", "Fahrdienst:"))]


def test_what_is_taken_is_left_open(kept: Town) -> None:
    draft = DRAFT.replace("27-A1", "27-B1").replace("units = 12", "units = 4")
    found = shown(kept, draft, "--dry-run")
    assert "Di 02.02.2027  9:00–11:15   3  —     —\n" in found
    assert "Do 04.02.2027  9:00–9:45    1  —     —          verkürzt\n" in found
    taken = "frei an 0 von 2 Terminen; belegt am Di 02.02. und Do 04.02."
    other = f"{taken}; zu klein (10 statt 12 Plätze); eigentlich für: Kinderbetreuung"
    assert (
        f"""
Raum: noch offen
  auch möglich: Schulungsraum ({taken})
  auch möglich: Nebenraum ({other})
Lehrkraft: noch offen
  auch möglich: Wolf, Anna ({taken})
Kinderbetreuung: 2 Betreuungszeiten, Nebenraum, Richter, Bea, 5 Plätze
Hinweis: """
        in found
    )


@pytest.mark.parametrize(("day", "hinted"), [("2027-03-01", False), ("2031-03-04", True)])
def test_how_far_school_holidays_are_known(kept: Town, day: str, hinted: bool) -> None:  # noqa: FBT001
    draft = DRAFT.replace("27-A1", "27-B1").replace("2027-02-02", day)
    found = shown(kept, draft.replace("units = 12", "units = 3"), "--dry-run")
    assert ("Hinweis: Die Schulferien sind nur bis " in found) is hinted
