"""The entry of the shell: all commands, exit codes, and calm ends.

0 done (soft warnings included) · 2 wrong use · 3 hard conflict, nothing stored (`check`: hard
conflicts found) · 4 input, file or state refused · 1 an error of the program itself · 130 broken
off with Ctrl+C.
"""

import sys
from collections.abc import Sequence
from contextlib import suppress

import click

from kursplaner import __version__
from kursplaner.basics.errors import HardConflict, KursplanerError
from kursplaner.cli.absences.calling import absence_plan, call, calls, excuse
from kursplaner.cli.absences.helping import call_off, stand_in
from kursplaner.cli.absences.messaging import messages
from kursplaner.cli.absences.reporting import absence
from kursplaner.cli.attendance.command import attendance
from kursplaner.cli.attendance.months import month
from kursplaner.cli.backups import backups
from kursplaner.cli.childcare.command import childcare
from kursplaner.cli.closing_days import closing_day
from kursplaner.cli.conflicts.accepting import conflict
from kursplaner.cli.conflicts.check import check
from kursplaner.cli.conflicts.fixing import fixes
from kursplaner.cli.courses.change_commands import merge, split, times
from kursplaner.cli.courses.commands import course
from kursplaner.cli.courses.continue_command import ask, continue_
from kursplaner.cli.courses.correct_command import change, delete
from kursplaner.cli.courses.end_command import end
from kursplaner.cli.courses.rules_command import rules
from kursplaner.cli.demo.command import demo
from kursplaner.cli.drafts import draft
from kursplaner.cli.enrolments.change_command import enrolment
from kursplaner.cli.enrolments.commands import enrol, leave
from kursplaner.cli.enrolments.waiting_command import waiting
from kursplaner.cli.exports import export
from kursplaner.cli.follow_ups import follow_up
from kursplaner.cli.grant_sheets import grant_logos, grant_named
from kursplaner.cli.grants import grant
from kursplaner.cli.history import history, redo, undo
from kursplaner.cli.keys.access import access, password_, recover, rekey
from kursplaner.cli.keys.making import create, encrypt
from kursplaner.cli.keys.opening import backup, check_file, open_, pack, verify
from kursplaner.cli.lessons.guests import guests
from kursplaner.cli.lessons.interpreting import interpreter
from kursplaner.cli.lessons.lesson import lesson
from kursplaner.cli.lessons.moving import cancel, move
from kursplaner.cli.lessons.swapping import swap
from kursplaner.cli.people.import_command import import_
from kursplaner.cli.people.listing import people
from kursplaner.cli.people.person import person
from kursplaner.cli.people.recording_command import add as add_person
from kursplaner.cli.people.recording_command import change as change_person
from kursplaner.cli.people.recording_command import collector, family
from kursplaner.cli.people.recording_command import show as show_person
from kursplaner.cli.printing.command import print_
from kursplaner.cli.restoring import restore
from kursplaner.cli.rides.after_commands import lock, result, show, take
from kursplaner.cli.rides.after_commands import move as move_passenger
from kursplaner.cli.rides.commands import ride
from kursplaner.cli.room_uses import room
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanGroup, usage_text
from kursplaner.cli.stops import stop
from kursplaner.cli.timetables import timetable
from kursplaner.cli.town_settings import settings
from kursplaner.cli.vehicles import vehicle
from kursplaner.desk.wording.errors.sentences import UNEXPECTED, sentence

DONE, FAILED, WRONG_USE, CONFLICT, REFUSED, BROKEN_OFF = 0, 1, 2, 3, 4, 130
PROGRAM = "kursplaner"


class Shell(GermanGroup):
    """The outermost group: turns whatever is raised into a sentence and an exit code."""

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        **_extra: object,
    ) -> None:
        """Run one command and leave with its exit code."""
        output.set_up()
        sys.exit(self._run(args, prog_name or PROGRAM))

    def _run(self, args: Sequence[str] | None, prog_name: str) -> int:
        try:
            given = list(sys.argv[1:] if args is None else args)
            with self.make_context(prog_name, given) as ctx:
                code = self.invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            output.hush(sys.stdout)
            return DONE
        except BaseException as error:  # noqa: BLE001 (the last door: every end gets its code)
            return _told(error)
        return code if isinstance(code, int) else DONE


def _told(error: BaseException) -> int:
    """Tell what happened on stderr and return the exit code."""
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else FAILED
    text, code = _ending(error)
    return _complain(text, code)


def _ending(error: BaseException) -> tuple[str, int]:
    match error:
        case KeyboardInterrupt() | click.Abort():
            return "\nAbgebrochen.", BROKEN_OFF
        case click.UsageError():
            return usage_text(error), WRONG_USE
        case HardConflict():
            return sentence(error, typed=True), CONFLICT
        case KursplanerError() | OSError():
            return sentence(error, typed=True), REFUSED
    return _unexpected(error), FAILED


def _complain(text: str, code: int) -> int:
    with suppress(OSError):
        output.complain(text)
    return code


def _unexpected(error: BaseException) -> str:
    from kursplaner.basics import log

    path = log.start()
    log.trouble("unexpected", error)
    log.stop()
    return f"{UNEXPECTED}\n{path}" if path else UNEXPECTED


def _show_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:  # noqa: FBT001
    if wanted and not ctx.resilient_parsing:
        output.say(f"Kursplaner {__version__}")
        ctx.exit()


@click.group(cls=Shell, name=PROGRAM)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_show_version,
    help="Die Version zeigen.",
)
def shell() -> None:
    """Kurse, Räume, Kinderbetreuung und Fahrdienst einer Integrationsstelle.

    Ohne Befehl öffnet sich das Fenster. FILE ist die Datei des Ortes (*.kursplan).
    """


for _command in (change, delete, end, continue_, ask, rules):
    course.add_command(_command)
for _command in (show_person, add_person, change_person, family, collector):
    person.add_command(_command)
for _command in (show, result, lock, move_passenger, take):
    ride.add_command(_command)
for _command in (
    *(timetable, fixes, swap, person, enrolment, ride),
    *(demo, check, course, move, cancel, times, merge, split, people, enrol, leave),
    *(attendance, month),
    *(absence, calls, call, excuse, absence_plan),
    *(room, stop, vehicle, closing_day, draft, guests, interpreter),
    *(grant_logos, grant_named),
    *(settings, backups, grant, follow_up, childcare, lesson),
    *(waiting, conflict, stand_in, call_off, messages),
    *(import_, print_, export, history, undo, redo, restore),
    *(create, encrypt, open_, check_file, backup, verify, pack, access, password_, rekey, recover),
):
    shell.add_command(_command)


def main(args: Sequence[str] | None = None) -> int:
    """Run the shell and return its exit code."""
    try:
        shell.main(args, prog_name=PROGRAM)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FAILED
    return DONE


if __name__ == "__main__":
    sys.exit(main())
