"""`kursplaner timetable`: lay out or mend the timetable, as a draft."""

from datetime import date
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import click

from kursplaner.basics import clock
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import AS_JSON, DAY, DRY_RUN, TOWN, NumberType

if TYPE_CHECKING:
    from kursplaner.planning.timetable.laying_out import TimetablePlan, TimetableWish
    from kursplaner.store.workspace import Workspace

NOT_EVERYTHING = 3


@click.command(cls=GermanCommand, short_help="Den Stundenplan legen oder reparieren.")
@TOWN
@click.option("--from", "first", metavar="TAG", type=DAY, help="Erster Tag (Vorgabe: heute).")
@click.option(
    "--to", "last", metavar="TAG", type=DAY, help="Letzter Tag (Vorgabe: Ende des Halbjahrs)."
)
@click.option(
    "--seconds",
    metavar="N",
    type=NumberType("N"),
    help="So lange suchen (Vorgabe: wie in den Einstellungen).",
)
@click.option(
    "--pin",
    "pins",
    metavar="KURSNUMMER",
    multiple=True,
    help="Dieser Kurs bleibt, wo er ist; mehrmals möglich.",
)
@click.option(
    "--free",
    "freed",
    metavar="KURSNUMMER",
    multiple=True,
    help="Dieser Kurs darf in eine andere Tageszeit; mehrmals möglich.",
)
@click.option(
    "--course",
    "chosen",
    metavar="KURSNUMMER",
    multiple=True,
    help="Nur speichern, was sich für diesen Kurs ändert; mehrmals möglich.",
)
@click.option("--mend", is_flag=True, help="Nur reparieren: Nur was nicht mehr geht, zieht um.")
@click.option("--park", is_flag=True, help="Auch speichern, wenn nicht alles einen Platz findet.")
@DRY_RUN
@AS_JSON
def timetable(  # noqa: PLR0913 (one argument for each option)
    file: Path,
    *,
    first: date | None,
    last: date | None,
    seconds: int | None,
    pins: tuple[str, ...],
    freed: tuple[str, ...],
    chosen: tuple[str, ...],
    mend: bool,
    park: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Termine auf Wochentage, Uhrzeiten, Räume und Lehrkräfte verteilen.

    Das Ergebnis ist ein Entwurf; der Plan ändert sich erst, wenn Sie ihn übernehmen. Findet nicht
    alles einen Platz, nennt der Befehl die Wünsche, die sich ausschließen, und endet mit 3.
    Strg+C hält die Suche an und nimmt das Beste bis dahin; ein zweites Strg+C bricht ab.
    """
    from kursplaner.desk import timetables as desk

    with town(file) as workspace:
        wish = _wish(workspace, (first, last), pins, freed, mend=mend)
        only = _courses(workspace, chosen) if chosen else None
        if seconds is None:
            seconds = workspace.settings.number("timetable.seconds")
        plan = _searched(workspace, wish, seconds)
        stored = bool(plan.changes) and not dry_run and (park or not plan.parked)
        draft = desk.keep(workspace, plan, only) if stored else None
    if as_json:
        output.say_json(as_row(plan, draft))
    else:
        _show(plan, draft)
    return NOT_EVERYTHING if plan.parked and not park else 0


def _wish(
    workspace: "Workspace",
    days: tuple[date | None, date | None],
    pins: tuple[str, ...],
    freed: tuple[str, ...],
    *,
    mend: bool,
) -> "TimetableWish":
    from kursplaner.domain.holidays import term_end
    from kursplaner.planning.timetable.laying_out import TimetableWish

    begins = days[0] or clock.today()
    ends = days[1] or term_end(begins, workspace.settings.text("calendar.land"))
    pinned, loose = _courses(workspace, pins), _courses(workspace, freed)
    return TimetableWish(begins, ends, pinned, mend=mend, freed_courses=loose)


def _courses(workspace: "Workspace", numbers: tuple[str, ...]) -> frozenset[int]:
    from kursplaner.store.queries.courses.courses import course_id_of

    with workspace.read() as db:
        return frozenset(course_id_of(db, number) for number in numbers)


def _searched(workspace: "Workspace", wish: "TimetableWish", seconds: int) -> "TimetablePlan":
    """Search in a second thread, so that the first Ctrl+C only stops the search."""
    from concurrent.futures import ThreadPoolExecutor
    from concurrent.futures import TimeoutError as StillRunning

    from kursplaner.desk import timetables as desk

    cancel = Event()
    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(desk.propose, workspace, wish, seconds, _Teller().tell, cancel)
        while True:
            try:
                return work.result(timeout=0.2)
            except StillRunning:
                if work.done():
                    raise
            except KeyboardInterrupt:
                if cancel.is_set():
                    raise
                cancel.set()
                output.complain("\nWird angehalten; noch einmal Strg+C bricht ab.")


class _Teller:
    """Tells the progress on stderr, at most once a second."""

    def __init__(self) -> None:
        self._said = -1.0

    def tell(self, progress: Any) -> None:  # noqa: ANN401 (imported late)
        from kursplaner.desk.wording.timetable import progress_text

        if progress.seconds - self._said >= 1:
            self._said = progress.seconds
            output.complain(progress_text(progress))


def _show(plan: "TimetablePlan", draft: int | None) -> None:
    from kursplaner.desk.wording import timetable as words

    output.say(words.ended_sentence(plan))
    for move in plan.moves:
        output.say(words.move_sentence(move))
        stays = words.stay_sentence(move)
        if stays:
            output.say(f"  {stays}")
    output.say(words.summary(plan))
    for parked in plan.parked:
        output.say(words.parked_sentence(parked))
    if plan.clash is not None:
        output.say(words.CLASH_HEAD)
        for sentence in words.clash_sentences(plan.clash):
            output.say(f"  {sentence}")
        for wish in plan.clash.wishes:
            output.say(f"  {words.price_sentence(wish)}")
        if not plan.clash.minimal:
            output.say(words.PERHAPS_SMALLER)
    if draft is not None:
        output.say(f"Gespeichert als Entwurf {draft}; der Plan selbst ist unverändert.")
    else:
        output.say("Nichts gespeichert.")


def as_row(plan: "TimetablePlan", draft: int | None) -> dict[str, Any]:
    """Return a plan as docs/json-schema/timetable.json describes it."""
    from kursplaner.desk.wording import timetable as words

    before, after = plan.cost
    clash = plan.clash
    return {
        "first": plan.wish.first.isoformat(),
        "last": plan.wish.last.isoformat(),
        "mend": plan.wish.mend,
        "series": plan.series,
        "lessons": plan.lessons,
        "seconds": round(plan.seconds, 1),
        "proven": plan.proven,
        "stopped": plan.stopped,
        "cost_before": before,
        "cost_after": after,
        "disturbance": plan.disturbance,
        "moves": [
            {
                "course": series.number,
                "lessons": list(series.lesson_ids),
                "stays": [lesson for lesson, _ in series.stays],
                "same_time": series.same_time,
                "sentence": words.move_sentence(series),
            }
            for series in plan.moves
        ],
        "parked": [
            {
                "course": series.number,
                "lessons": list(series.lesson_ids),
                "sentence": words.parked_sentence(series),
            }
            for series in plan.parked
        ],
        "clash": [] if clash is None else words.clash_sentences(clash),
        "prices": [] if clash is None else [words.price_sentence(w) for w in clash.wishes],
        "draft": draft,
    }
