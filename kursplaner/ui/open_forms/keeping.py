"""Keeps what stands in an open form within the town file, until it is stored or thrown away."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QDialog

from kursplaner.basics.errors import KursplanerError
from kursplaner.store.open_forms import drop_form, keep_form, kept_form
from kursplaner.store.workspace import LONGEST_WAIT, Workspace
from kursplaner.ui import tasks
from kursplaner.ui.open_forms.inputs import differing, standing

PAUSE = 800
"""Milliseconds after which a change is kept: what a crash may cost."""
PATIENCE = 5.0
"""Seconds for which a plan that is being computed is waited for, where it matters."""
Kept = Mapping[str, object]


class FormKeeper(QObject):
    """Looks again and again what stands in a form, and keeps it when that is something else.

    Looking costs less than being told by every field of forms that grow.

    Attributes:
        found: what was kept of this form before; nothing if there was nothing.
    """

    def __init__(
        self, town: Workspace, form: str, begun: Callable[[], Kept], parent: QObject
    ) -> None:
        """Begin; `begun` says what is to be kept, nothing where nothing was begun."""
        super().__init__(parent)
        self.setObjectName("box" if isinstance(parent, QDialog) else "page")
        self._town, self._form, self._begun = town, form, begun
        with town.read() as db:
            self._written = kept_form(db, town.who, form)
        self.found = read_kept(self._written)
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self, patience: float = 0) -> bool:
        """Keep what stands there now; False where nobody may write, the next look tries again."""
        begun = self._begun()
        return self._write(json.dumps(begun, ensure_ascii=False) if begun else "", patience)

    def end(self) -> None:
        """The form is stored or thrown away: nothing of it is kept any more."""
        self._timer.stop()
        if not self._write("", 0):
            town, form = self._town, self._form
            tasks.start("Eingabe vergessen", lambda _: _dropped(town, form))

    def _write(self, text: str, patience: float) -> bool:
        if text == self._written:
            return True
        try:
            with self._town.aside(patience) as db:
                if text:
                    keep_form(db, self._town.who, self._form, text)
                else:
                    drop_form(db, self._town.who, self._form)
        except KursplanerError:
            return False
        self._written = text
        return True


def is_kept(box: QDialog) -> bool:
    """Tell whether what stands in a box is kept by now, so that it comes back."""
    keepers = box.findChildren(FormKeeper, "box", Qt.FindChildOption.FindDirectChildrenOnly)
    return bool(keepers) and all(keeper.look() for keeper in keepers)


def _dropped(town: Workspace, form: str) -> None:
    """Forget a form once whoever writes now is done."""
    with town.aside(LONGEST_WAIT) as db:
        drop_form(db, town.who, form)


def read_kept(text: str) -> Kept:
    """Return what was kept, nothing where that is not readable."""
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def kept_count(kept: Kept, name: str) -> int:
    """Return a number that was kept, 0 where there is none."""
    found = kept.get(name)
    return found if isinstance(found, int) else 0


def kept_list(kept: Kept, name: str) -> list[Any]:
    """Return a list that was kept, an empty one where there is none."""
    found = kept.get(name)
    return found if isinstance(found, list) else []


class FieldsOf:
    """What stands in the fields of a box now, where that is not what stood there first.

    `more` says what was begun besides.
    """

    def __init__(self, box: QDialog, more: Callable[[], dict[str, object]]) -> None:
        self._box, self._begun = box, more
        self._fields, self._more = standing(box), more()

    def __call__(self) -> dict[str, object]:
        fields, more = differing(standing(self._box), self._fields), self._begun()
        if not fields and more == self._more:
            return {}
        parent = self._box.parentWidget()
        window = parent.window() if parent is not None else None
        place = getattr(window, "current_place", "")
        return {"title": self._box.windowTitle(), "place": place, "fields": fields, **more}
