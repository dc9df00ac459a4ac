"""`kursplaner messages`: what to write to all whom an absence concerns, by language."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kursplaner.basics.errors import Refused
from kursplaner.cli.absences.answers import latest
from kursplaner.cli.absences.calling import ABSENCE
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import AS_JSON, PATH, TOWN, NumberType
from kursplaner.desk.wording.words.counts import counted, listed

if TYPE_CHECKING:
    from kursplaner.desk.absences.call_list import CallList, Message


@click.command(cls=GermanCommand, short_help="Die Nachrichten zu einem Ausfall.")
@TOWN
@ABSENCE
@click.option("--number", metavar="N", type=NumberType("N"), default=1, help="Welche; sonst 1.")
@click.option("--out", metavar="X.EML", type=PATH, help="Als E-Mail-Entwurf schreiben.")
@AS_JSON
def messages(
    file: Path, *, absence: int | None, number: int, out: Path | None, as_json: bool
) -> None:
    """Die Nachricht an alle Betroffenen, eine je Sprache, zum Kopieren.

    Mit --out wird eine davon ein E-Mail-Entwurf; wer ihn bekommt, sieht die anderen nicht.
    """
    from kursplaner.desk.absences.call_list import read_call_list

    with town(file) as workspace, workspace.read() as db:
        calls = read_call_list(db, absence or latest(db))
    found = calls.messages
    if out is not None:
        if not 1 <= number <= len(found):
            raise Refused("no_such_message", number=number, count=len(found))
        _write(calls, found[number - 1], out)
    elif as_json:
        output.say_json([_json(message) for message in found])
    else:
        _show(found)


def _show(found: "tuple[Message, ...]") -> None:
    from kursplaner.desk.wording.words import names
    from kursplaner.desk.wording.words.languages import LANGUAGES

    for number, message in enumerate(found, 1):
        who = listed(names.spoken(line.name) for line in message.lines)
        name = LANGUAGES.get(message.language, message.language)
        output.say(f"{number}. {name}, für {who}:")
        output.say(message.text)
    if not found:
        output.say("Niemand ist zu benachrichtigen.")


def _write(calls: "CallList", message: "Message", out: Path) -> None:
    """Write a mail draft.

    Raises:
        Refused: "out_ending", "no_addresses", or why the file cannot be written.
    """
    from kursplaner.basics.whole_file import write_whole
    from kursplaner.desk.mails import mail_file
    from kursplaner.desk.named_files import told
    from kursplaner.desk.wording.absences import page_title

    if out.suffix.casefold() != ".eml":
        raise Refused("out_ending", path=str(out), formats=".eml")
    addresses = [address for line in message.lines for address in line.addresses]
    if not addresses:
        raise Refused("no_addresses")
    row = calls.absence
    parts = [touched.part for touched in calls.touched]
    subject = page_title(parts, row.first, row.last, listed(row.villages))
    with told(out):
        write_whole(out, mail_file(addresses, subject, message.text))
    without = sum(not line.addresses for line in message.lines)
    rest = f"; {counted(without, 'person')} ohne E-Mail-Adresse" if without else ""
    output.say(f"E-Mail-Entwurf an {counted(len(message.lines) - without, 'person')}{rest}: {out}")


def _json(message: "Message") -> dict[str, Any]:
    """Return a message as docs/json-schema/messages.json describes it."""
    return {
        "language": message.language,
        "text": message.text,
        "people": [{"id": line.person_id, "name": line.name} for line in message.lines],
        "addresses": [address for line in message.lines for address in line.addresses],
    }
