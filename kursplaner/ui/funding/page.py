"""Förderung: choose a period, look at the figures, settle what is missing, save the workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from shiboken6 import isValid

from kursplaner.basics.errors import KursplanerError, Refused
from kursplaner.desk.exports.files import export_funder
from kursplaner.desk.exports.proof import Gap, Proof, read_proof
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.store.queries.funding.grants import grant_rows
from kursplaner.ui import saved_files, tasks
from kursplaner.ui.context import AppContext, PageSpec
from kursplaner.ui.funding.cards import FigureCard, GapCard
from kursplaner.ui.funding.filters import ProofFilters
from kursplaner.ui.tasks import Progress, Task
from kursplaner.ui.widgets import Button, Page, PaletteEntry, PrimaryButton, Text

INTRO = (
    "Kurse, Einheiten, Teilnahme, Kinder und Fahrten eines Zeitraums als Excel-Datei, ohne Namen."
    " Jede Zahl ist eine Formel, die sich bis zur einzelnen Zeile verfolgen lässt."
)
UNREADABLE = "Bitte geben Sie den ersten und den letzten Tag an, zum Beispiel 01.01.2027."


class FundingPage(Page):
    """The proof of a period, before it is written and as a file.

    Attributes:
        asked, shown: how often it looked, and which look is on the page.
    """

    kinds = frozenset({"attendance", "courses", "people", "childcare", "rides", "funding", "town",
                       "settings"})  # fmt: skip

    def __init__(self, context: AppContext) -> None:
        super().__init__("Förderung")
        self._context = context
        self.asked = self.shown = 0
        grants = Button("Förderungen", icon="landmark", tip="Aktenzeichen, Förderzeile, Logo")
        grants.clicked.connect(lambda: context.go("settings", section="grants"))
        self.save_button = PrimaryButton("Excel-Datei speichern", "file-spreadsheet")
        self.save_button.clicked.connect(self.save)
        for button in (grants, self.save_button):
            self.head.add_tool(button)
        self.body.addWidget(Text(INTRO, "plain", "second", wrap=True))
        self.filters = ProofFilters(context.today())
        self.filters.changed.connect(self.refresh)
        self.gaps = GapCard(self._go)
        self.figures = FigureCard()
        for card in (self.filters, self.gaps, self.figures):
            self.body.addWidget(card)
        self.body.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Look at the figures again, off the window's thread."""
        workspace, hidden = self._context.workspace, self._context.names_hidden
        with workspace.read() as db:
            self.filters.show_grants(grant_rows(db))
        wanted, reference = self.filters.days(), self.filters.reference()
        self.save_button.setEnabled(False)
        if wanted is None:
            self.filters.complain(UNREADABLE)
            return
        first, last = wanted
        self.asked += 1
        asked = self.asked

        def work(progress: Progress) -> Proof:
            progress.step(0, 1)
            with workspace.read() as db:
                return read_proof(db, first, last, reference, hidden=hidden)

        def done(proof: Proof) -> None:
            if asked == self.asked and isValid(self.figures):
                self._show(proof)

        tasks.start("Zahlen", work, done, self._refused)

    def show_target(self, **target: object) -> None:
        """Take a grant (`reference`) or a period (`first`, `last`)."""
        reference = target.get("reference")
        if isinstance(reference, str):
            self.filters.grant.choose(reference)
        first, last = target.get("first"), target.get("last")
        if isinstance(first, date) and isinstance(last, date):
            self.filters.show_days(first, last)
        self.refresh()

    def save(self) -> None:
        """Ask where to and write the workbook."""
        wanted = self.filters.days()
        if wanted is None:
            return
        name = f"Nachweis {wanted[0].isoformat()} bis {wanted[1].isoformat()}.xlsx"
        path = saved_files.ask_where(self, "Excel-Datei speichern", name, saved_files.EXCEL)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> Task | None:
        """Write the workbook of the chosen period."""
        wanted = self.filters.days()
        if wanted is None:
            return None
        workspace, reference = self._context.workspace, self.filters.reference()
        first, last = wanted
        named = path if path.suffix else path.with_suffix(".xlsx")

        def write(out: Path) -> None:
            export_funder(workspace, first, last, reference, out)

        return saved_files.save(self._context, named, write)

    def _show(self, proof: Proof) -> None:
        self.filters.complain("")
        self.gaps.show_gaps(proof.gaps)
        self.figures.show_figures(proof.figures)
        self.save_button.setEnabled(True)
        self.shown = self.asked

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, Refused):
            self.filters.complain(sentence(error))
        elif isinstance(error, KursplanerError):
            self._context.problem(error)
        else:
            raise error

    def _go(self, gap: Gap) -> None:
        self._context.go(gap.place, **gap.target)


def _commands(context: AppContext) -> list[PaletteEntry]:
    return [
        PaletteEntry(
            "Zahlen für den Zuwendungsgeber",
            lambda: context.go("funding"),
            "Nachweis als Excel-Datei",
            "file-spreadsheet",
            words="Export",
        )
    ]


SPEC = PageSpec("funding", "Förderung", "landmark", FundingPage, commands=_commands)
