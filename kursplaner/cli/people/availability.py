"""`kursplaner person availability`: the week of a person or vehicle, exceptions, most hours."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import DAY_MINUTES, clock_text, day_of
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import AS_JSON, DAY, DRY_RUN, PAST, TOWN, ChoiceType, NumberType
from kursplaner.domain.kinds import ActKind, AvailabilityKind, Role

if TYPE_CHECKING:
    from kursplaner.domain.weekly_hours import WeeklyLimits
    from kursplaner.planning.availability.changing import (
        AvailabilityPlan,
        AvailabilityWish,
        Chosen,
        Misfit,
    )
    from kursplaner.planning.availability.exceptions import SpecialHours, Stored
    from kursplaner.planning.availability.most_hours import MostMinutes
    from kursplaner.planning.availability.weeks import Version, WeekWish
    from kursplaner.store.workspace import Workspace

WAYS = ("substitute", "other_time", "make_up", "open", "keep")
WHO = click.argument("key", metavar="ID", type=NumberType())
WAY = click.option(
    "--way",
    "ways",
    metavar="WEG",
    type=ChoiceType(WAYS),
    multiple=True,
    help="Was mit dem geschieht, das nicht mehr passt; mehrere nach Vorrang. Sonst das Beste.",
)


@click.group(cls=GermanGroup, short_help="Wann jemand da ist.")
def availability() -> None:
    """Wann eine Person oder ein Fahrzeug da ist; ID ist die Nummer von beiden."""


@availability.command(cls=GermanCommand, short_help="Zeiten und Ausnahmen zeigen.")
@TOWN
@WHO
@AS_JSON
def show(file: Path, key: int, *, as_json: bool) -> None:
    """Fassungen der Woche, Ausnahmen und Stunden je Woche zeigen."""
    from kursplaner.desk.availability import read_week
    from kursplaner.desk.wording import availability as wording

    with town(file) as workspace, workspace.read() as db:
        week = read_week(db, key)
    if as_json:
        output.say_json(
            {
                "id": week.id,
                "name": week.name,
                "versions": [_version(version) for version in week.versions],
                "exceptions": [_exception(stored) for stored in week.exceptions],
                "most": [_limit(role, limits) for role, limits in week.limits.items()],
                "remarks": [
                    {"first": remark.first.isoformat(), "note": remark.text}
                    for remark in week.remarks
                ],
            }
        )
        return
    output.say(week.name)
    for version in week.versions:
        output.say(f"\n{wording.version_name(version, clock.today())}")
        for line in wording.week_lines(version):
            output.say(f"  {line}")
    for stored in week.exceptions:
        special = stored.special
        note = wording.exception_note(special)
        parts = [wording.exception_days(special), wording.exception_hours(special), note]
        output.say(f"\n{stored.key}: {', '.join(part for part in parts if part)}")
    for remark in week.remarks:
        output.say(f"\n{wording.remark_text(remark)}")
    for role, limits in week.limits.items():
        for line in wording.limit_lines(role, limits):
            output.say(f"\n{line}")


@availability.command("set", cls=GermanCommand, short_help="Eine Woche ab einem Tag festlegen.")
@TOWN
@WHO
@click.option("--from", "first", metavar="TAG", type=DAY, help="Ab wann; sonst ab heute.")
@click.option("--to", "last", metavar="TAG", type=DAY, help="Bis wann; sonst bis auf Weiteres.")
@click.option("--hours", metavar="ZEIT", multiple=True, help='Verfügbar: "Mo-Mi 8:00-14:00".')
@click.option("--if-needed", metavar="ZEIT", multiple=True, help='Nur wenn nötig: "Di 14-16".')
@click.option("--wish", "wishes", metavar="ZEIT", multiple=True, help='Am liebsten: "Di 8-12".')
@click.option("--never", is_flag=True, help="In diesen Wochen gar nicht da.")
@click.option("--always", is_flag=True, help="Wieder ohne feste Zeiten.")
@click.option("--most", metavar="STUNDEN", help='Höchstens so viele Stunden je Woche; "-" keine.')
@click.option("--note", metavar="TEXT", help='Bemerkung zur Woche ab dann; "-" keine mehr.')
@click.option(
    "--role",
    metavar="ROLLE",
    type=ChoiceType([role.value for role in Role]),
    help="Für welche Rolle die Stunden gelten; sonst die erste.",
)
@WAY
@DRY_RUN
@AS_JSON
def set_(  # noqa: PLR0913 (one word an option)
    file: Path,
    key: int,
    *,
    first: date | None,
    last: date | None,
    hours: tuple[str, ...],
    if_needed: tuple[str, ...],
    wishes: tuple[str, ...],
    never: bool,
    always: bool,
    most: str | None,
    note: str | None,
    role: str | None,
    ways: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Die Woche einer Person oder eines Fahrzeugs ab einem Tag festlegen.

    Was dann nicht mehr passt, wird mit Auswegen gezeigt und geht in einem Schritt mit. Wünsche
    liegen in den verfügbaren Zeiten; ohne --hours bleiben diese, wie sie sind.
    """
    from kursplaner.planning.availability.changing import AvailabilityWish
    from kursplaner.planning.availability.remarks import Remark

    given = [bool(hours or if_needed or wishes), never, always]
    if sum(given) > 1 or (not any(given) and most is None and note is None):
        text = (
            "Bitte entweder --hours, --if-needed und --wish, oder --never, oder --always; "
            "oder --most oder --note."
        )
        raise click.UsageError(text, click.get_current_context())
    since = first or clock.today()
    with town(file) as workspace:
        typed = (hours, if_needed, wishes)
        week = None
        if any(given):
            week = _week(workspace, key, (since, last), typed, always=always)
        limit = None if most is None else _most(workspace, key, since, most, role)
        remark = None if note is None else Remark(since, "" if note.strip() == "-" else note)
        wish = AvailabilityWish(key, week, limit, remark)
        _carry_out(workspace, wish, since, ways, dry_run=dry_run, as_json=as_json)


@availability.command(cls=GermanCommand, short_help="Eine Ausnahme eintragen oder streichen.")
@TOWN
@WHO
@click.option("--from", "first", metavar="TAG", type=DAY, help="Erster Tag.")
@click.option("--to", "last", metavar="TAG", type=DAY, help="Letzter Tag; sonst der erste.")
@click.option("--between", metavar="UHRZEITEN", help='"9:00-13:00"; sonst ganze Tage.')
@click.option("--weekdays", metavar="TAGE", help='Nur an diesen Wochentagen: "Mi, Fr".')
@click.option("--present", is_flag=True, help="Zusätzlich da statt nicht da.")
@click.option("--note", metavar="TEXT", default="", help="Bemerkung.")
@click.option("--remove", "removed", metavar="KÜRZEL", multiple=True, help="Streichen; aus show.")
@PAST
@WAY
@DRY_RUN
@AS_JSON
def exception(  # noqa: PLR0913 (one word an option)
    file: Path,
    key: int,
    *,
    first: date | None,
    last: date | None,
    between: str | None,
    weekdays: str | None,
    present: bool,
    note: str,
    removed: tuple[str, ...],
    past: bool,
    ways: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Einen Tag oder Zeitraum eintragen, an dem jemand nicht oder zusätzlich da ist."""
    from kursplaner.planning.availability.changing import AvailabilityWish

    if first is None and not removed:
        text = "Bitte --from für eine neue Ausnahme oder --remove für eine alte."
        raise click.UsageError(text, click.get_current_context())
    added: tuple[SpecialHours, ...] = ()
    if first is not None:
        days = (first, last or first)
        special = _special(days, between, weekdays, note, present=present)
        added = (replace(special, past=past),)
    wish = AvailabilityWish(key, added=added, removed=removed)
    with town(file) as workspace:
        since = first or clock.today()
        _carry_out(workspace, wish, since, ways, dry_run=dry_run, as_json=as_json)


def _special(
    days: tuple[date, date], between: str | None, weekdays: str | None, note: str, *, present: bool
) -> "SpecialHours":
    from kursplaner.desk.week_input import parse_span, parse_weekdays
    from kursplaner.planning.availability.exceptions import EVERY_DAY, SpecialHours

    starts, ends = (0, DAY_MINUTES) if between is None else parse_span(between)
    some = EVERY_DAY if weekdays is None else parse_weekdays(weekdays)
    return SpecialHours(*days, starts, ends, present, note, some)


def _week(
    workspace: "Workspace",
    key: int,
    days: tuple[date, date | None],
    typed: tuple[Sequence[str], Sequence[str], Sequence[str]],
    *,
    always: bool,
) -> "WeekWish":
    from kursplaner.desk.week_input import parse_hours
    from kursplaner.planning.availability.weeks import WeekWish, wished_within
    from kursplaner.store.queries.conflicts.closed_times import weekly_times

    kinds = (AvailabilityKind.AVAILABLE, AvailabilityKind.IF_NEEDED, AvailabilityKind.WISH)
    hours, if_needed, wishes = (
        tuple(time for text in texts for time in parse_hours(text, kind))
        for kind, texts in zip(kinds, typed, strict=True)
    )
    if always:
        return WeekWish(*days, None)
    if not wishes:
        return WeekWish(*days, (*hours, *if_needed))
    with workspace.read() as db:
        stored = weekly_times(db, [key])
    there = (*hours, *if_needed) or None
    return WeekWish(*days, wished_within(stored, days[0], there, wishes))


def _most(
    workspace: "Workspace", key: int, since: date, text: str, role: str | None
) -> "MostMinutes":
    from kursplaner.desk.availability import read_week
    from kursplaner.planning.availability.most_hours import MostMinutes

    with workspace.read() as db:
        roles = list(read_week(db, key).limits)
    if role is None and not roles:
        raise Refused("role_unknown", role="")
    wanted = roles[0] if role is None else Role(role)
    if text.strip() == "-":
        return MostMinutes(wanted, None, since)
    try:
        hours = float(text.replace(",", "."))
    except ValueError:
        raise Refused("hours_out_of_range", most=168) from None
    return MostMinutes(wanted, round(hours * 60) if abs(hours) <= 168 else 0, since)


def _carry_out(
    workspace: "Workspace",
    wish: "AvailabilityWish",
    since: date,
    ways: Sequence[str],
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    from kursplaner.desk.availability import noun_of, read_week
    from kursplaner.planning.availability import changing
    from kursplaner.planning.availability.ways import WayKind

    with workspace.rehearse() as db:
        name = read_week(db, wish.resource_id).name
        plan = changing.propose(db, wish)
        chosen = changing.chosen_alike(plan, [WayKind(way) for way in ways]) if ways else {}
        changing.outcome(db, plan, chosen)
        noun = noun_of(db, wish.resource_id)
    if not dry_run:
        subjects = [(noun, wish.resource_id)]
        with workspace.change(ActKind.AVAILABILITY_CHANGED, subjects) as db:
            changing.apply(db, plan, chosen)
    if as_json:
        output.say_json(_answer(plan, name, since, chosen, stored=output.kept()))
    else:
        _say(plan, name, since, chosen, dry_run=dry_run)


def _say(
    plan: "AvailabilityPlan", name: str, since: date, chosen: "Chosen", *, dry_run: bool
) -> None:
    from kursplaner.desk.wording import availability as wording

    output.say(f"{name}: {wording.headline(plan)}, {wording.subline(plan, since)}")
    for misfit in plan.misfits:
        group, taken = misfit.group, misfit.way(chosen.get(misfit.group.key))
        output.say(f"\n{wording.group_title(group)}: {wording.group_text(group, name)}")
        for way in misfit.ways:
            mark = ">" if way is taken else " "
            note = wording.way_note(way, group)[0]
            output.say(f"  {mark} {wording.way_title(way, group)} ({note})")
    if plan.minutes_before:
        before = wording.hours_a_week(plan.minutes_before, plan.limit)
        after = wording.hours_a_week(plan.minutes_after(chosen), plan.limit)
        output.say(f"\nStunden je Woche: bisher {before}, danach {after}")
    output.done("Gespeichert.", dry_run=dry_run)


def _answer(
    plan: "AvailabilityPlan", name: str, since: date, chosen: "Chosen", *, stored: bool
) -> dict[str, Any]:
    return {
        "id": plan.wish.resource_id,
        "name": name,
        "first": since.isoformat(),
        "touched": [_touched(misfit, name, chosen) for misfit in plan.misfits],
        "stays": plan.stays,
        "minutes_before": plan.minutes_before,
        "minutes_after": plan.minutes_after(chosen),
        "limit": plan.limit,
        "stored": stored,
    }


def _touched(misfit: "Misfit", name: str, chosen: "Chosen") -> dict[str, Any]:
    from kursplaner.desk.wording import availability as wording

    group = misfit.group
    return {
        "part": group.part.value,
        "source": group.source,
        "title": wording.group_title(group),
        "sentence": wording.group_text(group, name),
        "ids": list(group.ids),
        "days": [day_of(record.starts).isoformat() for record in group.records],
        "ways": [
            {
                "kind": way.kind.value,
                "comes": way.comes,
                "sentence": wording.way_title(way, group),
                "note": wording.way_note(way, group)[0],
                "chosen": way is misfit.way(chosen.get(group.key)),
            }
            for way in misfit.ways
        ],
    }


def _limit(role: Role, limits: "WeeklyLimits") -> dict[str, Any]:
    steps = ((first, minutes) for first, minutes in limits.steps if first != date.min)
    return {
        "role": role.value,
        "minutes": limits.on(clock.today()),
        "steps": [{"first": first.isoformat(), "minutes": minutes} for first, minutes in steps],
    }


def _version(version: "Version") -> dict[str, Any]:
    return {
        "first": None if version.first is None else version.first.isoformat(),
        "last": None if version.last is None else version.last.isoformat(),
        "limited": version.limited,
        "hours": [
            {
                "weekday": time.weekday,
                "starts": clock_text(time.starts).zfill(5),
                "ends": clock_text(time.ends).zfill(5),
                "kind": time.kind,
            }
            for time in version.hours
        ],
    }


def _exception(stored: "Stored") -> dict[str, Any]:
    special = stored.special
    return {
        "key": stored.key,
        "first": special.first.isoformat(),
        "last": special.last.isoformat(),
        "starts": clock_text(special.starts).zfill(5),
        "ends": clock_text(special.ends).zfill(5),
        "present": special.present,
        "weekdays": sorted(special.weekdays),
        "note": special.note,
        "reported": stored.reported,
    }
