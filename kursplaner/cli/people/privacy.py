"""A person's data at the shell: told to her, and erased."""

from pathlib import Path

from kursplaner.cli.exports import check_out
from kursplaner.cli.shell import output
from kursplaner.cli.shell.town import town
from kursplaner.desk.privacy import access, erasing
from kursplaner.desk.wording import print_words
from kursplaner.desk.wording.privacy import erasing as words

FORMATS = (".json", ".pdf")


def export_person(file: Path, person: int, out: Path) -> None:
    """Write everything that is stored of a person."""
    check_out(out, FORMATS)
    with town(file) as workspace:
        count, unprintable = access.export(workspace, person, out)
    if unprintable:
        output.say(print_words.without_font(unprintable))
    output.say(f"Auskunft mit {count} Angaben geschrieben: {out}")


def erase_person(file: Path, person: int, *, yes: bool) -> None:
    """Show what becomes of each kind of data and, where that is meant so, erase her."""
    with town(file) as workspace:
        plan = erasing.propose(workspace, person)
        output.say(output.table(("Was", "Anzahl", "Antwort"), words.item_lines(plan), right={1}))
        for line in words.besides(plan):
            output.say(line)
        if not yes:
            output.say("Nur gezeigt, nichts gespeichert. Mit --yes wird gelöscht.")
            return
        erasing.erase(workspace, plan)
    output.say(f"{words.done(plan)}.")
    output.say(words.ON_DISK)
