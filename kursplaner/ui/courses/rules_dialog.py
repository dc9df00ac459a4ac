"""The rules of one course: how serious each kind of conflict is for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from kursplaner.basics.settings import DEFAULTS
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.kinds import ActKind, ConflictKind, Severity
from kursplaner.planning.conflicts.severities import ADJUSTABLE, own_rules, rules_of, set_rule
from kursplaner.ui.acts import act
from kursplaner.ui.context import AppContext
from kursplaner.ui.widgets import (
    Card,
    Choice,
    Dialog,
    PrimaryButton,
    Row,
    RowList,
    Segmented,
    Text,
    scrolled,
)

AS_TOWN = "town"
SENTENCE = (
    "Was Sie hier nicht ändern, gilt wie in den Einstellungen. Doppelt belegt werden kann nie ein"
    " Raum, eine Person oder ein Fahrzeug."
)
HEIGHT = 420


class RulesDialog(Dialog):
    """One row a kind; what is chosen is stored at once."""

    def __init__(self, context: AppContext, course_id: int, parent: QWidget | None = None) -> None:
        super().__init__("Regeln dieses Kurses", parent, width=720)
        self._context, self._course_id = context, course_id
        self.body.addWidget(Text(SENTENCE, "plain", "second", wrap=True))
        self.choices: dict[ConflictKind, Segmented] = {}
        with context.workspace.read() as db:
            own, town = own_rules(db, course_id), rules_of(db).town
        rows = RowList(top_line=False)
        for kind in ADJUSTABLE:
            rows.add(self._row(kind, town[kind], own.get(kind)))
        card = Card(margin=0, spacing=0)
        card.body.addWidget(rows)
        self.body.addWidget(scrolled(card, height=HEIGHT), 1)
        self.add_button(PrimaryButton("Schließen"), accepts=True)

    def choose(self, kind: ConflictKind, key: str) -> None:
        """Store the choice of one kind, as one act."""
        severity = None if key == AS_TOWN else Severity(key)
        subjects = [("course", self._course_id)]
        act(
            self._context,
            ActKind.COURSE_CHANGED,
            lambda db: set_rule(db, self._course_id, kind, severity),
            "Regel des Kurses geändert",
            subjects,
        )

    def _row(self, kind: ConflictKind, town: Severity, own: Severity | None) -> Row:
        label = DEFAULTS[f"conflicts.{kind}"].label
        choices = (
            Choice(AS_TOWN, "wie der Ort"),
            Choice(Severity.HARD, "hart"),
            Choice(Severity.SOFT, "Hinweis"),
            Choice(Severity.OFF, "aus"),
        )
        field = Segmented(choices, AS_TOWN if own is None else own.value, name=label)
        field.chosen.connect(partial(self.choose, kind))
        self.choices[kind] = field
        return Row(label, f"im Ort: {word(town)}", tool=field)
