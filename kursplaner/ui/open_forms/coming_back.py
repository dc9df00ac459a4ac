"""All forms half filled in of one window: kept when it closes or breaks, back when it opens."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kursplaner.basics.errors import KursplanerError
from kursplaner.store.open_forms import KeptForm, drop_old_forms, kept_forms, old_forms
from kursplaner.ui.context import AppContext
from kursplaner.ui.open_forms.keeping import PATIENCE, FormKeeper, Kept, read_kept
from kursplaner.ui.open_forms.naming import CannotReturnError, opened_again
from kursplaner.ui.widgets import ConfirmDialog, Page

PAGE = "page "
NOT_STORED = "Angefangen und noch nicht gespeichert"
CLOSE, ANYWAY = "Kursplaner schließen?", "Trotzdem schließen"
LOST = "Was angefangen ist, lässt sich gerade nicht behalten: Die Datei nimmt nichts an."


class Frame(AppContext, Protocol):
    """The window as its open forms see it."""

    def close(self) -> bool:
        """Close it."""


class OpenForms(QObject):
    """Looks after what is begun in the pages and boxes of a window."""

    def __init__(self, context: Frame, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._sure = self._came_back = False

    def watch(self, place: str, page: Page) -> None:
        """Bring back what was begun on a page, and keep what is begun there from now on."""
        if type(page).begun is Page.begun:
            return
        keeper = FormKeeper(self._context.workspace, f"{PAGE}{place}", page.begun, page)
        page.begun_ended.connect(lambda: keeper.look(PATIENCE))
        if keeper.found:
            page.bring_back(keeper.found)

    def keep_all(self) -> bool:
        """Keep everything that is begun; False if the file takes nothing now."""
        looked = [keeper.look(PATIENCE) for keeper in self._window.findChildren(FormKeeper)]
        return all(looked)

    def may_close(self) -> bool:
        """Keep everything before the window closes; where that cannot be, ask."""
        if self._sure or self.keep_all():
            return True
        box = ConfirmDialog(CLOSE, LOST, ANYWAY, parent=self._window)
        box.accepted.connect(self.close_anyway)
        box.open()
        return False

    def bring_back(self) -> None:
        """Open the box written in last, and say what else is begun; once for each window."""
        if self._came_back:
            return
        self._came_back = True
        town = self._context.workspace
        with town.read() as db:
            kept, old = kept_forms(db, town.who), old_forms(db)
        if old:
            self._drop_old()
        rest = [form for form in kept if form.form.startswith(PAGE)]
        for form in kept:
            if form not in rest and not self._open_again(form):
                rest.append(form)
        if rest:
            self._tell(rest)

    def _open_again(self, form: KeptForm) -> bool:
        if self._window.findChildren(FormKeeper, "box"):
            return False
        try:
            box = opened_again(self._context, form.form, self._window)
        except (CannotReturnError, KursplanerError, TypeError):
            return False
        self._go(read_kept(form.content))
        box.open()
        return True

    def _tell(self, rest: list[KeptForm]) -> None:
        begun = [read_kept(form.content) for form in rest]
        titles = list(dict.fromkeys(str(each.get("title", "")) for each in begun))
        first = begun[0]
        offer = ("Dorthin", lambda: self._go(first)) if first.get("place") else None
        self._context.notice(f"{NOT_STORED}: {', '.join(filter(None, titles))}", offer=offer)

    def _go(self, begun: Kept) -> None:
        place, target = begun.get("place"), begun.get("target")
        if isinstance(place, str) and place:
            self._context.go(place, **(target if isinstance(target, dict) else {}))

    def _drop_old(self) -> None:
        try:
            with self._context.workspace.aside() as db:
                drop_old_forms(db)
        except KursplanerError:
            return

    def close_anyway(self) -> None:
        """Close, whatever becomes of what was begun."""
        self._sure = True
        self._context.close()
