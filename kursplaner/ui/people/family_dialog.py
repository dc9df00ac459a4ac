"""A parent with children into course, childcare and shuttle in one step, with what is known now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from kursplaner.basics.errors import HardConflict, KursplanerError
from kursplaner.desk.wording.conflicts.sentences import shown as shown_conflict
from kursplaner.desk.wording.people.families import still_missing
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.conflicts.limits import takes_on
from kursplaner.domain.kinds import ActKind, Gender, Way
from kursplaner.planning.people import families
from kursplaner.planning.people.families import FamilyDraft, PersonDraft, StoredFamily
from kursplaner.store.queries.people.people import person_detail
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog
from kursplaner.ui.look.theme import theme
from kursplaner.ui.open_forms.keeping import Kept, kept_list
from kursplaner.ui.people.child_rows import ChildLine, ChildRows
from kursplaner.ui.people.double_hint import Known, known_double
from kursplaner.ui.people.family_choices import WAY_STOP, CourseField, WayField
from kursplaner.ui.people.ride_days import RideDays
from kursplaner.ui.widgets import (
    Button,
    Choice,
    ChoiceField,
    DateField,
    Divider,
    MessageCard,
    Text,
    TextField,
    beside,
)

RELATIONS = (
    Choice("mother", "Mutter"),
    Choice("father", "Vater"),
    Choice("guardian", "andere Sorge"),
    Choice("", "ohne Kinder"),
)
GENDERS = {"mother": Gender.FEMALE, "father": Gender.MALE}


class FamilyDialog(FormDialog):
    """Enrols a family; what lacks is said in words, and then she may wait.

    Signals:
        stored(int): id of the parent.
    """

    stored = Signal(int)

    def __init__(
        self,
        context: AppContext,
        person_id: int | None = None,
        parent: QWidget | None = None,
        *,
        course_id: int | None = None,
    ) -> None:
        super().__init__(context, "Familie anmelden", parent, width=760)
        self._adult_id = person_id
        self._family_name = ""
        self._message: MessageCard | None = None
        self._build_fields(course_id)
        self._lay_out()
        self.ask_reason("Trotzdem anmelden, weil", "zum Beispiel: mit allen abgesprochen")
        self.begin("Anmelden", "user-plus", self.enrol)
        self.waiting = Button("Auf die Warteliste", icon="clock")
        self.waiting.clicked.connect(self.wait)
        self.waiting.hide()
        self.foot.insertWidget(self.foot.indexOf(self.store_button), self.waiting)
        self._listen()
        self._course_changed()
        if person_id is not None:
            self._take(person_id)
        self.family.setFocus()

    def begun(self) -> dict[str, object]:
        taken = [
            [at, line.person_id]
            for at, line in enumerate(self.children_.lines)
            if line.person_id is not None and line.known is None
        ]
        return {"adult": self._adult_id, "taken": taken}

    def bring_back(self, kept: Kept) -> None:
        adult = kept.get("adult")
        if isinstance(adult, int) and adult != self._adult_id:
            self._take(adult)
        super().bring_back(kept)
        for at, person_id in kept_list(kept, "taken"):
            if at < len(self.children_.lines):
                self._take_child(self.children_.lines[at], person_id)

    def draft(self) -> FamilyDraft:
        """Return what stands in the form."""
        way, stop = self.way.way_and_stop()
        relation = self.relation.current()
        adult = PersonDraft(
            family_name=self.family.text(),
            given_name=self.given.text(),
            phone=self.phone.text(),
            languages=self.languages.text(),
            birth_date=self.birth.value(),
            gender=GENDERS.get(relation, Gender.UNKNOWN),
            municipality=self.municipality.text(),
            stop_id=stop,
        )
        return FamilyDraft(
            adult=None if self._adult_id is not None else adult,
            adult_id=self._adult_id,
            children=self.children_.drafts(),
            relation=relation,
            course_id=self.course.course_id(),
            from_day=self.first.value(),
            way=way,
            stop_id=stop,
            accept=self.accept_reason,
            ride_days=self.ride_days.days_ridden() if way is Way.SHUTTLE else None,
        )

    def enrol(self) -> None:
        """Enrol; where something lacks, say what and offer the waiting list."""
        self._enrol(else_waiting=False)

    def wait(self) -> None:
        """Put the family on the waiting list."""
        self._enrol(else_waiting=True)

    def _enrol(self, *, else_waiting: bool) -> None:
        if not self._readable():
            return
        draft = self.draft()
        kind = ActKind.ENROLLED if draft.course_id is not None else ActKind.PERSON_ADDED
        subjects = [("course", draft.course_id)] if draft.course_id is not None else []
        done = self.act(
            kind,
            lambda db: families.enrol_family(db, draft, else_waiting=else_waiting),
            partial(self._told, draft),
            subjects,
        )
        if done is not None:
            self.stored.emit(done.value.adult_id)

    def refuse(self, error: KursplanerError) -> None:
        if isinstance(error, HardConflict):
            self._lacks(error)
        else:
            self._say("Noch nicht angemeldet.", self._words(error))

    def _told(self, draft: FamilyDraft, done: StoredFamily) -> str:
        who = "Familie" if draft.children else "Person"
        if done.enrolment_id is None:
            return f"{who} angelegt"
        where = self.course.as_it_is()
        hidden = self._context.names_hidden
        hints = "".join(
            f". {shown_conflict(conflict, hidden=hidden)}" for conflict in done.hints[:1]
        )
        if done.waiting:
            return f"{who} steht auf der Warteliste: {where}{hints}"
        if hints:
            return f"{who} angemeldet: {where}{hints}"
        asked = f". {still_missing(done.missing)}" if done.missing else ""
        return f"{who} angemeldet: {where}{asked}"

    def _lacks(self, error: HardConflict) -> None:
        found = [conflict for conflict in error.conflicts if isinstance(conflict, Conflict)]
        hidden = self._context.names_hidden
        text = shown_conflict(found[0], hidden=hidden) if found else self._words(error)
        if len(found) > 1:
            text = f"{text} Außerdem {counted(len(found) - 1, 'conflict')}."
        self._say("Es passt nicht ganz.", text)
        anyway = bool(found) and all(takes_on(conflict) for conflict in found)
        self._anyway_field.setVisible(anyway)
        self.waiting.show()
        (self.anyway if anyway and self.accept_reason else self.waiting).setFocus()

    def _say(self, strong: str, text: str) -> None:
        self._clear_message()
        self._message = MessageCard(strong, text, tone="warning")
        self._message.setToolTip(text)
        self._message_room.addWidget(self._message)

    def _clear_message(self) -> None:
        if self._message is not None:
            self._message.hide()
            self._message.deleteLater()
            self._message = None

    def _readable(self) -> bool:
        fields = [self.birth, self.first, *self.children_.date_fields()]
        bad = [field for field in fields if not field.is_valid()]
        if bad:
            bad[0].setFocus()
            self._say("Ein Datum ist nicht lesbar.", "Bitte schreiben Sie zum Beispiel 02.03.2027.")
        return not bad

    def _build_fields(self, course_id: int | None) -> None:
        self.family = TextField(name="Familienname")
        self.given = TextField(name="Vorname")
        self.relation = ChoiceField(RELATIONS, "mother", name="Rolle")
        self.phone = TextField(name="Telefon")
        self.languages = TextField(name="Sprachen", hint="z. B. Arabisch")
        self.birth = DateField(name="Geburtsdatum")
        self.municipality = TextField(name="Wohnort")
        self.children_ = ChildRows()
        self.course = CourseField(self._context, course_id)
        self.first = DateField(self._context.today(), name="Ab")
        self.way = WayField(self._context)
        self.ride_days = RideDays(self._context, self.way)

    def _lay_out(self) -> None:
        self._message_room = QVBoxLayout()
        self._adult = QWidget()
        adult = QVBoxLayout(self._adult)
        adult.setContentsMargins(0, 0, 0, 0)
        adult.setSpacing(theme().px(10))
        adult.addLayout(
            beside(
                ("Familienname", self.family, 3),
                ("Vorname", self.given, 3),
                ("Wer", self.relation, 2),
            )
        )
        adult.addLayout(
            beside(
                ("Telefon", self.phone, 3),
                ("Sprachen", self.languages, 2),
                ("Wohnort", self.municipality, 2),
                ("Geboren", self.birth, 2),
            )
        )
        self._known = Text("", "strong")
        self._known.hide()
        self.body.addWidget(self._known)
        self.body.addWidget(self._adult)
        self.body.addWidget(Divider())
        self.body.addWidget(Text("Kinder", "head"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        self.keep_high(area, 140, least=72)
        area.setWidget(self.children_)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(area, 1)
        self.body.addWidget(Divider())
        self.body.addWidget(Text("Kurs, Betreuung, Fahrdienst", "head"))
        self.add_line(
            ("Kurs", self.course, 4), ("Ab", self.first, 2), ("Weg zum Kurs", self.way, 3)
        )
        self.body.addWidget(self.ride_days)
        self._hint = Text("", "note", "second", wrap=True)
        self.body.addWidget(self._hint)
        self.body.addLayout(self._message_room)

    def _listen(self) -> None:
        self.course.chosen.connect(self._course_changed)
        for field in (self.family, self.given, self.phone, self.birth):
            field.editingFinished.connect(self._look_for_double)
        self.children_.edited.connect(self._look_for_double)

    def _course_changed(self, _key: str = "") -> None:
        course = self.course.row()
        self.ride_days.show_course(course.id if course is not None and course.shuttle else None)
        self.children_.show_childcare(offered=course is not None and course.childcare)
        self._hint.show_text(self.course.hint())
        self.waiting.hide()
        self._anyway_field.hide()
        self._clear_message()

    def _look_for_double(self) -> None:
        """Say whether the parent, or a child, is known already, and offer to take that one."""
        adult = self.draft().adult
        found = known_double(self._context, adult) if adult is not None else None
        if found is not None:
            self._say_known(found, "Diese Person nehmen", self._take)
            return
        family = adult.family_name if adult is not None else self._family_name
        for line in self.children_.lines:
            child = line.draft(offered=False).person if line.filled() else None
            named = replace(child, family_name=family) if child is not None else None
            found = known_double(self._context, named) if named is not None else None
            if found is not None:
                self._say_known(found, "Dieses Kind nehmen", partial(self._take_child, line))
                return
        self._clear_message()

    def _say_known(self, found: Known, verb: str, take: Callable[[int], object]) -> None:
        self._say(found.strong, found.text)
        button = Button(verb)
        button.clicked.connect(lambda: take(found.person_id))
        if self._message is not None:
            self._message.add(button)

    def _take_child(self, line: ChildLine, person_id: int) -> None:
        with self._context.workspace.read() as db:
            detail = person_detail(db, person_id)
        line.take(person_id, names.shown(detail.row.name, hidden=self._context.names_hidden))
        self._clear_message()

    def _take(self, person_id: int) -> None:
        """Enrol somebody who is known, with the children known so far."""
        self._adult_id = person_id
        with self._context.workspace.read() as db:
            detail = person_detail(db, person_id)
        self._family_name = detail.family_name
        self._known.show_text(names.shown(detail.row.name, hidden=self._context.names_hidden))
        self._known.show()
        self._adult.hide()
        self._clear_message()
        self.children_.show_known([family for family in detail.family if family.is_child])
        if detail.stop_id is not None:
            self.way.choose(f"{WAY_STOP}{detail.stop_id}")
