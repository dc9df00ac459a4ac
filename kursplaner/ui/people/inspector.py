"""One person at the right of the list: reach, family, courses, credentials, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from kursplaner.desk.wording.course_lines import enrolment_state
from kursplaner.desk.wording.people.people import (
    age_text,
    birth_text,
    credential_state,
    role_word,
)
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import listed
from kursplaner.desk.wording.words.kinds import said, word
from kursplaner.desk.wording.words.languages import languages_text
from kursplaner.domain.kinds import (
    ConsentPurpose,
    CredentialKind,
    RouteKind,
    SeatKind,
)
from kursplaner.domain.rides.seating import seat_kind, seat_rules
from kursplaner.planning.people.missing_details import missing
from kursplaner.store.queries.conflicts.work_hours import SOURCE_OF_ROLE
from kursplaner.store.queries.people.people import (
    Bond,
    CollectorRow,
    PersonCourse,
    PersonDetail,
    PersonRow,
    person_detail,
)
from kursplaner.store.queries.people.searching import CHILD
from kursplaner.ui.conflicts.acts import add_standing
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Button,
    Divider,
    Elide,
    Inspector,
    Pill,
    PrimaryButton,
    Row,
    Text,
    ValueRow,
    WholeRow,
)

PAIR = 2
ROUTE_ICONS = {
    "phone": "phone",
    "messenger": "message-circle",
    "email": "mail",
    "neighbour": "house",
    "employer": "briefcase",
    "hostel": "building",
    "letter": "mail",
}


@dataclass(frozen=True, slots=True)
class Acts:
    """What the buttons of the inspector do; each takes the id of the person."""

    edit: Callable[[int], None]
    enrol: Callable[[int], None]
    show: Callable[[int], None]
    merge: Callable[[int], None]
    calendar: Callable[[int], None]
    end: Callable[[int], None]
    reopen: Callable[[int], None]
    tell: Callable[[int], None]
    erase: Callable[[int], None]
    complete: Callable[[int, str], None]


class PersonView:
    """Fills the inspector for one person after the other."""

    def __init__(self, context: AppContext, inspector: Inspector, acts: Acts) -> None:
        self._context, self._inspector, self._acts = context, inspector, acts

    def show(self, person_id: int) -> None:
        """Show one person."""
        with self._context.workspace.read() as db:
            detail = person_detail(db, person_id)
        self._begin(detail)
        self._missing(detail)
        add_standing(self._inspector, self._context, person_id)
        self._contact(detail)
        self._family(detail)
        self._collectors(detail.collectors)
        self._courses(detail.courses)
        self._credentials(detail)
        self._rest(detail)
        self._inspector.finish()

    def _name(self, name: str) -> str:
        return names.shown(name, hidden=self._context.names_hidden)

    def _begin(self, detail: PersonDetail) -> None:
        row, today = detail.row, self._context.today()
        over = listed(role_word(role) for role in row.roles) or "Person"
        facts = [age_text(row.birth_date, today), row.level, languages_text(row.languages)]
        subtitle = " · ".join(fact for fact in facts if fact)
        if row.ended_on is not None:
            subtitle = f"beendet am {days.dated(row.ended_on)}"
        self._inspector.begin(over, self._name(row.name), subtitle)
        if row.own_script_name and not self._context.names_hidden:
            self._inspector.add(Elide(row.own_script_name, "strong", "second"))
            self._inspector.space(4)
        buttons = QWidget()
        line = QHBoxLayout(buttons)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().px(8))
        edit = Button("Bearbeiten", icon="pencil-line")
        edit.clicked.connect(lambda: self._acts.edit(row.id))
        line.addWidget(edit)
        if CHILD not in row.roles and row.ended_on is None:
            enrol = Button("Anmelden", icon="user-plus")
            enrol.clicked.connect(lambda: self._acts.enrol(row.id))
            line.addWidget(enrol)
        line.addWidget(self._more(row))
        line.addStretch(1)
        self._inspector.add(buttons)
        if any(role in SOURCE_OF_ROLE for role in row.roles):
            hours = Button("Verfügbarkeit", icon="calendar-clock")
            hours.clicked.connect(lambda: self._open_hours(row.id))
            self._inspector.add(_left(hours))

    def _more(self, row: PersonRow) -> Button:
        """Return the button with what is done rarely."""
        button = Button(kind="framed", icon="ellipsis", name="Weiteres")
        menu = QMenu(button)
        entries = [("Zusammenführen mit …", self._acts.merge)]
        if row.roles != (CHILD,):
            entries.insert(0, ("Kalenderdatei …", self._acts.calendar))
        if row.ended_on is not None:
            entries.append(("Doch wieder führen", self._acts.reopen))
        else:
            entries.append(("Löschen oder beenden …", self._acts.end))
        entries.append(("Auskunft speichern …", self._acts.tell))
        entries.append(("Personendaten löschen …", self._acts.erase))
        for text, act in entries:
            menu.addAction(text).triggered.connect(lambda _=False, act=act: act(row.id))
        button.setMenu(menu)
        return button

    def show_many(self, keys: Sequence[int], merge: Callable[[], None]) -> None:
        """Show that several are marked; two can be made one."""
        self._inspector.begin("Auswahl", f"{len(keys)} Personen markiert")
        if len(keys) == PAIR:
            button = PrimaryButton("Zusammenführen", "git-merge")
            button.clicked.connect(merge)
            self._inspector.add(button)
            text = "Beide werden nebeneinander gezeigt, bevor etwas geschieht."
            self._inspector.add(Text(text, "note", "second", wrap=True))
        self._inspector.finish()

    def _missing(self, detail: PersonDetail) -> None:
        settings = self._context.workspace.settings
        found = missing(detail, self._context.today(), settings)
        if not found:
            return
        self._inspector.space(8)
        self._inspector.add(_left(Pill("Angaben fehlen", "bad", "circle-alert")))
        for detail_missing in found:
            words = word(detail_missing)
            button = Button(words, "link", "pencil-line", name=f"{words} eintragen")
            button.clicked.connect(
                lambda _=False, kind=detail_missing.value: self._acts.complete(detail.row.id, kind)
            )
            self._inspector.add(_left(button))

    def _contact(self, detail: PersonDetail) -> None:
        self._inspector.space(8)
        hidden = self._context.names_hidden
        if not hidden and not detail.row.address_restricted:
            for route in detail.routes:
                label = said(RouteKind, route.kind)
                extra = f" ({route.note})" if route.note else ""
                self._inspector.add(ValueRow(label, f"{route.value}{extra}"))
        if detail.row.address_restricted:
            self._inspector.add(ValueRow("Wohnort", Pill("Auskunftssperre", "warning", "lock")))
        elif detail.municipality and not hidden:
            street = f"{detail.street}, " if detail.street else ""
            place = f"{street}{detail.postcode} {detail.municipality}".strip()
            self._inspector.add(ValueRow("Wohnort", place))
        if detail.stop and not detail.row.address_restricted:
            self._inspector.add(ValueRow("Haltepunkt", detail.stop))
        if detail.row.birth_date and not hidden:
            born = birth_text(detail.row.birth_date, uncertain=detail.row.birth_uncertain)
            self._inspector.add(ValueRow("Geboren", born))
        if detail.height_cm:
            self._inspector.add(ValueRow("Größe", f"{detail.height_cm} cm"))

    def _family(self, detail: PersonDetail) -> None:
        if not detail.family:
            return
        self._inspector.section("Familie", small=True)
        for member in detail.family:
            self._inspector.add(self._member(member, detail.family_name))
            self._inspector.divider()

    def _member(self, member: Bond, family_name: str) -> QWidget:
        today = self._context.today()
        name = self._name(member.name)
        if not self._context.names_hidden:
            name = name.removeprefix(f"{family_name}, ")
        age = age_text(member.birth_date, today)
        pill: Pill | None = None
        if member.may_not_collect:
            pill = Pill("darf nicht abholen", "bad")
        elif member.is_child:
            rules = seat_rules(self._context.workspace.settings)
            kind = seat_kind(member.birth_date, member.height_cm, today, rules, child=True)
            pill = Pill(said(SeatKind, kind)) if kind is not SeatKind.NONE else None
        row = Row(f"{name}, {age}" if age else name, tool=pill, margin=0).make_clickable()
        row.clicked.connect(lambda: self._acts.show(member.person_id))
        return row

    def _collectors(self, collectors: tuple[CollectorRow, ...]) -> None:
        if not collectors:
            return
        self._inspector.section("Abholen", small=True)
        for collector in collectors:
            word = (
                ("darf nicht abholen", "bad") if collector.forbidden else ("darf abholen", "good")
            )
            pill = Pill(word[0], word[1])  # type: ignore[arg-type]
            self._inspector.add(WholeRow(self._name(collector.name), tool=pill, margin=0))
            self._inspector.divider()

    def _courses(self, courses: tuple[PersonCourse, ...]) -> None:
        if not courses:
            return
        self._inspector.section("Kurse", small=True)
        for course in courses:
            pill = Pill(*enrolment_state(course.status))  # type: ignore[arg-type]
            row = Row(course.title, course.number, tool=pill, margin=0).make_clickable()
            row.clicked.connect(lambda key=course.course_id: self._open_course(key))
            self._inspector.add(row)
            self._inspector.add(Divider())

    def _open_hours(self, person_id: int) -> None:
        self._context.go("availability", resource_id=person_id)

    def _open_course(self, course_id: int) -> None:
        self._context.go("courses", course_id=course_id)

    def _credentials(self, detail: PersonDetail) -> None:
        if not detail.credentials:
            return
        warn = self._context.workspace.settings.number("papers.warn_days")
        self._inspector.section("Nachweise", small=True)
        for credential in detail.credentials:
            text, tone = credential_state(credential.valid_until, self._context.today(), warn)
            pill = Pill(text, tone)  # type: ignore[arg-type]
            self._inspector.add(Row(said(CredentialKind, credential.kind), tool=pill, margin=0))
            self._inspector.divider()

    def _rest(self, detail: PersonDetail) -> None:
        given = [said(ConsentPurpose, name) for name, yes in detail.consents if yes]
        facts = [
            ("Einwilligung", ", ".join(given)),
            ("Bedarf", detail.needs),
            ("Gesundheit", "hinterlegt, siehe Bearbeiten" if detail.has_health_note else ""),
            ("Bemerkung", "" if self._context.names_hidden else detail.note),
        ]
        if any(value for _, value in facts):
            self._inspector.space(8)
        for label, value in facts:
            if value:
                self._inspector.add(ValueRow(label, value))


def _left(widget: QWidget) -> QWidget:
    """Keep a widget as narrow as it is, at the left."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return holder
