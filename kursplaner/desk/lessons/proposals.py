"""An open proposal for a lesson in hand: moved, of another length, or one more like it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kursplaner.basics.spans import day_of, minute_of_day
from kursplaner.desk.lessons.card import ChainLink, move_links
from kursplaner.desk.wording.changes import consequences
from kursplaner.desk.wording.conflicts.fixes import ICONS, other_beginning, take_room
from kursplaner.desk.wording.conflicts.of_a_lesson import standing_line
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import units
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.fixes.of_moves import WayOut, ways_out
from kursplaner.planning.fixes.situation import FixKind
from kursplaner.planning.lessons.changing import LessonPlan
from kursplaner.planning.lessons.copying import CopyWish
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.stretching import StretchWish
from kursplaner.planning.lessons.weekly_series import Reach
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_by_id
from kursplaner.store.session import Db

LessonWish = MoveWish | StretchWish | CopyWish


@dataclass(frozen=True, slots=True)
class Proposal:
    """A wish with what it would do, ready to be shown; `row` is the lesson in hand as it is.

    Attributes:
        links: what goes along with a move, link by link.
        ways_out: other places for a move that something hard stands against.
    """

    row: LessonRow
    plan: LessonPlan[LessonWish]
    links: tuple[ChainLink, ...] = ()
    ways_out: tuple[WayOut, ...] = ()

    @property
    def wish(self) -> LessonWish:
        """What is wished."""
        return self.plan.wish

    @property
    def reach(self) -> Reach | None:
        """How far along the series it goes; None for what stands alone."""
        return None if isinstance(self.wish, CopyWish) else self.wish.reach

    @property
    def task(self) -> str:
        """Return what it is, above the title: "Verschieben"."""
        match self.wish:
            case MoveWish():
                return "Verschieben"
            case StretchWish():
                return "Andere Länge"
            case CopyWish():
                return "Termin kopieren"

    @property
    def before(self) -> str:
        """Return "bisher Di 02.03. 9:00–11:30", or what a copy is like."""
        like = "wie" if isinstance(self.wish, CopyWish) else "bisher"
        return f"{like} {days.short_day(self.row.day)} {days.times(self.row.starts, self.row.ends)}"

    @property
    def head(self) -> str:
        """Return "Verschieben auf Do 04.03. 17:00"."""
        match self.wish:
            case StretchWish():
                return f"Neu {self._length}"
            case CopyWish(to=to):
                return f"Neuer Termin am {_at(to)}"
            case MoveWish(to=to, room_id=room, stand_in=stand_in):
                at = _at(self.row.starts if to is None else to)
                if self._moves:
                    return f"Verschieben auf {at}"
                if stand_in is not None:
                    return f"Andere Lehrkraft am {at}"
                return f"Anderer Raum am {at}" if room is not None else f"Verschieben auf {at}"

    @property
    def lines(self) -> list[str]:
        """Return what goes along, and what stays although it belongs to it."""
        plan = self.plan
        match self.wish:
            case CopyWish():
                return consequences.extra_lines(plan.added[0])
            case StretchWish():
                along = consequences.stretch_line(plan.moved)
            case _:
                standing = standing_line(plan.conflicts)
                along = " ".join([consequences.move_line(plan.moved), standing]).strip()
        return [along, *consequences.stay_lines(plan.untouched)]

    @property
    def act(self) -> tuple[ActKind, Sequence[tuple[str, int]]]:
        """Return what the act is called in the history, and whom it is about."""
        lesson = [("lesson", self.row.id)]
        match self.wish:
            case CopyWish():
                return ActKind.LESSON_ADDED, [("course", self.row.course_id)]
            case StretchWish():
                return ActKind.TIMES_CHANGED, lesson
            case MoveWish():
                many = len(self.plan.moved.lessons) > 1
                return ActKind.LESSONS_MOVED if many else ActKind.LESSON_MOVED, lesson

    @property
    def told(self) -> str:
        """Return what was done, for the notice."""
        title = self.row.title
        match self.wish:
            case CopyWish(to=to):
                return f"{title}: Termin am {_at(to)} dazu"
            case StretchWish():
                return f"{title}: {self._length}"
            case MoveWish(to=to, stand_in=stand_in):
                if not self._moves:
                    return f"{title}: {'Raum' if stand_in is None else 'Lehrkraft'} gewechselt"
                count = len(self.plan.moved.lessons)
                at = _at(self.row.starts if to is None else to)
                if count > 1:
                    return f"{title}: {count} Termine verschoben, ab {at}"
                return f"{title} auf {at} verschoben"

    @property
    def _moves(self) -> bool:
        return bool(self.plan.shift_minutes)

    @property
    def _length(self) -> str:
        target = self.plan.first.target
        taught = units(target.teaching_minutes, self.row.unit_minutes)
        return f"{days.times(target.starts, target.ends)}, {taught}"


def shown(db: Db, plan: LessonPlan[LessonWish], *, hidden: bool = False) -> Proposal:
    """Return a plan ready to be shown, with the ways out of a move; in `Workspace.rehearse`."""
    wish = plan.wish
    row = lessons_by_id(db, [wish.lesson_id])[0]
    if not isinstance(wish, MoveWish):
        return Proposal(row, plan)
    links = move_links(db, row, plan, wish.stand_in, hidden=hidden)
    return Proposal(row, plan, links, ways_out(db, wish, plan, row.enrolled))


def way_out(row: LessonRow, wish: LessonWish, way: WayOut) -> tuple[str, str]:
    """Return icon and words of a way out: "Ratssaal nehmen", "30 Minuten später beginnen"."""
    match way.kind:
        case FixKind.WITHOUT_ROOM:
            text = "Ohne Raum verschieben"
        case FixKind.OTHER_ROOM:
            text = take_room(way.room)
        case _:
            now = (wish.to if isinstance(wish, MoveWish) else None) or row.starts
            text = other_beginning(now, way.wish.to or now)
    return ICONS[way.kind], text


def _at(minute: int) -> str:
    return f"{days.short_day(day_of(minute))} {days.clock(minute_of_day(minute))}"
