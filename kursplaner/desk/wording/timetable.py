"""A timetable in sentences: what moves, what found no place and why, which wishes clash."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from kursplaner.basics.spans import clock_text, day_of
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted, listed, number
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.weekly_times import WeeklyTime
from kursplaner.planning.timetable.formula.demands import DemandKind
from kursplaner.planning.timetable.mending.units import Part
from kursplaner.planning.timetable.problem import PARKED_COST, Progress
from kursplaner.planning.timetable.town.clash import ClashingWish, ClashTold
from kursplaner.planning.timetable.town.plan import (
    At,
    Bar,
    MovedSeries,
    ParkedSeries,
    StoodIn,
    TimetablePlan,
)
from kursplaner.planning.timetable.town.wishes import Aim

Kind = ConflictKind
AIMS: Mapping[Aim, str] = MappingProxyType(
    {
        Aim.KEEP: "Behalten, was ist",
        Aim.FEW_ROOMS: "Ein Kurs, ein Raum",
        Aim.CONNECTED: "Zusammenhängende Stunden der Lehrkräfte",
        Aim.TEACHER_WISHES: "Wunschzeiten der Lehrkräfte",
        Aim.SPREAD: "Über die Woche verteilt",
        Aim.SAME_TIME: "Immer zur selben Uhrzeit",
        Aim.WAVES: "Fahrten in Wellen",
        Aim.LOST: "Keine Termine an freien Tagen",
        Aim.HOURS: "Vereinbarte Wochenstunden",
        Aim.CARERS: "Genug Betreuungspersonen",
        Aim.ROOMS: "Passende Räume",
        Aim.AVAILABLE: "Innerhalb der verfügbaren Zeiten",
    }
)
NO_CLASH = "Alles hat seinen Platz."
UNCHANGED = "Nichts zieht um: Der Stundenplan bleibt, wie er ist."
MENDED_NOTHING = "Dafür fand sich keine Lösung; der Stundenplan bleibt, wie er ist."
_NEARNESS = (
    "mit Vertretung zur selben Zeit",
    "in einem anderen Raum zur selben Zeit",
    "zu anderer Zeit am selben Tag",
    "an einem anderen Tag",
)
CLASH_HEAD = "Diese Wünsche schließen sich aus:"
PERHAPS_SMALLER = "Die Zeit reichte nicht, um alle anderen auszuschließen."
MOST_BARS, MOST_HOURS, MOST_NAMES = 4, 4, 3
BARS: Mapping[ConflictKind, str] = MappingProxyType(
    {
        Kind.ROOM: "{name} ist belegt{by}",
        Kind.TEACHER: "{name} ist verplant{by}",
        Kind.CARER: "{name} betreut schon{by}",
        Kind.DRIVER: "{name} fährt schon{by}",
        Kind.VEHICLE: "{name} ist unterwegs{by}",
        Kind.COURSE: "der Kurs hat dann schon Unterricht",
        Kind.PARTICIPANT: "Teilnehmende haben dann einen anderen Kurs{by}",
        Kind.CLOSURE: "{name} ist gesperrt oder fehlt",
        Kind.AVAILABILITY: "{name} ist dann nicht verfügbar",
        Kind.ROOM_CAPACITY: "{name} ist zu klein",
        Kind.ACCESSIBILITY: "{name} ist nicht barrierefrei",
        Kind.EQUIPMENT: "in {name} fehlt Ausstattung",
        Kind.NO_ROOM: "{name} ist nicht für diese Kursart",
        Kind.TRAVEL: "{name} liegt an einem anderen Ort",
        Kind.HOLIDAY: "an diesen Tagen ist frei",
        Kind.CLOSING_DAY: "an diesen Tagen ist geschlossen",
        Kind.NO_TEACHER: "sonst kann niemand unterrichten",
        Kind.CARER_MISSING: "sonst kann niemand betreuen",
        Kind.DRIVER_MISSING: "sonst kann niemand fahren",
        Kind.RIDE_MISSING: "es gibt kein anderes Fahrzeug",
        Kind.NEVER_TOGETHER: "Personen würden sich begegnen, die es nicht dürfen",
        Kind.CHILDCARE_CAPACITY: "für die Betreuung sind es zu viele Kinder",
        Kind.VEHICLE_CAPACITY: "{name} hat zu wenige Plätze",
        Kind.CHILD_SEAT: "in {name} fehlen Kindersitze",
    }
)
_DOES: Mapping[Part, str] = MappingProxyType(
    {
        Part.ROOM: "in",
        Part.TEACHER: "Es unterrichtet",
        Part.CHILDCARE_ROOM: "Betreuung in",
        Part.CARER: "Es betreut",
        Part.VEHICLE: "Es fährt",
        Part.DRIVER: "Am Steuer:",
    }
)
_UNSUITABLE = frozenset((Kind.NO_ROOM, Kind.TRAVEL, Kind.ROOM_CAPACITY, Kind.EQUIPMENT))
_OF_ROOMS = frozenset(
    (
        *(Kind.ROOM, Kind.VEHICLE, Kind.COURSE, Kind.PARTICIPANT, Kind.ROOM_CAPACITY),
        *(Kind.ACCESSIBILITY, Kind.EQUIPMENT, Kind.NO_ROOM, Kind.TRAVEL),
    )
)
_STAYS: Mapping[ConflictKind, str] = MappingProxyType(
    {
        Kind.HOLIDAY: "am neuen Tag ist frei",
        Kind.ROOM: "der Raum ist an diesem Tag belegt",
        Kind.TEACHER: "die Lehrkraft ist an diesem Tag verplant",
        Kind.CARER: "eine Betreuungsperson ist an diesem Tag verplant",
        Kind.DRIVER: "die Person am Steuer ist an diesem Tag verplant",
        Kind.VEHICLE: "das Fahrzeug ist an diesem Tag unterwegs",
        Kind.CLOSURE: "an diesem Tag ist etwas gesperrt",
    }
)


def draft_title(first: date, last: date, *, mend: bool) -> str:
    """Return the title of the draft: "Stundenplan 01.03.–31.08.2027"."""
    what = "Stundenplan reparieren" if mend else "Stundenplan"
    return f"{what} {days.period(first, last)}"


def without_names(plan: TimetablePlan) -> TimetablePlan:
    """Return a plan for a visitor's eyes: nobody is named."""
    moves = tuple(
        replace(
            move,
            before=_nameless(move.before),
            after=_nameless(move.after, other=move.before.teacher != move.after.teacher),
            stand_ins=tuple(_nameless_stand_in(each) for each in move.stand_ins),
        )
        for move in plan.moves
    )
    parked = tuple(
        replace(
            series,
            before=_nameless(series.before),
            bars=tuple(
                bar if bar.kind in _OF_ROOMS else replace(bar, name="jemand") for bar in series.bars
            ),
        )
        for series in plan.parked
    )
    clash = plan.clash
    if clash is not None:
        wishes = tuple(
            replace(wish, person="Jemand" if wish.person else "", teachers=())
            for wish in clash.wishes
        )
        clash = replace(clash, wishes=wishes)
    return replace(plan, moves=moves, parked=parked, clash=clash)


def _nameless(at: At, *, other: bool = False) -> At:
    word = "andere Lehrkraft" if other else "Lehrkraft"
    return replace(at, teacher=word if at.teacher else "")


def _nameless_stand_in(each: StoodIn) -> StoodIn:
    if each.part not in (Part.CARER, Part.DRIVER):
        return each
    return replace(each, goes="", comes="jemand anderes")


def _time(time: WeeklyTime) -> str:
    return f"{days.weekday(time.weekday)} {clock_text(time.starts)}–{clock_text(time.ends)}"


def place(at: At, *, teacher: bool = False) -> str:
    """Return "Di 9:00–11:15, Raum A" and on request who teaches."""
    parts = [
        _time(at),
        at.room or "ohne Raum",
        (at.teacher or "ohne Lehrkraft") if teacher else "",
    ]
    return ", ".join(part for part in parts if part)


def move_sentence(move: MovedSeries) -> str:
    """Return "A2-03: 12 Termine von Di 9:00–11:15, Raum A nach Do 9:00–11:15, Raum B".

    Where only people or vehicles change, it says who comes for whom.
    """
    teacher = move.before.teacher != move.after.teacher
    head = f"{move.number}: {_which(move)}"
    others = _stand_ins(move)
    if move.same_place or (move.same_time and move.shift is not None):
        kept = [_hour(move), move.before.room if move.same_place else ""]
        changes = [*_of_lesson(move), *others]
        return f"{head}, {', '.join(part for part in kept if part)}: {'; '.join(changes)}."
    before, after = (place(at, teacher=teacher) for at in (move.before, move.after))
    rest = "".join(f"; {other}" for other in others)
    return f"{head} von {before} nach {after}{_shifted(move.shift)}{rest}."


def _hour(move: MovedSeries) -> str:
    """Return the hours, with the weekday where no day was named before."""
    if move.shift is not None and len(move.lesson_ids) == 1:
        return f"{clock_text(move.before.starts)}–{clock_text(move.before.ends)}"
    return _time(move.before)


def _of_lesson(move: MovedSeries) -> Iterator[str]:
    """Yield the other room and the other teacher of a lesson that keeps its time."""
    before, after = move.before, move.after
    if before.room != after.room:
        yield _instead(_DOES[Part.ROOM], before.room, after.room)
    if before.teacher != after.teacher:
        yield _instead(_DOES[Part.TEACHER], before.teacher, after.teacher)


def _which(move: MovedSeries) -> str:
    """Return how many lessons, of a mended timetable with the day of the first."""
    count = len(move.lesson_ids)
    amount = counted(count, "lesson")
    if move.shift is None:
        return amount
    return f"{amount} {'am' if count == 1 else 'ab'} {days.short_day(day_of(move.first))}"


def _shifted(shift: int | None) -> str:
    if not shift:
        return ""
    return f" ({counted(abs(shift), 'day')} {'später' if shift > 0 else 'früher'})"


def _stand_ins(move: MovedSeries) -> list[str]:
    return [_instead(_DOES[each.part], each.goes, each.comes) for each in move.stand_ins]


def _instead(does: str, goes: str, comes: str) -> str:
    """Return "Es betreut Vogel, Eva (statt Roth, Ina)"."""
    return f"{does} {comes or 'niemand'}" + (f" (statt {goes})" if goes else "")


def stay_sentence(move: MovedSeries) -> str:
    """Return which lessons of a series stay where they are, and why; empty for none."""
    if not move.stays:
        return ""
    kinds = list(dict.fromkeys(kind for _, kind in move.stays))
    why = listed(_STAYS.get(kind, "an diesem Tag steht etwas dagegen") for kind in kinds)
    count = len(move.stays)
    verb = "bleibt" if count == 1 else "bleiben"
    return f"{counted(count, 'lesson')} {verb} am alten Platz: {why}."


def parked_sentence(parked: ParkedSeries) -> str:
    """Return what found no place and what bars it most."""
    amount = counted(len(parked.lesson_ids), "lesson")
    verb = "findet" if len(parked.lesson_ids) == 1 else "finden"
    head = f"{parked.number}: {amount} ({place(parked.before)}) {verb} keinen Platz"
    bars = listed(_bar_texts(parked.bars)[:MOST_BARS])
    left = " Der bisherige Raum wird abgegeben." if parked.vacates else ""
    return f"{head}: {bars}.{left}" if bars else f"{head}: kein Beginn ist möglich.{left}"


def _bar_texts(bars: Iterable[Bar]) -> list[str]:
    """Return the reasons, what others take first: "Raum A ist belegt (A1-02, B1-01)"."""
    groups: dict[tuple[ConflictKind, str], list[Bar]] = {}
    for bar in bars:
        groups.setdefault((bar.kind, bar.name), []).append(bar)
    ordered = sorted(
        groups.values(),
        key=lambda alike: (alike[0].kind in _UNSUITABLE, -sum(bar.count for bar in alike)),
    )
    return [_bar_text(alike) for alike in ordered]


def _bar_text(alike: Sequence[Bar]) -> str:
    kind, name = alike[0].kind, alike[0].name
    if kind is Kind.NO_ROOM and not name:
        return "es gibt keinen Raum"
    courses = list(dict.fromkeys(bar.course for bar in alike if bar.course))
    more = ["…"] if len(courses) > MOST_NAMES else []
    by = f" ({', '.join([*courses[:MOST_NAMES], *more])})" if courses else ""
    text = BARS.get(kind, "etwas anderes steht dagegen")
    return text.format(name=name or "etwas", by=by)


def clash_sentences(clash: ClashTold) -> list[str]:
    """Return the wishes that exclude each other, one sentence each; courses alike share one."""
    groups: dict[object, list[ClashingWish]] = {}
    for at, wish in enumerate(clash.wishes):
        alike = (wish.kind, wish.rooms, wish.hours, wish.teachers)
        groups.setdefault(alike if wish.kind is DemandKind.COURSE else at, []).append(wish)
    return [_wish_sentence(wishes) for wishes in groups.values()]


def _wish_sentence(wishes: Sequence[ClashingWish]) -> str:
    first = wishes[0]
    if first.kind is DemandKind.WISH:
        return f"{first.person} ist nur {_hours(first.hours)} da."
    names = listed(f"Kurs {wish.number} ({wish.title})" for wish in wishes)
    where = _rooms(first.rooms)
    if first.kind is DemandKind.PIN:
        return f"{names} ist festgelegt auf {_hours(first.hours)} in {where}."
    verb = "wollen beide" if len(wishes) == 2 else "wollen alle" if len(wishes) > 2 else "will"
    who = f" mit {first.teachers[0]}" if len(first.teachers) == 1 else ""
    lessons = counted(sum(wish.lessons for wish in wishes), "lesson")
    what = f"{_hours(first.hours)} in {where}{who}"
    if len(wishes) > 1:
        return f"{names} {verb} {what}: zusammen {lessons} je Woche."
    return f"{names} {verb} {lessons} je Woche, {what}."


def _hours(hours: Sequence[WeeklyTime]) -> str:
    shown = [_time(hour) for hour in hours[:MOST_HOURS]]
    if len(hours) > MOST_HOURS:
        return f"{', '.join(shown)} und zu anderen Zeiten"
    return listed(shown, "oder") if shown else "zu keiner Zeit"


def _rooms(rooms: Sequence[str]) -> str:
    if not rooms:
        return "keinem Raum"
    if len(rooms) > MOST_NAMES:
        return f"einem von {counted(len(rooms), 'room', dative=True)}"
    return listed(rooms, "oder")


def price_sentence(wish: ClashingWish) -> str:
    """Return what giving up a wish would bring: "Ohne Kurs A2-03: alles andere passt."."""
    names = {
        DemandKind.WISH: f"Wäre {wish.person} auch sonst da",
        DemandKind.PIN: f"Dürfte Kurs {wish.number} umziehen",
        DemandKind.COURSE: f"Ohne Kurs {wish.number}",
    }
    if wish.parked is None:
        return f"{names[wish.kind]}: nicht mehr berechnet."
    cost = "" if wish.cost is None else f" Die Wünsche kosten dann {number(wish.cost)} Punkte."
    if wish.parked == 0:
        return f"{names[wish.kind]}: alles andere findet Platz.{cost}"
    rest = "1 Reihe" if wish.parked == 1 else f"{number(wish.parked)} Reihen"
    return f"{names[wish.kind]}: noch {rest} ohne Platz.{cost}"


def summary(plan: TimetablePlan) -> str:
    """Return how much moves, and what the wishes cost or how near the changes are."""
    if not plan.moves:
        return MENDED_NOTHING if plan.wish.mend and plan.parked else UNCHANGED
    if plan.wish.mend:
        return _mended_summary(plan)
    before, after = plan.cost
    verb = "zieht" if len(plan.moves) == 1 else "ziehen"
    return (
        f"{number(len(plan.moves))} von {number(plan.series)} Reihen {verb} um"
        f" ({counted(plan.lessons, 'lesson')}); die Wünsche kosten {number(after)} statt"
        f" {number(before)} Punkte."
    )


def _mended_summary(plan: TimetablePlan) -> str:
    """Return "5 Termine ändern sich: 3 mit anderen Menschen oder Fahrzeugen, 2 …"."""
    counts = Counter[str]()
    for move in plan.moves:
        counts[_nearness(move)] += len(move.lesson_ids)
    parts = [f"{number(counts[word])} {word}" for word in _NEARNESS if counts[word]]
    verb = "ändert" if plan.lessons == 1 else "ändern"
    return f"{counted(plan.lessons, 'lesson')} {verb} sich: {listed(parts)}."


def _nearness(move: MovedSeries) -> str:
    if move.same_place:
        return _NEARNESS[0]
    if move.same_time:
        return _NEARNESS[1]
    return _NEARNESS[2] if move.before.weekday == move.after.weekday else _NEARNESS[3]


def ended_sentence(plan: TimetablePlan) -> str:
    """Return how the search ended."""
    seconds = f"{plan.seconds:.0f} s"
    if plan.stopped:
        return f"Nach {seconds} angehalten; dies ist das Beste bis dahin."
    if plan.proven:
        return f"Nach {seconds} fertig: Besser geht es nicht."
    return f"{seconds} gesucht; vielleicht geht es noch besser."


def progress_text(progress: Progress) -> str:
    """Return where a search stands: "3 s: alles hat Platz, Wünsche 120 Punkte"."""
    parked = progress.parked
    places = "alles hat Platz" if not parked else f"{number(parked)} ohne Platz"
    cost = max(0, progress.best - PARKED_COST * parked)
    return f"{progress.seconds:.0f} s: {places}, Wünsche {number(cost)} Punkte"


def cost_rows(plan: TimetablePlan) -> Iterable[tuple[str, int, int]]:
    """Yield (aim, before, after) for each kind of wish that costs something."""
    for aim, (before, after) in plan.costs.items():
        yield AIMS[aim], before, after
