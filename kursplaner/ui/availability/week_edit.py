"""What is being changed about the hours of somebody, until it is taken over or dropped."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.plain_values import as_plain, from_plain
from kursplaner.basics.spans import DAY_MINUTES, day_of, minute_of_day
from kursplaner.desk.availability import WeekCard, read_week
from kursplaner.desk.wording import availability as wording
from kursplaner.desk.wording.words.days import weekday
from kursplaner.domain.kinds import Role
from kursplaner.planning.availability.changing import AvailabilityPlan, AvailabilityWish
from kursplaner.planning.availability.exceptions import SpecialHours
from kursplaner.planning.availability.most_hours import MostMinutes
from kursplaner.planning.availability.remarks import Remark, remark_on
from kursplaner.planning.availability.touched import Why
from kursplaner.planning.availability.weeks import Painted, Version, WeekWish
from kursplaner.store.occupations import Busy
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import CHILDCARE, RIDE
from kursplaner.ui.open_forms.keeping import kept_list
from kursplaner.ui.widgets.times.week_hours_values import DAYS, HoursBar, HoursBlock

ALL_DAY = tuple(HoursBar(day, 0, DAY_MINUTES) for day in range(DAYS))


def coming_monday(day: date) -> date:
    """Return the day itself if it is a Monday, else the next one."""
    return day + timedelta(days=-day.weekday() % 7)


def bars_of(version: Version) -> tuple[HoursBar, ...]:
    """Return the hours of a version as they are painted; without limits all of the week."""
    if not version.limited:
        return ALL_DAY
    return tuple(HoursBar(t.weekday, t.starts, t.ends, t.kind) for t in version.hours)


def split_at(versions: Iterable[Version], days: Collection[date]) -> list[Version]:
    """Return versions of a week, those in which another limit begins parted on that day."""
    found: list[Version] = []
    for version in versions:
        inside = [
            day
            for day in sorted(days)
            if (version.first is None or day > version.first)
            and (version.last is None or day <= version.last)
        ]
        firsts = [version.first, *inside]
        ends = [*(day - timedelta(days=1) for day in inside), version.last]
        parts = zip(firsts, ends, strict=True)
        found += [replace(version, first=first, last=last) for first, last in parts]
    return found


@dataclass
class WeekEdit:
    """The hours as they are painted now, beside what is stored.

    Attributes:
        first: from which day they hold.
        bars: the painted hours.
        most: minutes a week for `role`.
        remark: on the week, from the first day on.
        added, removed: exceptions that come and keys of those that go.
    """

    card: WeekCard
    first: date
    bars: tuple[HoursBar, ...] = ()
    most: int | None = None
    remark: str = ""
    added: dict[str, SpecialHours] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, card: WeekCard, first: date) -> WeekEdit:
        """Return an edit that changes nothing yet."""
        edit = cls(card, first)
        edit.bars = bars_of(edit.base)
        edit.most, edit.remark = edit.agreed, edit.remarked
        return edit

    @property
    def role(self) -> Role | None:
        """The role for which hours a week are agreed on."""
        return next(iter(self.card.limits), None)

    @property
    def agreed(self) -> int | None:
        """The stored minutes a week that hold on the first day; None: no limit."""
        return None if self.role is None else self.card.limits[self.role].on(self.first)

    @property
    def remarked(self) -> str:
        """What is remarked already on the week of the first day."""
        return remark_on(self.card.remarks, self.first)

    @property
    def base(self) -> Version:
        """The stored version that holds on the first day."""
        known = [v for v in self.card.versions if v.first is None or v.first <= self.first]
        return known[-1]

    def begin_at(self, first: date) -> None:
        """Let it hold from another day; hours that were not painted yet follow that day."""
        untouched, same = self.bars == bars_of(self.base), self.most == self.agreed
        unwritten = self.remark == self.remarked
        self.first = first
        self.remark = self.remarked if unwritten else self.remark
        self.bars = bars_of(self.base) if untouched else self.bars
        self.most = self.agreed if same else self.most

    def wish(self) -> AvailabilityWish | None:
        """Return what is wished for, None where nothing differs from what is stored."""
        week = None
        if self.bars != bars_of(self.base):
            hours = tuple(Painted(b.weekday, b.starts, b.ends, b.kind) for b in self.bars)
            week = WeekWish(self.first, hours=None if self.bars == ALL_DAY else hours)
        most = None
        if self.role is not None and self.most != self.agreed:
            most = MostMinutes(self.role, self.most, self.first)
        text = " ".join(self.remark.split())
        remark = None if text == self.remarked else Remark(self.first, text)
        if not any((week, most, remark, self.added, self.removed)):
            return None
        added = tuple(self.added.values())
        return AvailabilityWish(self.card.id, week, most, remark, added, tuple(self.removed))

    def kept(self) -> dict[str, object]:
        """Return what was painted and entered, as JSON can say it."""
        own = replace(self, card=None)  # type: ignore[arg-type]
        return {"id": self.card.id, **{k: v for k, v in as_plain(own).items() if k != "card"}}

    def since(self) -> date:
        """Return the first day of all that changes."""
        days = [special.first for special in self.added.values()]
        painted = self.bars != bars_of(self.base)
        return min([*days, *([self.first] if painted or not days else [])])

    def heads(self) -> list[tuple[str, str]]:
        """Return the names of the weekdays with their hours in words."""
        limited = self.bars != ALL_DAY
        hours = tuple(Painted(b.weekday, b.starts, b.ends, b.kind) for b in self.bars)
        shown = replace(self.base, hours=hours, limited=limited)
        return [(weekday(day), wording.hours_of_day(shown, day)) for day in range(DAYS)]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What `WeekEdit.kept` writes."""

    id: int
    first: date
    bars: tuple[HoursBar, ...]
    most: int | None
    remark: str
    added: dict[str, SpecialHours]
    removed: list[str]


def kept_edits(edits: Sequence[WeekEdit]) -> dict[str, object]:
    """Return what is begun of all these weeks, the last of them to be shown; {} if nothing."""
    begun = [edit for edit in edits if edit.wish() is not None]
    if not begun:
        return {}
    whose = ", ".join(edit.card.name for edit in begun)
    place = {"place": "availability", "target": {"resource_id": begun[-1].card.id}}
    return {
        "title": f"Verfügbarkeit von {whose}",
        **place,
        "edits": [edit.kept() for edit in begun],
    }


def edits_brought_back(db: Db, kept: Mapping[str, object]) -> dict[int, WeekEdit]:
    """Return the weeks that `kept_edits` wrote, by whose they are."""
    found = [_brought_back(db, begun) for begun in kept_list(kept, "edits")]
    return {edit.card.id: edit for edit in found if edit is not None}


def _brought_back(db: Db, begun: Mapping[str, object]) -> WeekEdit | None:
    """Return what was painted and not stored; None of another version, or of nobody any more."""
    try:
        kept = from_plain(_Kept, begun)
        card = read_week(db, kept.id)
    except (KursplanerError, ValueError, TypeError, KeyError, AttributeError):
        return None
    edit = WeekEdit(card, kept.first, kept.bars, kept.most, kept.remark)
    edit.added, edit.removed = kept.added, kept.removed
    return edit


def blocks_of(
    uses: Iterable[tuple[Busy, str]], colours: dict[str, int], plan: AvailabilityPlan | None
) -> list[HoursBlock]:
    """Return what is planned each week once, marked where it does not fit any more."""
    unfit = {
        (record.source, record.id)
        for misfit in (plan.misfits if plan is not None else ())
        if misfit.group.why is Why.HOURS
        for record in misfit.group.records
    }
    found: dict[tuple[int, int, int, str], HoursBlock] = {}
    for use, label in uses:
        title = {CHILDCARE: f"Betreuung {label}", RIDE: f"Fahrt {label}"}.get(use.source, label)
        starts = minute_of_day(use.starts)
        ends = min(DAY_MINUTES, starts + use.ends - use.starts)
        key = (day_of(use.starts).weekday(), starts, ends, title)
        touched = (use.source, use.source_id) in unfit or (key in found and found[key].touched)
        found[key] = HoursBlock(*key, colours.get(label, 0), touched)
    return sorted(found.values(), key=lambda block: (block.weekday, block.starts, block.title))


def touched_by(
    plan: AvailabilityPlan | None, specials: Sequence[SpecialHours]
) -> dict[SpecialHours, int]:
    """Return how many records each new exception touches."""
    if plan is None:
        return {}
    days = [
        day_of(record.starts)
        for misfit in plan.misfits
        if misfit.group.why is Why.AWAY
        for record in misfit.group.records
    ]
    return {
        special: sum(day in set(special.days()) for day in days)
        for special in specials
        if not special.present
    }
