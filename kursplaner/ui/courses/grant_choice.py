"""Which grant pays for a course: chosen where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from kursplaner.basics.spans import day_of
from kursplaner.desk.wording.words.days import full_day, period
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.courses.grant import name_grants, put_under_grant
from kursplaner.store.queries.courses.courses import CourseDetail
from kursplaner.store.queries.funding.course_grants import CourseGrants
from kursplaner.store.queries.funding.grants import GrantRow, grant_rows
from kursplaner.store.queries.sheets import named_grants
from kursplaner.ui.acts import act
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.named_grants import NamedGrants
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Card, Choice, ChoiceField, Field, Text

NONE = "0"


def grant_choices(grants: Sequence[GrantRow]) -> list[Choice]:
    """Return "keine" and every grant with its reference and period."""
    rows = [
        Choice(
            str(grant.id),
            f"{grant.reference}, {grant.title}, {period(grant.first_day, grant.last_day)}",
        )
        for grant in grants
    ]
    return [Choice(NONE, "keine"), *rows]


def grant_steps(course: CourseGrants, grants: Sequence[GrantRow]) -> str:
    """Return "Zuerst AZ-1, ab Mo 05.04.2027 AZ-2"."""
    named = {grant.id: grant.reference for grant in grants}
    first = f"Zuerst {named.get(course.first or 0, 'keine')}"
    later = [
        f"ab {full_day(day_of(starts))} {named.get(key or 0, 'keine')}"
        for starts, key in course.steps
    ]
    return ", ".join([first, *later])


class GrantChoice(Card):
    """The grant of a course today, with those before and after; hidden while the town has none.

    Attributes:
        field: the choice; choosing stores it as one act.
        further: grants its sheets name, too; each change is one act.
    """

    def __init__(self, context: AppContext, course: CourseDetail) -> None:
        super().__init__()
        self._context, self._course = context, course
        with context.workspace.read() as db:
            grants = grant_rows(db)
        stored = str(course.grant_id or NONE)
        self.field = ChoiceField(grant_choices(grants), stored, name="Förderung")
        self.field.chosen.connect(self.store)
        label = Field("Förderung", self.field)
        label.setMaximumWidth(theme().px(480))
        self.body.addWidget(label)
        self.steps = Text(grant_steps(course.grants, grants), "plain", "second", wrap=True)
        self.steps.setVisible(bool(course.grants.steps))
        self.body.addWidget(self.steps)
        with context.workspace.read() as db:
            named = named_grants(db, [course.row.id]).get(course.row.id, ())
        self.further = NamedGrants(grants, named, course.grant_id)
        self.further.wanted.connect(self.name)
        self.body.addWidget(self.further)
        self.setVisible(bool(grants))

    def name(self, wanted: tuple[int, ...]) -> None:
        """Let the sheets of the course name these grants beside the one that pays."""
        course = self._course
        act(
            self._context,
            ActKind.COURSE_CHANGED,
            lambda db: name_grants(db, course.row.id, course.version, wanted),
            "Förderungen auf den Blättern gespeichert",
            [("course", course.row.id)],
        )

    def store(self, key: str) -> None:
        """Put the course under a grant; what is refused goes back to what is stored."""
        course = self._course
        wanted = int(key) or None
        if wanted == course.grant_id:
            return
        done = act(
            self._context,
            ActKind.COURSE_CHANGED,
            lambda db: put_under_grant(db, course.row.id, course.version, wanted),
            "Förderung des Kurses gespeichert",
            [("course", course.row.id)],
        )
        if done is None:
            self.field.choose(str(course.grant_id or NONE))
