"""What a merge of two records shows, in words, for window and shell alike."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from kursplaner.basics import clock
from kursplaner.desk.wording.conflicts.sentences import shown
from kursplaner.desk.wording.course_lines import enrolment_state
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.desk.wording.people import merging as words
from kursplaner.desk.wording.people.people import age_text, birth_text, role_words
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import counted, counted_or_none, listed
from kursplaner.desk.wording.words.languages import languages_text
from kursplaner.domain.people import Person
from kursplaner.planning.people.doubles import likeness, shared_children
from kursplaner.planning.people.merge_fields import MergeField, Side
from kursplaner.planning.people.merging import MergePlan
from kursplaner.store.queries.people.hanging import Hanging
from kursplaner.store.queries.people.people import Bond
from kursplaner.store.queries.rides.pick_ups import stop_names
from kursplaner.store.records import by_ids
from kursplaner.store.session import Db

Hide = Callable[[str], str]
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One line of the table of fields, or of the marks that differ.

    Attributes:
        field: the field, or None for a mark; then `lesson_id` names it.
        taken: whose value holds; None: somebody must choose.
    """

    field: MergeField | None
    lesson_id: int
    label: str
    first: str
    second: str
    why: str
    taken: Side | None
    same: bool = False
    may_both: bool = False


@dataclass(frozen=True, slots=True)
class AlongRow:
    """What goes along: of each record, and afterwards."""

    icon: str
    label: str
    first: str
    second: str
    after: str


@dataclass(frozen=True, slots=True)
class After:
    """The person as she is then.

    Attributes:
        values: (label, text); family: (name, whether of two records); courses: (title, number,
            status word, tone).
        good, warnings: sentences.
    """

    name: str
    subtitle: str
    own_script: str
    values: tuple[tuple[str, str], ...]
    family: tuple[tuple[str, bool], ...]
    courses: tuple[tuple[str, str, str, str], ...]
    good: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergeView:
    """Everything that is shown of a merge."""

    names: tuple[str, str]
    made: tuple[str, str]
    likely: tuple[str, str]
    reasons: str
    rows: tuple[ChoiceRow, ...]
    along: tuple[AlongRow, ...]
    after: After


def view(db: Db, plan: MergePlan, *, hidden: bool = False) -> MergeView:
    """Return what a plan shows; `db` still has both records."""
    pair = plan.wish.kept_id, plan.wish.gone_id
    people = by_ids(db, Person, pair)
    known = likeness(db, *pair)
    shared = [_given(db, key) for key in sorted(shared_children(db, *pair))]
    shared += [_given(db, kept) for kept, _ in plan.children]
    hide: Hide = partial(names.shown, hidden=hidden)
    told = [hide(hanging.detail.row.name) for hanging in plan.before]
    return MergeView(
        names=(told[0], told[1]),
        made=(_made(people[pair[0]]), _made(people[pair[1]])),
        likely=words.likely_text(known),
        reasons=words.reasons_text(known, map(hide, shared)),
        rows=(*_marks(plan), *_rows(db, plan, hidden=hidden)),
        along=tuple(_along(plan, hide)),
        after=_after(plan, hide, hidden=hidden),
    )


def _made(person: Person) -> str:
    day = person.registered_on
    return f"angelegt {days.full_day(day)}" if day else "angelegt vor langer Zeit"


def _given(db: Db, key: int) -> str:
    person = by_ids(db, Person, [key])[key]
    return person.given_name or person.family_name


def _rows(db: Db, plan: MergePlan, *, hidden: bool) -> Iterable[ChoiceRow]:
    stops = stop_names(
        db,
        {
            int(value)
            for choice in plan.fields
            if choice.field is MergeField.STOP
            for value in (choice.first, choice.second)
            if value is not None
        },
    )
    for choice in plan.fields:
        texts = [
            words.value_text(choice.field, value, stops.get(value or 0, ""))
            if choice.field is MergeField.STOP
            else words.value_text(choice.field, value)
            for value in (choice.first, choice.second)
        ]
        if hidden:
            texts = ["verborgen" if text != words.MISSING else text for text in texts]
        taken = choice.taken(plan.wish.choices)
        yield ChoiceRow(
            choice.field,
            0,
            words.FIELDS[choice.field],
            first=texts[0],
            second=texts[1],
            why=words.why_text(choice, taken),
            taken=taken,
            same=choice.same,
            may_both=choice.may_both,
        )


def _marks(plan: MergePlan) -> Iterable[ChoiceRow]:
    titles = {course.course_id: course.title for course in plan.after.detail.courses}
    for mark in plan.marks:
        taken = plan.wish.marks.get(mark.lesson_id)
        yield ChoiceRow(
            None,
            mark.lesson_id,
            words.mark_label(mark),
            words.mark_text(mark.first),
            words.mark_text(mark.second),
            why=titles.get(mark.course_id, "") if taken else words.UNDECIDED,
            taken=taken,
        )


def _along(plan: MergePlan, hide: Hide) -> Iterable[AlongRow]:
    """Yield what hangs on the records; lines about nothing are left out."""
    first, second = plan.before
    for icon, label, say, after in (
        ("graduation-cap", "Kurse", _courses, _courses_after(plan)),
        ("clipboard-check", "Anwesenheit", _counted("marked", "lesson"), ""),
        ("baby", "Kinder", _family(hide, is_child=True), _children_after(plan, hide)),
        ("users", "Sorgende", _family(hide, is_child=False), ""),
        ("baby", "Betreuung", _counted("places", "place"), ""),
        ("bus", "Fahrten", _rides, words.rides_after(plan.after)),
        ("briefcase", "Einsätze", _counted("work", "lesson"), ""),
        ("user", "Rollen", lambda hanging: role_words(hanging.roles), ""),
        ("shield-check", "Nachweise", _counted("credentials", "paper"), ""),
        ("files", "Blätter", _counted("sheets", "sheet"), ""),
        ("clock", "Wiedervorlagen", _counted("follow_ups", "follow_up"), ""),
        ("landmark", "Förderung", lambda hanging: ", ".join(hanging.grants), _grants_after(plan)),
    ):
        texts = say(first), say(second)
        if any(texts):
            yield AlongRow(
                icon,
                label,
                texts[0] or NOTHING,
                texts[1] or NOTHING,
                after or say(plan.after) or NOTHING,
            )


def _courses(hanging: Hanging) -> str:
    return ", ".join(dict.fromkeys(course.title for course in hanging.detail.courses))


def _courses_after(plan: MergePlan) -> str:
    count = len({course.course_id for course in plan.after.detail.courses})
    joined = f", {len(plan.stays)} davon aus zwei Anmeldungen" if plan.stays else ""
    return f"{counted(count, 'course')}{joined}"


def _rides(hanging: Hanging) -> str:
    return words.rides_text(hanging) if hanging.out or hanging.back else ""


def _grants_after(plan: MergePlan) -> str:
    both = set(plan.before[0].grants) & set(plan.before[1].grants)
    return "zählt einmal statt zweimal" if both else ""


def _counted(of: str, noun: str) -> Callable[[Hanging], str]:
    return lambda hanging: counted_or_none(getattr(hanging, of), noun, "")


def _family(hide: Hide, *, is_child: bool) -> Callable[[Hanging], str]:
    def say(hanging: Hanging) -> str:
        found = [relative for relative in hanging.detail.family if relative.is_child is is_child]
        return ", ".join(hide(_first(relative.name)) for relative in found)

    return say


def _children_after(plan: MergePlan, hide: Hide) -> str:
    children = [relative for relative in plan.after.detail.family if relative.is_child]
    joined = {kept for kept, _ in plan.children}
    once = listed(hide(_first(child.name)) for child in children if child.person_id in joined)
    return f"{counted(len(children), 'child')}{f', {once} einmal' if once else ''}"


def _first(name: str) -> str:
    """Return the given name of "Shevchuk, Taras"."""
    return name.partition(", ")[2] or name


def _after(plan: MergePlan, hide: Hide, *, hidden: bool) -> After:
    hanging, detail = plan.after, plan.after.detail
    row, today = detail.row, clock.today()
    facts = [age_text(row.birth_date, today), languages_text(row.languages), row.level]
    joined = {kept for kept, _ in plan.children}
    return After(
        name=hide(row.name),
        subtitle=" · ".join(fact for fact in facts if fact),
        own_script="" if hidden else row.own_script_name,
        values=() if hidden else tuple(_values(hanging)),
        family=tuple(
            (_aged(bond, detail.family_name, hide), bond.person_id in joined)
            for bond in detail.family
        ),
        courses=tuple(
            (course.title, course.number, *enrolment_state(course.status))
            for course in detail.courses
        ),
        good=() if plan.conflicts else ("Keine Termine, Fahrten oder Plätze doppelt",),
        warnings=tuple(_warnings(plan, hidden=hidden)),
    )


def _aged(bond: Bond, family_name: str, hide: Hide) -> str:
    """Return "Taras, 6 Jahre"."""
    name = hide(bond.name.removeprefix(f"{family_name}, "))
    age = age_text(bond.birth_date, clock.today())
    return f"{name}, {age}" if age else name


def _values(hanging: Hanging) -> Iterable[tuple[str, str]]:
    detail = hanging.detail
    place = f"{detail.postcode} {detail.municipality}".strip()
    born = detail.row.birth_date
    for label, text in (
        ("Geboren", birth_text(born, uncertain=detail.row.birth_uncertain) if born else ""),
        ("Telefon", detail.row.phone),
        ("Wohnort", ", ".join(part for part in (detail.street, place) if part)),
        ("Haltepunkt", detail.stop or ""),
        ("Auch bekannt als", "; ".join(hanging.other_names)),
    ):
        if text:
            yield label, text


def _warnings(plan: MergePlan, *, hidden: bool) -> Iterable[str]:
    if plan.open_marks:
        count = counted(len(plan.open_marks), "lesson")
        yield f"{count} mit verschiedener Anwesenheit: bitte wählen Sie"
    grants = sorted(set(plan.before[0].grants) & set(plan.before[1].grants))
    for grant in grants:
        yield f"{grant}: eine Person weniger; was eingereicht ist, bleibt gleich"
    yield from (shown(conflict, hidden=hidden) for conflict in plan.conflicts)
    yield from (sentence(error, hidden=hidden) for error in plan.children_refused)
