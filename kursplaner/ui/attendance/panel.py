"""The inspector of one cell: the mark with its reason and evidence, the family, the past."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from kursplaner.desk.stay_card import ChildLine, StayCard
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import counted, units
from kursplaner.desk.wording.words.kinds import choices, said
from kursplaner.domain.attendance.rules import count_as
from kursplaner.domain.kinds import ExcuseReason, Mark
from kursplaner.store.queries.attendance.attendance import GridPerson, MarkRow
from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.ui.widgets import (
    BarChart,
    Button,
    Choice,
    ChoiceField,
    DateField,
    Field,
    Inspector,
    Pill,
    Row,
    RowList,
    Text,
    ValueRow,
)

NO_REASON = "-"
TONES = {Mark.PRESENT: "good", Mark.EXCUSED: "warning", Mark.UNEXCUSED: "bad"}


@dataclass(frozen=True, slots=True)
class CellFacts:
    """Who and when, the mark there, the lessons before, and why closed marks were corrected."""

    person: GridPerson
    lesson: LessonRow
    mark: MarkRow | None
    past: tuple[MarkRow | None, ...]
    card: StayCard
    open: bool
    corrected: str = ""


class CellPanel:
    """Fills the inspector with a cell.

    Attributes:
        reason: why somebody is excused; None unless the mark is E.
        evidence: the day of the certificate.
        shown: the cell that is shown.
    """

    def __init__(
        self,
        inspector: Inspector,
        store: Callable[[str | None, date | None], object],
        person_wanted: Callable[[], object],
    ) -> None:
        self._inspector = inspector
        self._store = store
        self._person_wanted = person_wanted
        self.reason: ChoiceField | None = None
        self.evidence: DateField | None = None
        self.shown: CellFacts | None = None

    def show(self, facts: CellFacts, today: date, *, hidden: bool) -> None:
        """Show a cell."""
        inspector, lesson = self._inspector, facts.lesson
        self.shown = facts
        when = f"{days.short_day(lesson.day)} · {days.times(lesson.starts, lesson.ends)}"
        taught = units(lesson.teaching_minutes, lesson.unit_minutes)
        name = names.shown(facts.person.name, hidden=hidden)
        inspector.begin("Ausgewählt", name, f"{when} · {taught}")
        self._add_mark(facts)
        if facts.corrected:
            inspector.add(ValueRow("Berichtigung am Termin", facts.corrected))
        word = "heute" if lesson.day == today else "am Tag"
        for label, text in (("Kinder", facts.card.children), ("Fahrt", facts.card.rides)):
            if text:
                inspector.add(ValueRow(f"{label} {word}", text))
        self._add_family(facts.card.family)
        self._add_past(facts.past)
        inspector.space(12)
        button = Button("Person öffnen", icon="user")
        button.clicked.connect(self._person_wanted)
        inspector.add(button)
        inspector.finish()

    def _add_family(self, family: Sequence[ChildLine]) -> None:
        if not family:
            return
        self._inspector.section("Familie", small=True)
        rows = RowList(top_line=False)
        for child in family:
            pill = Pill(child.note, child.tone) if child.note else None  # type: ignore[arg-type]
            rows.add(Row(child.text, tool=pill, margin=0))
        self._inspector.add(rows)

    def _add_mark(self, facts: CellFacts) -> None:
        inspector, mark = self._inspector, facts.mark
        self.reason = self.evidence = None
        if mark is None:
            inspector.add(ValueRow("Vermerk", "noch keiner" if facts.open else "kommt noch"))
            return
        kind = count_as(mark.mark)
        tone = TONES.get(kind, "accent")
        inspector.add(ValueRow("Vermerk", Pill(said(Mark, kind), tone)))  # type: ignore[arg-type]
        if mark.came_at is not None:
            inspector.add(ValueRow("Kam", days.clock(mark.came_at)))
        if mark.left_at is not None:
            inspector.add(ValueRow("Ging", days.clock(mark.left_at)))
        if kind is Mark.EXCUSED:
            self._add_excuse(mark)

    def _add_excuse(self, mark: MarkRow) -> None:
        reasons = [Choice(NO_REASON, "nicht genannt")]
        reasons += [Choice(key.value, text) for key, text in choices(ExcuseReason)]
        self.reason = ChoiceField(reasons, mark.reason or NO_REASON, name="Grund")
        self.reason.chosen.connect(self._changed)
        self._inspector.add(Field("Grund", self.reason))
        if mark.evidence_on is None:
            self._inspector.add(ValueRow("Nachweis", Pill("fehlt noch", "warning")))
        self.evidence = DateField(mark.evidence_on, name="Nachweis vom")
        self.evidence.changed.connect(self._changed)
        self._inspector.add(Field("Nachweis vom", self.evidence))

    def _changed(self, _value: object = None) -> None:
        if self.reason is None or self.evidence is None:
            return
        key = self.reason.current()
        self._store(None if key == NO_REASON else key, self.evidence.value())

    def _add_past(self, past: Sequence[MarkRow | None]) -> None:
        marked = [mark for mark in past if mark is not None]
        if not marked:
            return
        kinds = [count_as(mark.mark) for mark in marked]
        there = kinds.count(Mark.PRESENT)
        excused, missing = kinds.count(Mark.EXCUSED), kinds.count(Mark.UNEXCUSED)
        parts = [f"{there} von {counted(len(marked), 'lesson', dative=True)}"]
        parts += [f"{excused} entschuldigt"] if excused else []
        parts += [f"{missing} unentschuldigt"] if missing else []
        text = ", ".join(parts)
        self._inspector.section("Anwesenheit", small=True)
        self._inspector.add(BarChart([_bar(mark) for mark in past], text))
        self._inspector.add(Text(text, "plain", "second", wrap=True))


def _bar(mark: MarkRow | None) -> tuple[float, bool]:
    if mark is None:
        return 0.0, False
    if count_as(mark.mark) is not Mark.PRESENT:
        return 0.3, False
    late = mark.came_at is not None or mark.left_at is not None
    return (0.7 if late else 1.0), True
