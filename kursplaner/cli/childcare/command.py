"""`kursplaner childcare`: the board of a day, children brought and collected, carers."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.people import PersonType
from kursplaner.cli.shell.values import AS_JSON, CLOCK, DAY, DRY_RUN, TOWN, NumberType

CHILD = click.argument("child", metavar="ID", type=PersonType())
ON_DAY = click.option("--day", metavar="TAG", type=DAY, help="Der Tag; sonst heute.")
AT = click.option("--at", metavar="UHRZEIT", type=CLOCK, help="Die Uhrzeit; sonst jetzt.")
SLOT = click.option("--slot", metavar="ID", type=NumberType(), help="Welche Betreuungszeit.")


@click.group(cls=GermanGroup, short_help="Kinderbetreuung eines Tages.")
def childcare() -> None:
    """Kinderbetreuung eines Tages: wer da ist, bringen, abholen, aufnehmen, einteilen.

    ID ist die Nummer des Kindes; „childcare list“ nennt sie.
    """


@childcare.command("list", cls=GermanCommand, short_help="Die Betreuung eines Tages.")
@TOWN
@ON_DAY
@AS_JSON
def list_(file: Path, *, day: date | None, as_json: bool) -> None:
    """Jede Betreuungszeit mit Schlüssel, Betreuungspersonen und Kindern und ihrem Stand."""
    from kursplaner.cli.childcare.listing import list_childcare

    list_childcare(file, day, as_json=as_json)


@childcare.command(cls=GermanCommand, short_help="Ein Kind wird gebracht.")
@TOWN
@CHILD
@click.option("--by", metavar="NAME", default="", help="Wer es bringt.")
@click.option("--correct", is_flag=True, help="Uhrzeit oder Person einer Ankunft berichtigen.")
@AT
@ON_DAY
@DRY_RUN
@AS_JSON
def bring(file: Path, child: int, *, by: str, correct: bool, **rest: Any) -> None:  # noqa: ANN401
    """Eintragen, dass ein Kind da ist; ohne --at ab jetzt."""
    from kursplaner.cli.childcare.door import bring_child

    bring_child(file, child, by, correct=correct, **rest)


@childcare.command(cls=GermanCommand, short_help="Ein Kind wird abgeholt.")
@TOWN
@CHILD
@click.option("--by", metavar="NAME", required=True, help="Wer es abholt.")
@click.option("--because", metavar="TEXT", default="", help="Warum trotzdem, wenn es nicht darf.")
@AT
@ON_DAY
@DRY_RUN
@AS_JSON
def collect(file: Path, child: int, *, by: str, because: str, **rest: Any) -> None:  # noqa: ANN401
    """Eintragen, dass ein Kind abgeholt ist.

    Wer es nicht abholen darf oder auf keiner Liste steht, wird abgelehnt; mit --because bleibt
    die Begründung stehen.
    """
    from kursplaner.cli.childcare.door import collect_child

    collect_child(file, child, by, because, **rest)


@childcare.command(cls=GermanCommand, short_help="Ein Kind kommt nicht.")
@TOWN
@CHILD
@click.option("--because", metavar="TEXT", required=True, help="Warum, zum Beispiel krank.")
@ON_DAY
@DRY_RUN
@AS_JSON
def excuse(file: Path, child: int, *, because: str, **rest: Any) -> None:  # noqa: ANN401 (options)
    """Ein Kind entschuldigen; sein Platz ist an diesem Tag frei."""
    from kursplaner.cli.childcare.door import excuse_child

    excuse_child(file, child, because, **rest)


@childcare.command(cls=GermanCommand, short_help="Ein entschuldigtes Kind kommt doch.")
@TOWN
@CHILD
@ON_DAY
@DRY_RUN
@AS_JSON
def expect(file: Path, child: int, **rest: Any) -> None:  # noqa: ANN401 (the options)
    """Die Entschuldigung eines Kindes zurücknehmen."""
    from kursplaner.cli.childcare.door import expect_child

    expect_child(file, child, **rest)


@childcare.command(cls=GermanCommand, short_help="Ein Kind ohne Anmeldung aufnehmen.")
@TOWN
@click.argument("name", metavar="VORNAME", required=False, default="")
@click.option("--child", metavar="ID", type=PersonType(), help="Oder ein Kind, das bekannt ist.")
@click.option("--age", metavar="JAHRE", type=NumberType("JAHRE"), help="Wie alt es ist.")
@click.option("--allergies", metavar="TEXT", help='Allergien; "keine", wenn gefragt wurde.')
@click.option("--phone", metavar="NUMMER", default="", help="Telefon für den Notfall.")
@click.option("--collector", metavar="NAME", default="", help="Wer es abholt.")
@click.option("--because", metavar="TEXT", default="", help="Warum über dem Schlüssel.")
@SLOT
@ON_DAY
@DRY_RUN
@AS_JSON
def admit(file: Path, name: str, **given: Any) -> None:  # noqa: ANN401 (the options)
    """Ein Kind an der Tür aufnehmen; was noch fehlt, kommt in die Wiedervorlage.

    Ist der Betreuungsschlüssel erreicht, endet der Befehl mit 3; mit --because wird es trotzdem
    aufgenommen, und die Begründung bleibt.
    """
    from kursplaner.cli.childcare.door import admit_child

    admit_child(file, name, given)


@childcare.command(cls=GermanCommand, short_help="Ein Kind einer Betreuungsperson geben.")
@TOWN
@CHILD
@click.option("--carer", metavar="ID", required=True, help='Die Person; "-" heißt niemand.')
@ON_DAY
@DRY_RUN
@AS_JSON
def assign(file: Path, child: int, *, carer: str, **rest: Any) -> None:  # noqa: ANN401 (options)
    """Sagen, bei wem ein Kind ist."""
    from kursplaner.cli.childcare.carers import assign_child

    assign_child(file, child, carer, **rest)


@childcare.command(cls=GermanCommand, short_help="Die Kinder ohne Person verteilen.")
@TOWN
@SLOT
@ON_DAY
@DRY_RUN
@AS_JSON
def share(file: Path, **rest: Any) -> None:  # noqa: ANN401 (the options)
    """Die Kinder, die noch bei niemandem sind, verteilen, soweit der Schlüssel reicht."""
    from kursplaner.cli.childcare.carers import share_children

    share_children(file, **rest)


@childcare.command(cls=GermanCommand, short_help="Wer noch betreuen könnte.")
@TOWN
@click.option("--carer", metavar="ID", type=PersonType(), help="Diese Person bleibt oder kommt.")
@SLOT
@ON_DAY
@DRY_RUN
@AS_JSON
def staff(file: Path, *, carer: int | None, **rest: Any) -> None:  # noqa: ANN401 (the options)
    """Zeigen, wo der Schlüssel nicht reicht und wer helfen könnte; mit --carer kommt jemand."""
    from kursplaner.cli.childcare.carers import staff_slot

    staff_slot(file, carer, **rest)


@childcare.command(cls=GermanCommand, short_help="Wen man wegen eines Kindes anruft.")
@TOWN
@CHILD
@ON_DAY
@AS_JSON
def calls(file: Path, child: int, *, day: date | None, as_json: bool) -> None:
    """Die Nummern der Familie in der Reihenfolge, und wer abholen darf und wer nicht."""
    from kursplaner.cli.childcare.listing import list_calls

    list_calls(file, child, day, as_json=as_json)
