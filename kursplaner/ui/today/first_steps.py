"""What a new town needs before Heute has something to show: a room, a teacher, a course."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal

from kursplaner.domain.kinds import Role
from kursplaner.store.queries.courses.courses import any_course
from kursplaner.store.queries.people.people import people_count
from kursplaner.store.queries.rooms import room_rows
from kursplaner.store.session import Db
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Button, Card, PrimaryButton, Row, RowList, Text


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to make first, and where it is made."""

    verb: str
    sentence: str
    place: str
    target: tuple[tuple[str, object], ...]
    done: bool


def first_steps(db: Db) -> tuple[Step, ...]:
    """The steps of a new town, none once there is a course."""
    if any_course(db):
        return ()
    new = ("new", True)
    return (
        Step("Raum anlegen", "Ort, Plätze, Ausstattung", "rooms", (new,), bool(room_rows(db))),
        Step(
            "Lehrkraft anlegen",
            "Name und Telefon genügen",
            "people",
            (new, ("role", Role.TEACHER.value)),
            people_count(db, role=Role.TEACHER) > 0,
        ),
        Step("Kurs anlegen", "Termine, Raum und Lehrkraft in einem Zug", "courses", (new,), False),
    )


class FirstStepsCard(Card):
    """The steps with a button each; the next one is the primary button.

    Signals:
        wanted(object): the `Step` whose button was pressed.
    """

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__("Erste Schritte", margin=0, spacing=0)
        self.steps: tuple[Step, ...] = ()
        self.buttons: list[Button] = []
        words = Text(
            "Hier steht der Tag mit Kursen, Betreuung und Fahrten. Drei Schritte führen dorthin.",
            "plain",
            "second",
            wrap=True,
        )
        words.setContentsMargins(theme().px(16), 0, theme().px(16), theme().px(8))
        self.body.addWidget(words)
        self._rows = RowList()
        self.body.addWidget(self._rows)
        self.hide()

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """Show what is left to do; nothing hides the card."""
        self.setVisible(bool(steps))
        if steps == self.steps:
            return
        self.steps, self.buttons = steps, []
        self._rows.clear()
        following = next((step for step in steps if not step.done), None)
        for step in steps:
            self._rows.add(self._row(step, first=step is following))

    def _row(self, step: Step, *, first: bool) -> Row:
        if step.done:
            return Row(step.verb, "erledigt", icon="circle-check", icon_tone="good")
        button = PrimaryButton(step.verb) if first else Button(step.verb)
        button.clicked.connect(lambda: self.wanted.emit(step))
        self.buttons.append(button)
        return Row(step.verb, step.sentence, icon="circle-dashed", tool=button)
