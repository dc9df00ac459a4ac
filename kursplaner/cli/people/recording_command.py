"""`kursplaner person show|add|change|family|collector`: one person as her form holds her."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.people import PersonType
from kursplaner.cli.shell.values import AS_JSON, DAY, DRY_RUN, TOWN, ChoiceType, NumberType
from kursplaner.domain.kinds import ConsentPurpose, CredentialKind, Gender, Role

Command = Callable[..., None]
Decorator = Callable[[Command], Command]
PERSON = click.argument("person", metavar="ID", type=PersonType())
YES_NO = ChoiceType(("yes", "no"))
RELATIONS = ("mother", "father", "grandparent", "foster", "guardian", "other")
RELATION = click.option(
    "--relation",
    metavar="WER",
    type=ChoiceType(RELATIONS),
    help="mother, father, grandparent, foster, guardian oder other.",
)
TEXTS = (
    ("--family", "family_name", "Der Familienname, oder der einzige Name."),
    ("--given", "given_name", "Der Vorname."),
    ("--call-name", "call_name", "Der Rufname."),
    ("--passport-name", "passport_name", "Der Name laut Pass."),
    ("--own-script", "own_script_name", "Der Name in eigener Schrift."),
    ("--languages", "languages", "Sprachen, zum Beispiel Arabisch, Deutsch."),
    ("--level", "level", "Das Niveau, zum Beispiel A2.1."),
    ("--needs", "needs", "Bedarf, zum Beispiel Rollstuhl."),
    ("--note", "note", "Eine Bemerkung."),
    ("--street", "street", "Straße und Hausnummer."),
    ("--postcode", "postcode", "Die Postleitzahl."),
    ("--place", "municipality", "Der Wohnort."),
    ("--allergies", "allergies", "Allergien."),
    ("--illness", "illness", "Chronische Krankheiten."),
    ("--medicine", "medicine", "Medikamente."),
    ("--emergency", "emergency", "Was im Notfall zu tun ist."),
)


def _several(option: str, name: str, kinds: tuple[str, ...], text: str) -> Decorator:
    kind = ChoiceType(kinds)
    return click.option(option, name, metavar="ART", type=kind, multiple=True, help=text)


ROLES = tuple(role.value for role in Role)
CONSENTS = tuple(purpose.value for purpose in ConsentPurpose)
PAPERS = ", ".join(kind.value.replace("_", "-") for kind in CredentialKind)
OPTIONS: tuple[Decorator, ...] = (
    *(click.option(name, key, metavar="TEXT", help=text) for name, key, text in TEXTS),
    click.option("--born", metavar="TAG", help='Das Geburtsdatum; "-" nimmt es weg.'),
    click.option("--born-about", type=YES_NO, metavar="yes|no", help="Das Datum ist unsicher."),
    click.option(
        "--gender", metavar="WORT", type=ChoiceType([g.value for g in Gender]),
        help="female, male, diverse oder unknown.",
    ),
    click.option("--height", "height_cm", metavar="CM", type=NumberType("CM"), help="Größe in cm."),
    click.option("--phone", "phones", metavar="NUMMER", multiple=True, help="Telefon; mehrmals."),
    click.option("--email", "emails", metavar="ADRESSE", multiple=True, help="E-Mail; mehrmals."),
    click.option("--messenger", "messengers", metavar="NUMMER", multiple=True, help="Messenger."),
    click.option("--protected", type=YES_NO, metavar="yes|no", help="Auskunftssperre."),
    click.option("--stop", metavar="HALT", help='Wo der Bus sie abholt; "-" heißt nirgends.'),
    click.option("--from", "since", metavar="TAG", type=DAY, help="Ab wann Wohnort und Halt."),
    _several("--role", "roles", ROLES, "Eine Rolle mehr, zum Beispiel teacher, carer, driver."),
    click.option(
        "--paper", "papers", metavar="ART=TAG", multiple=True,
        help=f'Ein Nachweis gilt bis; "-" nimmt ihn weg. ART: {PAPERS}.',
    ),
    _several("--consent", "consents", CONSENTS, f"Eingewilligt: {', '.join(CONSENTS)}."),
)  # fmt: skip


def facts(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each fact of a person."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@click.command(cls=GermanCommand, short_help="Alles, was zu einer Person steht.")
@TOWN
@PERSON
@click.option("--health", is_flag=True, help="Auch Allergien, Krankheiten und Medikamente.")
@AS_JSON
def show(file: Path, person: int, *, health: bool, as_json: bool) -> None:
    """Name, Kontakt, Familie, Rollen, Nachweise und Kurse einer Person.

    Angaben zur Gesundheit stehen nur mit --health da.
    """
    from kursplaner.cli.people.showing import show_person

    show_person(file, person, health=health, as_json=as_json)


@click.command(cls=GermanCommand, short_help="Eine Person anlegen.")
@TOWN
@facts
@click.option("--child-of", metavar="ID", type=PersonType(), help="Das Kind dieser Person.")
@RELATION
@click.option("--anyway", is_flag=True, help="Auch wenn es die Person vielleicht schon gibt.")
@DRY_RUN
@AS_JSON
def add(file: Path, **given: Any) -> None:  # noqa: ANN401 (the options)
    """Eine Person anlegen: Teilnehmende, Kinder, Lehrkräfte, Betreuende, Fahrer:innen.

    Ein Kind übernimmt von --child-of Familienname, Sprachen, Wohnort und Haltepunkt, wo nichts
    anderes steht. Gleicht die Person jemandem, endet der Befehl mit 4; --anyway legt sie an.
    """
    from kursplaner.cli.people.recording import add_person

    add_person(file, given)


@click.command(cls=GermanCommand, short_help="Eine Person ändern.")
@TOWN
@PERSON
@facts
@_several("--no-role", "no_roles", ROLES, "Diese Rolle endet heute.")
@_several("--no-consent", "no_consents", CONSENTS, "Widerrufen.")
@click.option("--home-back", is_flag=True, help="Der letzte Wohnort war ein Versehen.")
@DRY_RUN
@AS_JSON
def change(file: Path, person: int, **given: Any) -> None:  # noqa: ANN401 (the options)
    """Angaben einer Person ändern; was nicht genannt ist, bleibt.

    --phone, --email und --messenger ersetzen die bisherigen. Mit einem anderen Haltepunkt oder
    einer anderen Größe werden die Fahrten ab dann neu gelegt und vorher gezeigt.
    """
    from kursplaner.cli.people.recording import change_person

    change_person(file, person, given)


@click.command(cls=GermanCommand, short_help="Wer zu einem Kind gehört und es abholt.")
@TOWN
@click.argument("child", metavar="KIND", type=PersonType())
@click.argument("adult", metavar="ID", type=PersonType())
@RELATION
@click.option("--custody", type=YES_NO, metavar="yes|no", help="Hat das Sorgerecht.")
@click.option(
    "--collects", type=ChoiceType(("may", "no", "forbidden")), metavar="may|no|forbidden",
    help="Darf abholen, holt nicht ab, darf nicht abholen.",
)  # fmt: skip
@click.option("--by-court", type=YES_NO, metavar="yes|no", help="Vom Gericht bestellt.")
@click.option("--remove", is_flag=True, help="Gehört nicht dazu.")
@DRY_RUN
@AS_JSON
def family(file: Path, child: int, adult: int, **given: Any) -> None:  # noqa: ANN401 (options)
    """Sagen, wer zu einem Kind gehört: Sorgerecht, Abholen, vom Gericht bestellt."""
    from kursplaner.cli.people.belonging import change_family

    change_family(file, child, adult, given)


@click.command(cls=GermanCommand, short_help="Wer ein Kind noch abholen darf oder nicht.")
@TOWN
@click.argument("child", metavar="KIND", type=PersonType())
@click.argument("name", metavar="NAME")
@click.option("--phone", metavar="NUMMER", help="Das Telefon.")
@click.option("--relation", metavar="TEXT", help="Wer das ist, zum Beispiel Oma.")
@click.option("--forbidden", type=YES_NO, metavar="yes|no", help="Darf nicht abholen.")
@click.option("--until", metavar="TAG", help='Gilt bis; "-" heißt ohne Ende.')
@click.option("--remove", is_flag=True, help="Aus der Liste nehmen.")
@DRY_RUN
@AS_JSON
def collector(file: Path, child: int, name: str, **given: Any) -> None:  # noqa: ANN401 (options)
    """Jemanden außerhalb der Familie, der ein Kind abholen darf oder nicht abholen darf."""
    from kursplaner.cli.people.belonging import change_collector

    change_collector(file, child, name, given)
