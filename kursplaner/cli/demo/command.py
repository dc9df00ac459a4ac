"""`kursplaner demo`: an invented town to play with."""

from pathlib import Path

import click

from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.values import PATH, ChoiceType, NumberType

SIZES = ("town", "county", "decade")
SEED = 1


@click.command(cls=GermanCommand, short_help="Eine Spielstadt anlegen.")
@click.argument("folder", metavar="DIR", type=PATH)
@click.option(
    "--size",
    type=ChoiceType(SIZES),
    default="town",
    help="town: eine Kleinstadt (Vorgabe), county: ein Landkreis, decade: zehn Jahre.",
)
@click.option(
    "--seed",
    metavar="N",
    type=NumberType("N"),
    default=SEED,
    help=f"Dieselbe Zahl ergibt dieselbe Stadt (Vorgabe {SEED}).",
)
@click.option("--papers", is_flag=True, help="Auch Listen und Excel-Datei in DIR/papers legen.")
def demo(folder: Path, *, size: str, seed: int, papers: bool) -> None:
    """Eine Spielstadt mit erfundenen Menschen in den Ordner DIR legen."""
    from kursplaner.cli.demo.building import build_demo

    for line in build_demo(folder, size, seed, papers=papers):
        output.say(line)
