"""Accepting a conflict with a reason, taking that back, and what stands against one resource."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kursplaner.desk.wording.conflicts.sentences import shown
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.conflicts.limits import takes_on
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.conflicts import finding, rechecks
from kursplaner.ui.acts import act
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Card,
    Field,
    IconButton,
    Inspector,
    Row,
    Text,
    TextField,
)

MOST_SHOWN = 6


class AcceptDialog(FormDialog):
    """Asks why a conflict is taken on; the reason stays beside it."""

    def __init__(
        self, context: AppContext, conflict: Conflict, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "Konflikt annehmen", parent, width=520)
        self._conflict = conflict
        self.body.addWidget(
            Text(shown(conflict, hidden=context.names_hidden), "plain", "second", wrap=True)
        )
        self.reason = TextField(name="Begründung", hint="z. B. mit der Leitung abgesprochen")
        note = "Ändert sich etwas daran, wird noch einmal gefragt."
        self.body.addWidget(Field("Warum ist das in Ordnung?", self.reason, note))
        self.blames = {"reason_missing": self.reason}
        self.begin("Annehmen", "check", self._take_on, focus=self.reason)

    def _take_on(self) -> None:
        """Store the reason and close; without one it says so."""
        self.act(
            ActKind.CONFLICT_ACCEPTED,
            lambda db: finding.accept(db, [self._conflict], self.reason.text()),
            "Konflikt mit Begründung angenommen",
        )


def take_back(context: AppContext, conflict: Conflict) -> None:
    """Take the acceptance of a conflict back, as one act."""
    act(
        context,
        ActKind.ACCEPTANCE_TAKEN_BACK,
        lambda db: finding.take_back(db, [conflict.id]),
        "Annahme zurückgenommen",
    )


def acceptance_tool(context: AppContext, conflict: Conflict) -> IconButton | None:
    """Return the button that accepts a conflict or takes that back; None where neither goes.

    Double use of a resource is accepted where it arises (the database must know of it), and so
    ends only when one side moves; a seat that is not there is never accepted.
    """
    kind = word(conflict.kind)
    if "accepted" in conflict.facts:
        with context.workspace.read() as db:
            known = conflict.id in finding.acceptances(db)
        if not known:
            return None
        back = IconButton("rotate-ccw", f"Annahme zurücknehmen: {kind}")
        back.clicked.connect(_caller(lambda: take_back(context, conflict)))
        return back
    if not takes_on(conflict):
        return None
    take = IconButton("thumbs-up", f"Mit Begründung annehmen: {kind}")
    take.clicked.connect(_caller(lambda: AcceptDialog(context, conflict, take.window()).open()))
    return take


def conflict_row(context: AppContext, conflict: Conflict, *, margin: int = 0) -> Row:
    """Return a conflict as a row: its sentence, the way to it, and accepting it."""
    kind = word(conflict.kind)
    tone = "bad" if conflict.hard else "warning"
    row = Row(
        f"{kind[0].upper()}{kind[1:]}",
        shown(conflict, hidden=context.names_hidden),
        icon="triangle-alert",
        icon_tone=tone,  # type: ignore[arg-type]
        tool=_tools(context, conflict),
        margin=margin,
        wrap=True,
    )
    row.setObjectName(conflict.id)
    return row


def add_standing(inspector: Inspector, context: AppContext, resource_id: int) -> Sequence[Conflict]:
    """Append what stands against all that is planned with a room, person or vehicle."""
    with context.workspace.read() as db:
        found = rechecks.standing(db, [resource_id])
    if not found:
        return found
    inspector.section("Passt nicht", small=True)
    for conflict in found[:MOST_SHOWN]:
        inspector.add(conflict_row(context, conflict))
        inspector.divider()
    rest = len(found) - MOST_SHOWN
    if rest > 0:
        inspector.add(Text(f"und {rest} weitere", "note", "second"))
    return found


def failing_card(context: AppContext, failing: Sequence[Conflict]) -> Card:
    """Return what a change has just broken, as sentences in a card."""
    card = Card(spacing=4, tone="alert")
    card.body.addWidget(Text("Passt jetzt nicht mehr", "head", "bad"))
    for conflict in failing[:MOST_SHOWN]:
        text = shown(conflict, hidden=context.names_hidden)
        card.body.addWidget(Text(text, "plain", wrap=True))
    rest = len(failing) - MOST_SHOWN
    if rest > 0:
        card.body.addWidget(Text(f"und {rest} weitere", "note", "second"))
    return card


def show_conflict(context: AppContext, conflict: Conflict) -> None:
    """Open the list of conflicts at one of them."""
    context.go("conflicts", conflict_id=conflict.id)


def _tools(context: AppContext, conflict: Conflict) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme().px(4))
    accept = acceptance_tool(context, conflict)
    if accept is not None:
        line.addWidget(accept)
    show = IconButton("chevron-right", f"Zeigen: {word(conflict.kind)}")
    show.clicked.connect(_caller(lambda: show_conflict(context, conflict)))
    line.addWidget(show)
    return holder


def _caller(run: Callable[[], object]) -> Callable[[], None]:
    def call() -> None:
        run()

    return call
