"""`kursplaner room`: other bookings and closures of rooms, once or again and again."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import DAY_MINUTES, day_of
from kursplaner.cli.room_forms import ROOM, add, change, end, list_rooms
from kursplaner.cli.rooms import room_id_of
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import AS_JSON, DAY, DRY_RUN, PAST, TOWN, ChoiceType
from kursplaner.desk.wording.words.closing import ended
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.days import short_day
from kursplaner.domain.kinds import ActKind, ClosureReason

if TYPE_CHECKING:
    from kursplaner.planning.availability.exceptions import SpecialHours

FIRST = click.option("--from", "first", metavar="TAG", type=DAY, required=True, help="Erster Tag.")
LAST = click.option("--to", "last", metavar="TAG", type=DAY, help="Letzter Tag; sonst der erste.")
WEEKDAYS = click.option("--weekdays", metavar="TAGE", help='Nur an diesen: "Mi, Fr".')
NOTE = click.option("--note", metavar="TEXT", default="", help="Bemerkung.")
REASONS = tuple(
    reason.value
    for reason in (
        *(ClosureReason.CLOSED, ClosureReason.REPAIR, ClosureReason.HOLIDAY),
        *(ClosureReason.WEATHER, ClosureReason.OTHER),
    )
)
BOOKING, CLOSURE = "booking", "closure"
LETTERS = {BOOKING: "b", CLOSURE: "s"}
"""Before the number of a booking or closure: they are counted apart."""


@click.group(cls=GermanGroup, short_help="Räume, ihre Belegungen und Sperrzeiten.")
def room() -> None:
    """Räume zeigen, anlegen und ändern; für andere belegen und sperren."""


for _command in (add, change, end):
    room.add_command(_command)


@room.command("list", cls=GermanCommand, short_help="Räume, oder was in einem eingetragen ist.")
@TOWN
@click.option("--room", metavar="NAME", help="Nur dieser Raum, mit allem, was eingetragen ist.")
@click.option("--from", "first", metavar="TAG", type=DAY, help="Erster Tag; sonst heute.")
@click.option("--to", "last", metavar="TAG", type=DAY, help="Letzter Tag; sonst 60 Tage weiter.")
@AS_JSON
def list_(
    file: Path, *, room: str | None, first: date | None, last: date | None, as_json: bool
) -> None:
    """Alle Räume; mit --room Kürzel, Tag, Uhrzeit und Grund. Das Kürzel braucht room lift."""
    if room is None:
        list_rooms(file, as_json=as_json)
        return
    _list_uses(file, room, first, last, as_json=as_json)


def _list_uses(
    file: Path, room: str, first: date | None, last: date | None, *, as_json: bool
) -> None:
    from datetime import timedelta

    from kursplaner.basics.spans import iso_time
    from kursplaner.desk.wording.words.days import when
    from kursplaner.desk.wording.words.kinds import said
    from kursplaner.store.queries.rooms import room_uses

    begin = first or clock.today()
    with town(file) as workspace, workspace.read() as db:
        found = room_uses(db, begin, last or begin + timedelta(days=60), room_id_of(db, room))
    uses = [use for use in found if use.source in LETTERS]
    if as_json:
        output.say_json(
            [
                {
                    "key": f"{LETTERS[use.source]}{use.source_id}",
                    "kind": use.source,
                    "first": day_of(use.starts).isoformat(),
                    "last": day_of(use.ends - 1).isoformat(),
                    "starts": iso_time(use.starts),
                    "ends": "24:00" if use.ends % DAY_MINUTES == 0 else iso_time(use.ends),
                    "title": use.title,
                    "note": use.note,
                }
                for use in uses
            ]
        )
        return
    for use in uses:
        title = said(ClosureReason, use.title) if use.source == CLOSURE else use.title
        words = f"{title}: {use.note}" if use.note else title
        output.say(f"{LETTERS[use.source]}{use.source_id}: {when(use.starts, use.ends)}, {words}")
    if not uses:
        output.say("Nichts eingetragen.")


@room.command(cls=GermanCommand, short_help="Einen Raum für andere belegen.")
@TOWN
@ROOM
@click.option("--title", metavar="TEXT", required=True, help="Wofür: Stadtrat, Chorprobe.")
@FIRST
@LAST
@click.option("--between", metavar="UHRZEITEN", required=True, help='"18:00-21:30".')
@WEEKDAYS
@NOTE
@click.option("--skip-taken", is_flag=True, help="Tage auslassen, an denen er belegt ist.")
@PAST
@DRY_RUN
def book(  # noqa: PLR0913 (one word an option)
    file: Path,
    *,
    room: str,
    title: str,
    first: date,
    last: date | None,
    between: str,
    weekdays: str | None,
    note: str,
    skip_taken: bool,
    past: bool,
    dry_run: bool,
) -> None:
    """Einen Raum an einem Tag, täglich oder an Wochentagen bis zu einem Tag belegen."""
    from kursplaner.basics.errors import HardConflict
    from kursplaner.planning.rooms import bookings

    spans = bookings.spans_of(_hours((first, last or first), between, weekdays, note))
    with town(file) as workspace:
        with workspace.read() as db:
            room_id = room_id_of(db, room)
            plan = bookings.propose(db, room_id, spans, title, note, past=past)
        if plan.conflicts and (not skip_taken or not plan.free):
            raise HardConflict(plan.conflicts)
        if not dry_run:
            with workspace.change(ActKind.ROOM_BOOKED, [("room", room_id)]) as db:
                bookings.apply(db, plan, skip_taken=skip_taken)
    left = len(plan.spans) - len(plan.free)
    without = f", {counted(left, 'day')} ausgelassen" if left else ""
    output.say(f"{plan.title}: {counted(len(plan.free), 'day')}{without}.")
    output.done("Belegt.", dry_run=dry_run)


@room.command(cls=GermanCommand, short_help="Einen Raum sperren.")
@TOWN
@ROOM
@FIRST
@LAST
@click.option("--between", metavar="UHRZEITEN", help='"18:00-21:30" jeden Tag; sonst ganztags.')
@WEEKDAYS
@click.option(
    "--reason", metavar="GRUND", type=ChoiceType(REASONS), default="closed", help="Warum."
)
@NOTE
@PAST
@DRY_RUN
def close(  # noqa: PLR0913 (one word an option)
    file: Path,
    *,
    room: str,
    first: date,
    last: date | None,
    between: str | None,
    weekdays: str | None,
    reason: str,
    note: str,
    past: bool,
    dry_run: bool,
) -> None:
    """Einen Raum sperren und zeigen, was darin geplant ist und einen anderen braucht."""
    from dataclasses import replace

    from kursplaner.desk.wording.words.days import when
    from kursplaner.planning.rooms import closures

    hours = _hours((first, last or first), between, weekdays, note)
    with town(file) as workspace:
        with workspace.read() as db:
            room_id = room_id_of(db, room)
            special = replace(hours, reason=ClosureReason(reason), past=past)
            plan = closures.propose_days(db, room_id, special)
        if not dry_run:
            with workspace.change(ActKind.CLOSURE_ADDED, [("room", room_id)]) as db:
                closures.apply_days(db, plan)
    for touched in plan.touched:
        output.say(f"{when(touched.starts, touched.ends)}: {touched.title}")
    output.done("Gesperrt.", dry_run=dry_run)


@room.command(cls=GermanCommand, short_help="Belegung oder Sperrzeit eines Tages aufheben.")
@TOWN
@click.argument("keys", metavar="KÜRZEL…", nargs=-1, required=True)
@click.option("--following", is_flag=True, help="Auch alle späteren Tage zu denselben Zeiten.")
@DRY_RUN
def lift(file: Path, keys: tuple[str, ...], *, following: bool, dry_run: bool) -> None:
    """Tage aufheben, alle zusammen in einem Schritt; Kürzel nennt room list."""
    from kursplaner.planning.rooms import series

    found = [_key(text) for text in keys]
    kinds = {kind for kind, _ in found}
    act = ActKind.BOOKING_LIFTED if kinds == {BOOKING} else ActKind.CLOSURE_REMOVED
    with town(file) as workspace:
        with workspace.read() as db:
            dates = {
                (kind, key): starts
                for kind, number in found
                for key, starts in series.following(db, kind, number)[: None if following else 1]
            }
            rooms = [("room", key) for key in series.rooms_of(db, dates)]
        if not dry_run:
            with workspace.change(act, rooms) as db:
                series.lift(db, dates)
    if following:
        last = short_day(day_of(max(dates.values())))
        output.say(ended(f"{counted(len(dates), 'day')}, bis {last}"))
    output.done("Aufgehoben.", dry_run=dry_run)


def _key(text: str) -> tuple[str, int]:
    """Return the kind and the number of "b12" or "s3".

    Raises:
        Refused: "room_use_unreadable".
    """
    kinds = {letter: kind for kind, letter in LETTERS.items()}
    digits = text[1:]
    if text[:1] not in kinds or not (digits.isascii() and digits.isdigit() and len(digits) < 19):
        raise Refused("room_use_unreadable", text=text)
    return kinds[text[:1]], int(digits)


def _hours(
    days: tuple[date, date], between: str | None, weekdays: str | None, note: str
) -> "SpecialHours":
    from kursplaner.desk.week_input import parse_span, parse_weekdays
    from kursplaner.planning.availability.exceptions import EVERY_DAY, SpecialHours

    starts, ends = (0, DAY_MINUTES) if between is None else parse_span(between)
    some = EVERY_DAY if weekdays is None else parse_weekdays(weekdays)
    return SpecialHours(*days, starts, ends, note=note, weekdays=some)
