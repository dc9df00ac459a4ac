"""Help and usage errors, whole: everything is German, nothing is said twice."""

import click
import pytest
from click.testing import CliRunner

from kursplaner.cli.main import shell
from kursplaner.cli.shell.german import GermanCommand, GermanGroup, usage_text


def ended(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(shell, list(args))
    return result.exit_code, result.output


@pytest.mark.parametrize(
    ("args", "usage", "says", "path"),
    [
        (("mov",), "BEFEHL …", "Den Befehl „mov“ gibt es nicht. Meinten Sie „move“?", ""),
        (("xyz",), "BEFEHL …", "Den Befehl „xyz“ gibt es nicht.", ""),
        (("move", "x"), "[OPTIONEN] FILE TERMIN", "Es fehlt die Angabe TERMIN.", "move"),
        (("move", "x", "1"), "[OPTIONEN] FILE TERMIN", "Es fehlt die Option --to.", "move"),
        (("check",), "[OPTIONEN] FILE", "Es fehlt die Angabe FILE.", "check"),
        (("check", "x", "y"), "[OPTIONEN] FILE", "„y“ ist zu viel.", "check"),
        (
            ("check", "x", "--jason"),
            "[OPTIONEN] FILE",
            "Die Option „--jason“ gibt es nicht. Meinten Sie „--json“?",
            "check",
        ),
        (
            ("check", "x", "--qqqq"),
            "[OPTIONEN] FILE",
            "Die Option „--qqqq“ gibt es nicht.",
            "check",
        ),
        (
            ("move", "x", "eins", "--to", "2027-03-04 09:00"),
            "[OPTIONEN] FILE TERMIN",
            "TERMIN: „eins“ ist keine Nummer; gemeint ist eine ganze Zahl.",
            "move",
        ),
        (
            ("course", "list", " "),
            "[OPTIONEN] FILE",
            "FILE: Der Name der Datei fehlt.",
            "course list",
        ),
    ],
)
def test_a_wrong_call_shows_usage_reason_and_help(
    args: tuple[str, ...], usage: str, says: str, path: str
) -> None:
    called = f"kursplaner {path}".strip()
    assert ended(*args) == (
        2,
        f"Aufruf: {called} {usage}\nFehler: {says}\nHilfe dazu: {called} --hilfe\n",
    )


def test_an_option_without_its_value_or_with_one_too_many() -> None:
    assert ended("move", "x", "1", "--to") == (
        2,
        "Fehler: Die Option „--to“ braucht einen Wert.\n",
    )
    assert ended("check", "--json=1", "x") == (
        2,
        "Fehler: Die Option „--json“ nimmt keinen Wert an.\n",
    )


def test_a_group_shows_its_help_where_the_command_is_missing() -> None:
    text = """Aufruf: kursplaner course BEFEHL …

  Kurse des Ortes.

Optionen:
  -h, --hilfe, --help  Diese Hilfe zeigen.

Befehle:
  add       Einen Kurs planen und anlegen.
  ask       Wen ein Kurs erneut fragt.
  change    Einen Kurs ändern.
  continue  Einen Kurs fortschreiben.
  delete    Einen Kurs ohne Geschichte löschen.
  end       Einen Kurs beenden.
  list      Alle Kurse zeigen.
  rules     Was bei einem Kurs hart, Hinweis oder aus ist.
  sections  Die Abschnitte eines Kurses (BAMF) zeigen.
  show      Einen Kurs mit Terminen und Personen zeigen.
"""
    assert ended("course") == (2, text)
    for way in ("-h", "--hilfe", "--help"):
        assert ended("course", way) == (0, text)


def test_the_help_of_a_command_names_what_is_needed() -> None:
    assert ended("move", "--hilfe") == (
        0,
        """Aufruf: kursplaner move [OPTIONEN] FILE TERMIN

  Einen Termin mit Raum, Kinderbetreuung und Fahrten verschieben.

  Vergangene Termine und solche mit eingetragener Anwesenheit bleiben, wie sie
  sind.

Optionen:
  --password-fd N      Das Passwort kommt aus dieser Leitung, eine Zeile.
  --to "TAG UHRZEIT"   Neuer Beginn, zum Beispiel "2027-03-04 09:00".  [nötig]
  --room NAME          Ein anderer Raum; sonst bleibt er.
  --from-here-on       Auch alle folgenden Termine der Reihe.
  --draft              Nur im neuesten Entwurf vormerken.
  --accept TEXT        Konflikte mit dieser Begründung annehmen.
  --dry-run            Nur zeigen, was geschähe.
  -h, --hilfe, --help  Diese Hilfe zeigen.
""",
    )


def test_commands_kept_to_themselves_are_not_listed() -> None:
    group = GermanGroup("g")
    group.add_command(GermanCommand("seen", short_help="Sichtbar."))
    group.add_command(GermanCommand("hidden", hidden=True))
    text = group.get_help(click.Context(group, info_name="g"))
    assert text.endswith("Befehle:\n  seen  Sichtbar.")
    empty = GermanGroup("g", add_help_option=False)
    assert empty.get_help(click.Context(empty, info_name="g")) == "Aufruf: g BEFEHL …"


def test_a_command_may_take_more_than_it_names() -> None:
    settings = {"allow_extra_args": True}
    loose = GermanCommand("loose", context_settings=settings)
    assert loose.make_context("loose", ["a", "b"]).args == ["a", "b"]
    assert loose.make_context("loose", []).max_content_width == 100
    strict = GermanCommand("strict")
    with pytest.raises(click.UsageError, match="„a“ ist zu viel"):
        strict.make_context("strict", ["a"])
    assert strict.make_context("strict", ["a"], resilient_parsing=True).args == ["a"]


def test_an_error_without_a_context_is_one_line() -> None:
    assert usage_text(click.UsageError("So nicht.")) == "Fehler: So nicht."
    assert usage_text(click.UsageError("Missing command.")) == "Fehler: Es fehlt ein Befehl."
    assert usage_text(click.BadParameter("So nicht.")) == "Fehler: ein Wert: So nicht."
