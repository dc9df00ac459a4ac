"""Stundenplan: lay it out or mend it, watch the search, open the result as a draft."""

from __future__ import annotations

from threading import Event

from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from kursplaner.basics import clock
from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.spans import minute_at
from kursplaner.desk import timetables as desk
from kursplaner.desk.wording import timetable as words
from kursplaner.domain.holidays import term_end
from kursplaner.domain.kinds import CourseStatus
from kursplaner.planning.timetable.laying_out import TimetablePlan, TimetableWish
from kursplaner.planning.timetable.problem import Progress
from kursplaner.planning.timetable.town.wishes import WISHED, Aim
from kursplaner.store.queries.courses.courses import course_rows
from kursplaner.ui import tasks
from kursplaner.ui.context import AppContext, PageSpec
from kursplaner.ui.look.theme import theme
from kursplaner.ui.timetable.result import ResultView
from kursplaner.ui.widgets import (
    Button,
    Card,
    ChipRow,
    Choice,
    DateField,
    Field,
    NumberField,
    Page,
    PaletteEntry,
    PrimaryButton,
    Segmented,
    Text,
)

LAY_OUT, MEND = "lay_out", "mend"
MODES = (Choice(LAY_OUT, "Neu legen"), Choice(MEND, "Nur reparieren"))
INTRO = (
    "Das Programm verteilt die Termine auf Wochentage, Uhrzeiten und Räume. Jeder Kurs behält seine"
    " Tageszeit; Betreuung und Fahrten ziehen mit. Der Plan bleibt, wie er ist, bis Sie den Entwurf"
    " übernehmen."
)
INTRO_MEND = (
    "Nur was nicht mehr geht, ändert sich: zuerst mit einer Vertretung oder in einem anderen Raum"
    " zur selben Zeit, dann zu einer nahen Zeit am selben Tag, erst dann an einem anderen Tag."
)


class _Stop(Event):
    """Set by the button; the end of the program counts, too."""

    def __init__(self) -> None:
        super().__init__()
        self.task: tasks.Task | None = None

    def is_set(self) -> bool:
        """Tell whether the search should end."""
        return super().is_set() or (self.task is not None and self.task.stop.is_set())


class TimetablePage(Page):
    """Range, aims and pins above; below the search and then what it would change.

    Attributes:
        first, last: the days; mode: new or mended; aims: what to aim for; pins: courses that stay.
        seconds: how long to search; start: begins; stop: ends it with the best so far.
        result: what came out; keep: stores it as a draft.
    """

    kinds = frozenset({"courses", "settings"})

    def __init__(self, context: AppContext) -> None:
        super().__init__("Stundenplan", scroll=True)
        self._context = context
        self._stop: _Stop | None = None
        self.plan: TimetablePlan | None = None
        self.mode = Segmented(MODES, LAY_OUT, name="Was")
        self.mode.chosen.connect(self._explain)
        self.start = PrimaryButton("Suchen", "play")
        self.start.clicked.connect(self.search)
        self.head.add_tool(self.mode)
        self.head.add_tool(self.start)
        self.body.addWidget(self._settings())
        self.running = self._progress()
        self.body.addWidget(self.running)
        self.result = ResultView(self)
        self.result.keep.clicked.connect(self.open_draft)
        self.body.addWidget(self.result)
        self.body.addStretch(1)
        self.refresh()
        self._explain()

    # --- building -----------------------------------------------------------------------------

    def _settings(self) -> Card:
        card = Card()
        self.intro = Text("", "plain", "second", wrap=True)
        card.body.addWidget(self.intro)
        today = self._context.today()
        settings = self._context.workspace.settings
        self.first = DateField(today, name="Erster Tag")
        self.last = DateField(term_end(today, settings.text("calendar.land")), name="Letzter Tag")
        most = settings.number("timetable.seconds")
        self.seconds = NumberField(most, name="Suchdauer", unit="Sek.", least=1, most=3600)
        row = QHBoxLayout()
        row.setSpacing(theme().px(12))
        fields = (("Von", self.first), ("Bis", self.last), ("So lange suchen", self.seconds))
        for label, field in fields:
            field.setMaximumWidth(theme().px(180))
            row.addWidget(Field(label, field))
        row.addStretch(1)
        card.body.addLayout(row)
        aims = [Choice(aim.value, words.AIMS[aim]) for aim in WISHED]
        self.aims = ChipRow(aims, [aim.value for aim in WISHED], name="Worauf es ankommt")
        self.pins = ChipRow((), name="Was bleibt, wo es ist")
        self.freed = ChipRow((), name="Darf in eine andere Tageszeit")
        self._of_laying = []
        for label, chips in (
            ("Worauf es ankommt", self.aims),
            ("Bleibt, wo es ist", self.pins),
            ("Darf in eine andere Tageszeit (vormittags, nachmittags, abends)", self.freed),
        ):
            text = Text(label, "label", "second")
            card.body.addWidget(text)
            card.body.addWidget(chips)
            if chips is not self.pins:
                self._of_laying += [text, chips]
        return card

    def _progress(self) -> Card:
        card = Card()
        self.best = Text("", "strong")
        card.body.addWidget(self.best)
        row = QHBoxLayout()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Fortschritt der Suche")
        row.addWidget(self.bar, 1)
        self.stop = Button("Anhalten, das Beste nehmen", icon="square")
        self.stop.clicked.connect(self.end)
        row.addWidget(self.stop)
        card.body.addLayout(row)
        card.hide()
        return card

    # --- what is shown ------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the courses again; what was found stays until the next search."""
        with self._context.workspace.read() as db:
            rows = course_rows(db, minute_at(clock.now()), status=CourseStatus.ACTIVE.value)
        for chips in (self.pins, self.freed):
            kept = tuple(chips.chosen_keys())
            chips.show_choices([Choice(str(row.id), row.number) for row in rows], kept)

    def show_target(self, **target: object) -> None:
        """Choose mending (`mend=True`) and begin at once (`search=True`)."""
        if "mend" in target:
            self.mode.choose(MEND if target["mend"] else LAY_OUT)
            self._explain()
        if target.get("search"):
            self.search()

    def _explain(self, _chosen: str = "") -> None:
        mends = self.mode.current() == MEND
        self.intro.show_text(INTRO_MEND if mends else INTRO)
        for part in self._of_laying:
            part.setVisible(not mends)

    # --- searching ------------------------------------------------------------------------------

    def wish(self) -> TimetableWish | None:
        """Return what is wanted, or None where a day is missing."""
        first, last = self.first.value(), self.last.value()
        if first is None or last is None:
            return None
        pins = frozenset(int(key) for key in self.pins.chosen_keys())
        aims = frozenset(Aim(key) for key in self.aims.chosen_keys())
        freed = frozenset(int(key) for key in self.freed.chosen_keys())
        return TimetableWish(first, last, pins, aims, self.mode.current() == MEND, freed)

    def search(self) -> None:
        """Begin; the window stays usable meanwhile."""
        wish = self.wish()
        if wish is None or self._stop is not None:
            (self.last if self.first.value() is not None else self.first).setFocus()
            return
        stop, workspace, seconds = _Stop(), self._context.workspace, self.seconds.value()
        self._stop, self.plan = stop, None
        self.result.hide()
        self._show_running(seconds)

        def work(progress: tasks.Progress) -> TimetablePlan:
            def tell(best: Progress) -> None:
                if not stop.is_set():
                    done = min(seconds * 10, round(best.seconds * 10))
                    progress.step(done, seconds * 10, words.progress_text(best))

            return desk.propose(workspace, wish, seconds, tell, stop)

        task = tasks.start("Stundenplan suchen", work, self._found, self._failed)
        stop.task = task
        task.progressed.connect(self._told)
        task.ended.connect(self._ended)

    def end(self) -> None:
        """End the search with the best so far."""
        if self._stop is not None:
            self._stop.set()
            self.stop.setEnabled(False)
            self.best.show_text("Wird angehalten …")

    def open_draft(self) -> None:
        """Store what was found as a draft and show it."""
        if self.plan is None or not self.plan.changes:
            return
        try:
            draft = desk.keep(self._context.workspace, self.plan, self.result.chosen())
        except KursplanerError as error:
            self._context.problem(error)
            return
        self._context.notice("Stundenplan als Entwurf angelegt", undo=True)
        self._context.go("drafts", draft_id=draft)

    def _show_running(self, seconds: int) -> None:
        self.start.setEnabled(False)
        self.stop.setEnabled(True)
        self.bar.setRange(0, seconds * 10)
        self.bar.setValue(0)
        self.best.show_text("Termine werden gelesen …")
        self.running.show()

    def _told(self, done: int, total: int, text: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if self.stop.isEnabled():
            self.best.show_text(text)

    def _found(self, plan: TimetablePlan) -> None:
        self.plan = plan
        hidden = self._context.names_hidden
        self.result.show_plan(words.without_names(plan) if hidden else plan)

    def _failed(self, error: BaseException) -> None:
        self._context.problem(error)

    def _ended(self) -> None:
        self._stop = None
        self.running.hide()
        self.start.setEnabled(True)


def _commands(context: AppContext) -> list[PaletteEntry]:
    return [
        PaletteEntry("Stundenplan legen", lambda: context.go("timetable"), icon="wand-sparkles"),
        PaletteEntry(
            "Stundenplan reparieren", lambda: context.go("timetable", mend=True), icon="bandage"
        ),
    ]


SPEC = PageSpec(
    "timetable",
    "Stundenplan",
    "wand-sparkles",
    TimetablePage,
    in_rail=False,
    home="calendar",
    commands=_commands,
)
