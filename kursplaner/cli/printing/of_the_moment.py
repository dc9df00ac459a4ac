"""`kursplaner print evacuation`, `emergency`, `confirmation`: sheets of which no record is kept."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.whole_file import write_whole
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import PATH, TOWN, NumberType
from kursplaner.desk.named_files import told
from kursplaner.desk.wording.words.counts import counted

if TYPE_CHECKING:
    from kursplaner.desk.printing.readable import Paper
    from kursplaner.store.workspace import Workspace

OUT = click.option("--out", metavar="X.PDF", type=PATH, required=True, help="Das PDF.")


@click.command(cls=GermanCommand, short_help="Räumungsliste: wer gerade wo im Haus ist.")
@TOWN
@click.option("--house", metavar="NAME", help="Nur dieses Haus. Vorgabe: alle Häuser.")
@OUT
def evacuation(file: Path, *, house: str | None, out: Path) -> None:
    """Wer gerade in welchem Raum ist, zum Abhaken; dazu, wer unterwegs ist."""

    def draw(workspace: "Workspace") -> "Paper":
        from kursplaner.desk.printing.moment import evacuation_sheet_of
        from kursplaner.desk.printing.readable import paper_of
        from kursplaner.desk.today.board import here_now, read_day
        from kursplaner.desk.today.drill import house_named, only_house
        from kursplaner.documents.sheets import evacuation_sheet

        now = clock.now()
        with workspace.read() as db:
            here = here_now(db, read_day(db, now.date()), now)
            if house is not None:
                here = only_house(here, house_named(db, here, house))
            sheet = evacuation_sheet_of(workspace.settings, here, now)
            return paper_of(db, "Räumungsliste", sheet, evacuation_sheet.draw)

    _write(file, out, draw)


@click.command(cls=GermanCommand, short_help="Notfallblatt: alle Kinder, die da sind.")
@TOWN
@OUT
def emergency(file: Path, *, out: Path) -> None:
    """Alle Kinder, die gerade da sind: wen anrufen, was wichtig ist, wer abholen darf."""

    def draw(workspace: "Workspace") -> "Paper":
        from kursplaner.desk.childcare_board import emergency_children
        from kursplaner.desk.printing.moment import emergency_sheet_of
        from kursplaner.desk.printing.readable import paper_of
        from kursplaner.documents.sheets import emergency_sheet

        now = clock.now()
        with workspace.read() as db:
            children = emergency_children(db, now.date())
            sheet = emergency_sheet_of(workspace.settings, children, now)
            return paper_of(db, "Notfallblatt", sheet, emergency_sheet.draw)

    _write(file, out, draw)


@click.command(cls=GermanCommand, short_help="Bestätigung: die Kinderbetreuung fiel aus.")
@TOWN
@click.option("--absence", metavar="ID", type=NumberType(), help="Der Ausfall; sonst der letzte.")
@OUT
def confirmation(file: Path, *, absence: int | None, out: Path) -> None:
    """Je Familie, die zu Hause bleibt, weil die Betreuung ausfällt, eine Seite."""

    def draw(workspace: "Workspace") -> "Paper":
        from kursplaner.cli.absences.answers import latest
        from kursplaner.desk.absences.call_list import read_call_list
        from kursplaner.desk.printing.absence import confirmations
        from kursplaner.desk.printing.readable import paper_of
        from kursplaner.documents.sheets import childcare_failed

        with workspace.read() as db:
            sheets = confirmations(db, read_call_list(db, absence or latest(db)))
            if not sheets:
                raise Refused("nothing_to_print")
            return paper_of(db, "Bestätigung Kinderbetreuung", sheets, childcare_failed.draw)

    _write(file, out, draw)


def _write(file: Path, out: Path, draw: Callable[["Workspace"], "Paper"]) -> None:
    from kursplaner.cli.exports import check_out
    from kursplaner.desk.wording import print_words

    check_out(out, (".pdf",))
    with town(file) as workspace:
        paper = draw(workspace)
    if paper.unprintable:
        output.say(print_words.without_font(paper.unprintable))
    with told(out):
        write_whole(out, paper.pdf)
    output.say(f"Geschrieben: {out} ({counted(paper.pages, 'page')})")
