"""The box that asks, says what would come of it, and stores it as one act."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Generic, Self, TypeVar

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.wording.conflicts.sentences import shown
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.domain.conflicts.conflicts import Conflict, hard_ones, in_order
from kursplaner.domain.kinds import ActKind
from kursplaner.store.session import Db
from kursplaner.ui import tasks
from kursplaner.ui.acts import Done, Subjects, Told, act
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.open_forms.inputs import fill_in
from kursplaner.ui.open_forms.keeping import FieldsOf, FormKeeper, Kept
from kursplaner.ui.open_forms.naming import MadeOf, form_name, made_of
from kursplaner.ui.widgets import (
    Button,
    Card,
    Dialog,
    Field,
    PrimaryButton,
    Text,
    TextField,
    beside,
    mark_bad,
    scrolled,
    written_in,
)
from kursplaner.ui.widgets.scrolling import LEAST
from kursplaner.ui.widgets.texts import Tone

T = TypeVar("T")
MOST_CONFLICTS = 5
ASKED = "Das liegt ganz in der Vergangenheit. Stimmt das Jahr?"
MEANT = "Ja, so ist es gemeint"
BACK = "Angefangen und noch nicht gespeichert. „Abbrechen“ verwirft es."
LOSE = "Eingaben verwerfen?"
LOSE_SENTENCE = "Was Sie geschrieben haben, ist noch nicht gespeichert."


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would come of what stands in the fields.

    Attributes:
        ready: whether it can be stored.
        asks_reason: whether the reason is asked for with which something hard is taken on.
        asks_past: whether it is asked if something wholly in the past is meant so.
    """

    text: str
    ready: bool = True
    tone: Tone = "text"
    asks_reason: bool = False
    asks_past: bool = False


@dataclass(frozen=True)
class Later(Generic[T]):
    """What would come of it takes a moment: it is computed off the window's thread.

    Attributes:
        wish: what is asked, comparable; asked again it is not computed again.
        work: computes it, with no widget in hand.
        then: makes the outlook of it, back in the window's thread.
    """

    wish: object
    work: Callable[[], T]
    then: Callable[[T], Outlook]


Look = Callable[[], "Outlook | Later[Any]"]
COMPUTED = Outlook("Wird berechnet …", ready=False, tone="second")


class FormDialog(Dialog):
    """Fields, what would come of them, a complaint, and one button that stores: the Enter key too.

    Who makes one fills `body` and ends with `begin`. A refusal keeps the box open, says why
    beneath the fields and puts the cursor where it can be mended.

    Attributes:
        anyway: why something hard is taken on; asked for where the outlook wants it.
        past: ticked where something wholly in the past is meant so.
        store_button: does it, when it is ready.
        keeps: whether what stands in it is kept until it is stored or thrown away; not where
            a tick ends something for good, nor where a secret is typed.
        blames: the field to mend, by the kind of the refusal.
    """

    keeps = True
    _made_of: MadeOf

    def __new__(cls, *args: object, **named: object) -> Self:
        """Remember with what it is made, so that it can be made again."""
        form = super().__new__(cls)
        form._made_of = made_of(form, args, named)
        return form

    def __init__(
        self,
        context: AppContext,
        title: str,
        parent: QWidget | None = None,
        *,
        width: int = 480,
        height: int = 0,
    ) -> None:
        """Build an empty box; with a `height` the outlook scrolls in that many pixels."""
        super().__init__(title, parent, width=width)
        self._keeper: FormKeeper | None = None
        self._context = context
        self._storing: Callable[[], object] = self.accept
        self._looking: Look | None = None
        self._asked: object = None
        self._computing: Later[Any] | None = None
        self._blamed: tuple[QWidget, ...] = ()
        self.blames: Mapping[str, QWidget] = MappingProxyType({})
        self.anyway = TextField(name="Begründung", hint="zum Beispiel: mit allen abgesprochen")
        self._says = Text("", wrap=True)
        self._complaint = Text("", "plain", "bad", wrap=True)
        self._complaint.hide()
        self._anyway_field = Field("Trotzdem, mit dieser Begründung", self.anyway)
        self._anyway_field.hide()
        self.past = QCheckBox(MEANT)
        self.past.hide()
        self._height = height
        self._whole, self.body = self.body, QVBoxLayout()
        self.body.setSpacing(theme().px(12))
        self._whole.addLayout(self.body, 0 if height else 1)

    def add_line(self, *parts: tuple[str, QWidget, int]) -> None:
        """Put labelled inputs side by side under the others, each with its share of the width."""
        self.body.addLayout(beside(*parts))

    def add_end(self, verb: str, end: Callable[[], object]) -> None:
        """Add a button at the left that ends what the form is about."""
        button = Button(verb, "danger", "trash-2")
        button.clicked.connect(end)
        self.foot.insertWidget(0, button)

    def begin(
        self,
        verb: str,
        icon: str,
        store: Callable[[], object],
        look: Look | None = None,
        changed: Sequence[SignalInstance] = (),
        focus: QWidget | None = None,
    ) -> None:
        """Add the buttons and show what would come of it, again whenever a signal tells a change.

        `store` stores it with `act`, or complains. Both raise what is refused.
        """
        self._storing, self._looking = store, look
        self._add_answers()
        self.add_button(Button("Abbrechen")).clicked.connect(self.discard)
        self.store_button = self.add_button(PrimaryButton(verb, icon))
        self.store_button.setDefault(True)
        self.store_button.clicked.connect(self.store)
        for signal in (*changed, self.anyway.editingFinished, self.past.toggled):
            signal.connect(self.propose)
        self.propose()
        if focus is not None:
            focus.setFocus()

    def ask_reason(self, label: str, hint: str) -> None:
        """Ask in other words why something is done anyway."""
        self._anyway_field.show_label(label)
        self.anyway.setPlaceholderText(hint)

    def _add_answers(self) -> None:
        """Put what is said beneath the fields; now, so that the keyboard comes to it last."""
        says: QWidget = self._says
        if self._height:
            says = Card(margin=12)
            area = scrolled(self._says, height=self._height, ground="surface", keys=True)
            self.keep_high(area, min(self._height, LEAST), least=LEAST // 2)
            says.body.addWidget(area)
        self._whole.addWidget(says, 1 if self._height else 0)
        self._whole.addWidget(self._complaint)
        self._whole.addWidget(self._anyway_field)
        self._whole.addWidget(self.past)

    @property
    def told(self) -> str:
        """What is said to come of it."""
        return self._says.plain()

    @property
    def complaint(self) -> str:
        """What is complained of now."""
        return self._complaint.plain()

    @property
    def accept_reason(self) -> str:
        """The reason typed in, without blanks around it."""
        return self.anyway.text().strip()

    def propose(self, _changed: object = None) -> None:
        """Show what would come of it."""
        self.complain("")
        if self._looking is None:
            self._says.hide()
            return
        try:
            seen = self._looking()
        except KursplanerError as error:
            seen = self._refused(error)
        if isinstance(seen, Later):
            self._compute(seen)
            return
        self._computing, self._asked = None, None
        self._show_outlook(seen)

    @property
    def computing(self) -> bool:
        """Whether what would come of it is still being computed."""
        return self._computing is not None

    def _refused(self, error: KursplanerError) -> Outlook:
        past = error.kind == "wholly_past"
        return Outlook(ASKED if past else self._words(error), False, "bad", asks_past=past)

    def _show_outlook(self, seen: Outlook) -> None:
        self._says.set_tone(seen.tone)
        self._says.show_text(seen.text)
        self._says.setVisible(bool(seen.text))
        self._anyway_field.setVisible(seen.asks_reason)
        self.past.setVisible(seen.asks_past or self.past.isChecked())
        self.store_button.setEnabled(seen.ready)
        self._grow()

    def _compute(self, later: Later[Any]) -> None:
        """Compute in another thread what would come of it; the last that was asked is shown."""
        if later.wish == self._asked:
            return
        self._asked, self._computing = later.wish, later
        reason = self._anyway_field.isVisible()
        self._show_outlook(replace(COMPUTED, asks_reason=reason))

        def arrived(value: object) -> None:
            if self._computing is later:
                self._computing = None
                self._show_outlook(later.then(value))

        def failed(error: BaseException) -> None:
            if self._computing is not later:
                return
            self._computing = None
            if isinstance(error, KursplanerError):
                self._show_outlook(self._refused(error))
            else:
                self._context.problem(error)

        tasks.start("Vorschau rechnen", lambda _: later.work(), arrived, failed)

    def discard(self, _clicked: object = None) -> None:
        """Close without storing."""
        self.done(0)

    def reject(self) -> None:
        """Close (Esc, the cross); where something was typed, ask first."""
        if not (self.isVisible() and written_in(self)):
            super().reject()
            return
        box = Dialog(LOSE, self, width=420)
        box.body.addWidget(Text(LOSE_SENTENCE, wrap=True))
        lose = box.add_button(Button("Verwerfen", "danger"))
        lose.clicked.connect(box.accept)
        keep = box.add_button(Button("Weiter bearbeiten", "primary"), rejects=True)
        box.accepted.connect(self.discard)
        box.open()
        keep.setFocus()

    def done(self, result: int) -> None:
        self._computing = None
        if self._keeper is not None:
            self._keeper.end()
        super().done(result)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what was begun in this form and neither stored nor thrown away."""
        super().showEvent(event)
        if self.keeps and self._keeper is None:
            name = form_name(self, self._made_of)
            fields = FieldsOf(self, self.begun)
            self._keeper = FormKeeper(self._context.workspace, name, fields, self)
            if self._keeper.found:
                self.bring_back(self._keeper.found)
                self._whole.insertWidget(0, Text(BACK, "note", "second", wrap=True))
                self._grow()

    def begun(self) -> dict[str, object]:
        """Return what was begun besides what stands in the fields, as JSON can say it."""
        return {}

    def bring_back(self, kept: Kept) -> None:
        """Fill in what was begun, `begun` included."""
        fields = kept.get("fields")
        if isinstance(fields, dict):
            fill_in(self, fields)

    def outlook(
        self, lines: Iterable[str], conflicts: Collection[Conflict], *, accepts: bool = True
    ) -> Outlook:
        """Return what a plan does and what stands against it, hard ones first.

        With `accepts` something hard can be taken on with a reason.
        """
        hidden, hard = self._context.names_hidden, bool(hard_ones(conflicts))
        against = list(dict.fromkeys(shown(c, hidden=hidden) for c in in_order(conflicts)))
        rest = len(against) - MOST_CONFLICTS
        more = [f"… und {rest} weitere"] if rest > 0 else []
        text = "\n".join([*lines, *against[:MOST_CONFLICTS], *more])
        asks_reason = accepts and (hard or bool(self.accept_reason))
        return Outlook(text, ready=not hard, asks_reason=asks_reason)

    def store(self, _clicked: object = None) -> None:
        """Store what stands in the fields now, if that can be done."""
        self.propose()
        if self.store_button.isEnabled():
            try:
                self._storing()
            except KursplanerError as error:
                self.refuse(error)

    def act(
        self,
        kind: ActKind,
        work: Callable[[Db], T],
        told: Told[T] = "",
        subjects: Subjects = (),
        *,
        checks: Collection[int] | None = None,
    ) -> Done[T] | None:
        """Do something as one act and close; a refusal is complained of and the box stays open."""

        def closing(value: T) -> str:
            self.accept()
            return told if isinstance(told, str) else told(value)

        return act(self._context, kind, work, closing, subjects, checks=checks, refused=self.refuse)

    def refuse(self, error: KursplanerError) -> None:
        """Say why it was refused, beneath what would come of it now."""
        self._asked = None
        self.propose()
        blamed = self.blames.get(error.kind)
        self.complain(self._words(error), *([blamed] if blamed is not None else []))

    def complain(self, text: str, *blamed: QWidget) -> None:
        """Say what is wrong and mark where it can be mended; "" takes that away."""
        for field in self._blamed:
            mark_bad(field, bad=False)
        self._blamed = blamed
        for field in blamed:
            mark_bad(field, bad=True)
        if blamed:
            blamed[0].setFocus()
        self.show_complaint(text)

    def show_complaint(self, text: str) -> None:
        """Show a complaint beneath the fields."""
        self._complaint.show_text(text)
        self._complaint.setVisible(bool(text))
        self._grow()

    def _grow(self) -> None:
        """Make room for what wraps: Qt opens no window higher than two thirds of the screen."""
        if self.isVisible():
            self.fit_screen()

    def _words(self, error: KursplanerError) -> str:
        return sentence(error, hidden=self._context.names_hidden)
