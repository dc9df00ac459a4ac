"""Ausfall: one morning on one page, from who is missing to the last call."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from kursplaner.basics import clock
from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.spans import Span, day_of, minute_at, minute_of
from kursplaner.desk.absences.call_list import CallLine, CallList, read_call_list
from kursplaner.desk.absences.outcomes import outcomes
from kursplaner.desk.wording import absences as wording
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import listed
from kursplaner.domain.kinds import AbsenceKind, CallAnswer, ContactResult
from kursplaner.planning.absences import calls as absence_calls
from kursplaner.planning.absences import cancelling, effects, stand_ins
from kursplaner.planning.absences.calls import Excuses
from kursplaner.planning.absences.cancelling import CallingOff
from kursplaner.planning.absences.stand_ins import Need
from kursplaner.store.queries.absences.absences import absences_between
from kursplaner.store.queries.absences.calls import contact_cards, contact_log
from kursplaner.store.session import Db
from kursplaner.ui.absences.acts import AbsenceActs
from kursplaner.ui.absences.cards import HeadCard, MessageCardToAll, StandInCard
from kursplaner.ui.absences.foot import ORDERED, FootCard
from kursplaner.ui.absences.inspector import KEYS, CallPanel
from kursplaner.ui.absences.lines import CallTable
from kursplaner.ui.absences.papers import print_calls, print_confirmations
from kursplaner.ui.absences.plan_dialog import PlanDialog
from kursplaner.ui.absences.search import found_absences
from kursplaner.ui.context import AppContext, PageSpec
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Button, EmptyState, Inspector, Page, Text

NARROW = 760
NOTHING = "Hier steht ein gemeldeter Ausfall: wen er trifft, wer einspringt, wer anzurufen ist."
ALL_DONE = "Alle sind erreicht."


class AbsencePage(Page):
    """Who stands in, whom to call, what they say."""

    kinds = frozenset(
        {"absences", "people", "courses", "childcare", "rides", "attendance", "rooms"}
    )

    def __init__(self, context: AppContext) -> None:
        super().__init__("Ausfall", inspector=True)
        self._context = context
        self.acts = AbsenceActs(context)
        self.calls: CallList | None = None
        self._chosen: int | None = None
        self._add_head()
        self.top = HeadCard()
        self.top.end_wanted.connect(lambda: self.acts.end(context.today()))
        self.stand_ins = StandInCard()
        self.stand_ins.assign_wanted.connect(self.acts.assign)
        self.stand_ins.ask_wanted.connect(self.acts.ask)
        self.stand_ins.call_off_wanted.connect(self.acts.call_off)
        self.table = CallTable()
        self.table.chosen.connect(self.choose)
        self.table.print_wanted.connect(self.print_page)
        self.table.confirmation_wanted.connect(self.confirm)
        self.foot = FootCard()
        self.foot.excuses_wanted.connect(self.acts.take_over)
        self.foot.messages_wanted.connect(self._show_messages)
        self.hint = Text(ORDERED, "note", "second", wrap=True)
        self.message = MessageCardToAll()
        self.message.copy_wanted.connect(self.acts.copy)
        self.message.mail_wanted.connect(self._mail)
        self._lay_out()
        inspector = self.inspector or Inspector(self)
        self.panel = CallPanel(inspector, self._tick, self.acts.copy)
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key in KEYS:
            QShortcut(QKeySequence(key), self, lambda key=key: self.panel.press(key), context=here)
        for key, result in (("M", ContactResult.MAILBOX), ("O", ContactResult.OPEN)):
            press = lambda result=result: self.panel.tick(result)  # noqa: E731
            QShortcut(QKeySequence(key), self, press, context=here)
        self.refresh()

    def show_target(self, **target: object) -> None:
        """Show one absence (`absence_id`)."""
        key = target.get("absence_id")
        if isinstance(key, int):
            self.acts.absence_id = key
            self._chosen = None
            self.refresh()
            QTimer.singleShot(0, self._focus)

    def refresh(self) -> None:
        """Read the absence and its calls again."""
        try:
            with self._context.workspace.read() as db:
                self._read(db)
        except KursplanerError:
            self._show_nothing()

    def print_page(self) -> bool:
        """Print whom to call, with the sentences; not while names are hidden."""
        if self.calls is not None and not self._context.names_hidden:
            print_calls(self._context, self.calls, self)
        return True

    def confirm(self) -> None:
        """Print the confirmation of the failed childcare for every family that stays at home."""
        if self.calls is not None and not self._context.names_hidden:
            print_confirmations(self._context, self.calls, self)

    def change_plan(self) -> None:
        """Ask until when it lasts, and what takes place again."""
        if self.calls is not None and not self.calls.absence.withdrawn:
            PlanDialog(self._context, self.acts, self.calls, self).open()

    def choose(self, person_id: int) -> None:
        """Show one call at the right."""
        self._chosen = person_id
        self.table.select(person_id)
        self._show_call()
        self.open_inspector()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.inspector.width() if self.inspector and not self._drawer else 0
        narrow = self.width() - beside < theme().px(NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._columns.direction() != way:
            self._columns.setDirection(way)

    def _read(self, db: Db) -> None:
        if not self.acts.absence_id:
            self.acts.absence_id = _latest(self._context, db)
        key, hidden = self.acts.absence_id, self._context.names_hidden
        calls = self.calls = read_call_list(db, key, hidden=hidden)
        row, today = calls.absence, self._context.today()
        who = names.initials(row.name) if hidden else names.short(row.name)
        who = row.name if row.kind == AbsenceKind.VEHICLE else who or listed(row.villages)
        until = row.ends - minute_of(row.last)
        title = wording.missing_text(row.kind, who, row.reason, row.first, row.last, until)
        village = listed(row.villages)
        if village:
            title = wording.cut_off_text(row.reason, until)
        parts = [touched.part for touched in calls.touched]
        head = wording.page_title(parts, row.first, row.last, village)
        self.head.show_title(head, "Heute / Ausfall")
        at = day_of(row.reported_at), row.reported_at
        told = wording.reported_text(*at, today, withdrawn=row.withdrawn)
        running = row.first < today <= row.last
        self.top.show_state(calls, title, told, outcomes(db, calls), running=running)
        self.change.setEnabled(not row.withdrawn)
        self.top.show_away(effects.away(db, key), hidden=hidden)
        needs = stand_ins.needs(db, key)
        self.foot.show_calls(calls, _excuses(db, calls), hidden=hidden)
        staff = row.kind in (AbsenceKind.PERSON, AbsenceKind.VEHICLE)
        done = wording.settled_text(calls.touched)
        self.stand_ins.show_needs(
            needs,
            _plans(db, key),
            done,
            hidden=hidden,
            staff=staff,
            absent=who if row.kind == AbsenceKind.PERSON else "",
            numbers={} if hidden else _numbers(db, needs),
        )
        self.stand_ins.setVisible(bool(calls.touched) or bool(calls.lines))
        printable = not hidden and any(call.topic == "childcare" for call in calls.lines)
        if self._chosen is None or calls.line(self._chosen) is None:
            upcoming = calls.next_open()
            self._chosen = upcoming.person_id if upcoming else None
        self.table.show_calls(calls, self._chosen, printable=printable, hidden=hidden)
        self.message.show_calls(calls, hidden=hidden)
        self._show_messages(shown=self.foot.messages.isChecked())
        self._show_parts(shown=True)
        self._show_call()

    def _show_call(self) -> None:
        calls = self.calls
        line = calls.line(self._chosen) if calls is not None and self._chosen else None
        if calls is None or line is None:
            done = ALL_DONE if calls is not None and calls.lines else "Niemand ist anzurufen."
            self.panel.show_nothing(done)
            return
        after = calls.next_open(line.person_id)
        with self._context.workspace.read() as db:
            log = contact_log(db, line.person_id)
        others = after if after is not None and after.person_id != line.person_id else None
        self.panel.show(line, others, log, clock.now())

    def _show_messages(self, shown: bool) -> None:
        self.message.setVisible(shown and self.calls is not None and bool(self.calls.lines))

    def _tick(
        self,
        line: CallLine,
        result: ContactResult,
        answer: CallAnswer,
        children: tuple[int, ...] = (),
    ) -> None:
        """Note a call from the panel and go on to the next one."""
        calls = self.calls
        after = calls.next_open(line.person_id) if calls is not None else None
        note = wording.NOT_ANSWERED if result is ContactResult.OPEN else ""
        if self.acts.tick(line, result, answer, note, children):
            self._chosen = after.person_id if after is not None else line.person_id
            self.refresh()
            QTimer.singleShot(0, self._focus_call)

    def _mail(self, lines: object, text: str) -> None:
        if self.calls is not None and isinstance(lines, list):
            self.acts.mail(lines, self.head.title.text(), text)

    def _show_nothing(self) -> None:
        self.calls = None
        self.acts.absence_id = 0
        self.head.show_title("Ausfall", "Heute / Ausfall")
        self._show_parts(shown=False)
        self.panel.show_nothing("")

    def _show_parts(self, *, shown: bool) -> None:
        for part in (self.top, self.stand_ins, self.table, self.foot, self.message):
            if not shown:
                part.hide()
        self.hint.setVisible(shown and self.calls is not None and bool(self.calls.lines))
        self.change.setVisible(shown)
        self.empty.setVisible(not shown)
        if shown:
            self.top.show()
            self.table.show()

    def _focus(self) -> None:
        """Put the keyboard where the next step is: somebody to stand in, else the next call."""
        if self.stand_ins.buttons and self.stand_ins.isVisible():
            self.stand_ins.buttons[0].setFocus()
        else:
            self._focus_call()

    def _focus_call(self) -> None:
        if self.panel.reached is not None and self.panel.reached.isVisible():
            self.panel.reached.setFocus()

    def _add_head(self) -> None:
        self.head.show_title("Ausfall", "Heute / Ausfall")
        self.head.crumb_clicked.connect(lambda: self._context.go("today"))
        self.change = Button("Plan ändern", icon="pencil-line")
        self.change.clicked.connect(self.change_plan)
        self.head.add_tool(self.change)
        more = Button("Weiteren Ausfall melden", icon="user-x")
        more.clicked.connect(lambda: self._context.go("today", absence=True))
        self.head.add_tool(more)

    def _lay_out(self) -> None:
        self.empty = EmptyState(NOTHING, "Ausfall melden", "user-x")
        self.empty.wanted.connect(lambda: self._context.go("today", absence=True))
        self.body.addWidget(self.empty)
        columns = self._columns = QHBoxLayout()
        columns.setSpacing(theme().px(12))
        columns.addWidget(self.top, 1)
        columns.addWidget(self.stand_ins, 1)
        self.body.setSpacing(theme().px(12))
        self.body.addLayout(columns)
        self.body.addWidget(self.table)
        self.body.addWidget(self.foot)
        self.body.addWidget(self.message)
        self.body.addWidget(self.hint)
        self.body.addStretch(1)


def _latest(context: AppContext, db: Db) -> int:
    """Return the absence of today or later that was reported last, 0 where there is none.

    One that was taken back comes last.
    """
    now = minute_at(clock.now())
    del context
    found = absences_between(db, Span(now - 720, now + 14 * 1440))
    newest = max(
        found, key=lambda absence: (not absence.withdrawn, absence.reported_at), default=None
    )
    return newest.id if newest is not None else 0


def _excuses(db: Db, calls: CallList) -> Excuses | None:
    if not any(call.topic in ("childcare", "ride") for call in calls.lines):
        return None
    return absence_calls.propose_excuses(db, calls.absence.id)


def _numbers(db: Db, needs: Sequence[Need]) -> dict[int, str]:
    """Return the first number of everybody who may stand in."""
    keys = {each.choice.id for need in needs for each in need.candidates}
    cards = contact_cards(db, keys).values()
    return {card.person_id: card.routes[0].value for card in cards if card.routes}


def _plans(db: Db, absence_id: int) -> list[CallingOff]:
    """Return what could be called off: without a make-up, and with one where lessons go."""
    try:
        plain = cancelling.propose(db, absence_id)
    except KursplanerError:
        return []
    if not plain.lesson_ids:
        return [plain]
    return [plain, cancelling.propose(db, absence_id, make_up=True)]


SPEC = PageSpec(
    "absences", "Ausfall", "user-x", AbsencePage, in_rail=False, home="today", search=found_absences
)
