"""One child at the right: who may and who may not collect it, what to do now, consents."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from kursplaner.desk.childcare_board import CareBoard
from kursplaner.desk.wording.health import health_lines
from kursplaner.desk.wording.people.people import age_text
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.kinds import said
from kursplaner.desk.wording.words.languages import languages_text
from kursplaner.desk.wording.words.relations import relation_word
from kursplaner.domain.kinds import ConsentPurpose, PlaceStatus
from kursplaner.domain.kinds.counting import PLACES_IN_CARE
from kursplaner.store.queries.childcare import SlotChild
from kursplaner.store.queries.people.child_cards import (
    CollectorCard,
    collector_cards,
    consents_of,
    health_of,
)
from kursplaner.ui.childcare.content import shown
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Button,
    Card,
    IconLabel,
    Inspector,
    Pill,
    PrimaryButton,
    Row,
    Text,
    WholeRow,
)

CONSENT_ICONS = {"photo": "camera", "outing": "footprints", "first_aid": "bandage"}


class ChildActs(Protocol):
    """What the buttons do."""

    def bring(self, child: SlotChild) -> None:
        """It is here now."""

    def brought(self, child: SlotChild) -> None:
        """Ask when it was brought and by whom."""

    def collect(self, child: SlotChild) -> None:
        """Somebody takes it home."""

    def excuse(self, child: SlotChild) -> None:
        """It does not come today."""

    def expect(self, child: SlotChild) -> None:
        """It comes after all."""

    def assign(self, child: SlotChild, carer_id: int | None) -> None:
        """It belongs to a carer."""

    def call(self, child: SlotChild) -> None:
        """Show whom to call."""


class ChildView:
    """Fills the inspector for one child after the other."""

    def __init__(self, context: AppContext, inspector: Inspector, acts: ChildActs) -> None:
        self._context, self._inspector, self._acts = context, inspector, acts
        self.main_button: Button | None = None

    def show(self, board: CareBoard, child: SlotChild) -> None:
        """Show one child of the board."""
        with self._context.workspace.read() as db:
            cards = collector_cards(db, child.child_id, board.day)
            consents = consents_of(db, child.child_id)
        self._begin(board, child)
        self._pills(child)
        self._health(child)
        self._collectors(cards)
        self._buttons(board, child)
        self._consents(consents)
        self._inspector.finish()

    @property
    def _hidden(self) -> bool:
        return self._context.names_hidden

    def _begin(self, board: CareBoard, child: SlotChild) -> None:
        carers = board.slot.carers if board.slot else ()
        carer = next((carer.name for carer in carers if carer.person_id == child.carer_id), "")
        over = f"Kind bei {shown(carer, hidden=self._hidden)}" if carer else "Kind"
        facts = (age_text(child.birth_date, board.day), languages_text(child.languages))
        subtitle = " · ".join(part for part in facts if part)
        self._inspector.begin(over, shown(child.name, hidden=self._hidden), subtitle)

    def _pills(self, child: SlotChild) -> None:
        pills: list[Pill] = []
        if child.status == PlaceStatus.BROUGHT and child.brought_at is not None:
            pills.append(Pill(f"da seit {days.clock(child.brought_at)}", "good", "circle-check"))
        elif child.status == PlaceStatus.COLLECTED and child.collected_at is not None:
            pills.append(Pill(f"abgeholt {days.clock(child.collected_at)}", icon="log-out"))
        elif child.status == PlaceStatus.EXCUSED:
            pills.append(Pill("entschuldigt", icon="thermometer"))
        else:
            pills.append(Pill("noch nicht da", "warning", "circle-dashed"))
        if child.brought_by and not self._hidden:
            pills.append(Pill(f"gebracht von {child.brought_by}"))
        row, line = _line()
        for pill in pills:
            line.addWidget(pill)
        line.addStretch(1)
        self._inspector.add(row)
        for text in (child.remark, child.over_limit_reason):
            if text and not self._hidden:
                self._inspector.add(Text(text, "plain", "second", wrap=True))

    def _health(self, child: SlotChild) -> None:
        if not child.has_health_note:
            return
        self._inspector.space(8)
        card = Card(margin=12, tone="warning", horizontal=True)
        card.body.addWidget(IconLabel("shield-alert", "warning"))
        words = Text("Gesundheitsangabe hinterlegt", "strong", wrap=True)
        card.body.addWidget(words, 1)
        button = Button("Zeigen", "link", name="Gesundheitsangabe zeigen")
        button.setVisible(not self._hidden)
        button.clicked.connect(lambda: self._open_health(child, words, button))
        card.body.addWidget(button)
        self._inspector.add(card)

    def _open_health(self, child: SlotChild, words: Text, button: Button) -> None:
        with self._context.workspace.read() as db:
            health = health_of(db, child.child_id)
        words.show_text("\n".join(health_lines(health)) or "Keine Angabe")
        button.hide()

    def _collectors(self, cards: tuple[CollectorCard, ...]) -> None:
        self._inspector.section("Wer darf abholen?")
        for card in cards:
            if card.forbidden:
                self._inspector.add(forbidden_card(card, hidden=self._hidden))
                self._inspector.space(4)
        allowed = [card for card in cards if card.allowed]
        for card in allowed:
            self._inspector.divider()
            self._inspector.add(self._collector(card))
        if not allowed:
            self._inspector.add(
                Text("Niemand eingetragen. Bitte fragen Sie nach.", "plain", "bad", wrap=True)
            )

    def _collector(self, card: CollectorCard) -> WholeRow:
        phone = "" if self._hidden else card.phone
        until = f"nur bis {days.dated(card.until)}" if card.until else ""
        facts = ", ".join(part for part in (relation_word(card.relation), until, phone) if part)
        name = _full(card.name, hidden=self._hidden)
        return WholeRow(name, facts, icon="user-check", icon_tone="good", margin=0)

    def _buttons(self, board: CareBoard, child: SlotChild) -> None:
        self._inspector.space(8)
        text, icon, act = {
            PlaceStatus.BROUGHT.value: ("Abholung eintragen", "log-out", self._acts.collect),
            PlaceStatus.EXCUSED.value: ("Kommt doch", "undo-2", self._acts.expect),
            PlaceStatus.COLLECTED.value: ("Ist wieder da", "log-in", self._acts.bring),
        }.get(child.status, ("Gebracht eintragen", "log-in", self._acts.bring))
        main = PrimaryButton(text, icon)
        main.clicked.connect(lambda: act(child))
        self.main_button = main
        self._inspector.add(main)
        self._inspector.space(4)
        row, line = _line()
        move = Button("Umteilen", icon="repeat-2")
        move.clicked.connect(lambda: self._choose_carer(board, child, move))
        move.setEnabled(bool(board.slot and board.slot.carers))
        call = Button("Anrufen", icon="phone")
        call.clicked.connect(lambda: self._acts.call(child))
        line.addWidget(move, 1)
        line.addWidget(call, 1)
        self._inspector.add(row)
        if child.status in PLACES_IN_CARE:
            self._inspector.space(4)
            here = child.status == PlaceStatus.BROUGHT
            word = "Gebracht: Zeit und Person ändern" if here else "Mit Zeit und Person eintragen"
            when = Button(word, "quiet", "clock")
            when.clicked.connect(lambda: self._acts.brought(child))
            self._inspector.add(when)
        if child.status == PlaceStatus.PLANNED:
            self._inspector.space(4)
            excuse = Button("Kommt heute nicht", "quiet", "thermometer")
            excuse.clicked.connect(lambda: self._acts.excuse(child))
            self._inspector.add(excuse)

    def _choose_carer(self, board: CareBoard, child: SlotChild, button: Button) -> None:
        menu = QMenu(button)
        for carer in board.slot.carers if board.slot else ():
            entry = menu.addAction(shown(carer.name, hidden=self._hidden))
            entry.setEnabled(carer.person_id != child.carer_id)
            entry.triggered.connect(
                lambda _=False, key=carer.person_id: self._acts.assign(child, key)
            )
        nobody = menu.addAction("Niemand")
        nobody.setEnabled(child.carer_id is not None)
        nobody.triggered.connect(lambda: self._acts.assign(child, None))
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _consents(self, consents: dict[str, bool]) -> None:
        self._inspector.section("Einwilligungen")
        for purpose, icon in CONSENT_ICONS.items():
            answer = consents.get(purpose)
            if answer is None:
                pill = Pill("nicht gefragt", "warning")
            else:
                pill = Pill("ja", "good", "check") if answer else Pill("nein", icon="x")
            self._inspector.divider()
            self._inspector.add(Row(said(ConsentPurpose, purpose), icon=icon, tool=pill, margin=0))


def forbidden_card(card: CollectorCard, *, hidden: bool) -> Card:
    """The red card: who must not take the child along."""
    box = Card(margin=12, tone="bad", spacing=2)
    head, line = _line()
    line.addWidget(IconLabel("ban", "bad"))
    line.addWidget(Text("Darf nicht abholen", "head", "bad"), 1)
    box.body.addWidget(head)
    relation = relation_word(card.relation)
    name = _full(card.name, hidden=hidden)
    box.body.addWidget(Text(f"{name}, {relation}" if relation else name, "strong", wrap=True))
    box.body.addWidget(Text("Kind nicht mitgeben, Büro anrufen.", wrap=True))
    box.setAccessibleName(f"Darf nicht abholen: {name}")
    return box


def _full(name: str, *, hidden: bool) -> str:
    return names.initials(name) if hidden else names.spoken(name)


def _line() -> tuple[QWidget, QHBoxLayout]:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme().px(8))
    return row, line
