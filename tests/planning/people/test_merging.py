"""Two records of one person become one: what goes over, what is asked, what is refused."""

from datetime import date

import pytest
from sqlalchemy import select

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.courses import Enrolment, EnrolmentChild, Lesson, LessonPerson
from kursplaner.domain.drafts import DraftStep
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.people import (
    Consent,
    ContactRoute,
    Guardianship,
    HealthNote,
    NeverTogether,
    OtherName,
    Person,
    PersonAddress,
)
from kursplaner.domain.rides.rides import RideSeat
from kursplaner.domain.town import AcceptedConflict, FollowUp
from kursplaner.planning.drafts.draft_changes import ChangeCarer
from kursplaner.planning.drafts.drafts import new
from kursplaner.planning.people import merge_folds, merge_stays, merging
from kursplaner.planning.people.merge_fields import MergeField, Side, Why
from kursplaner.planning.people.merging import MergePlan, MergeWish
from kursplaner.planning.replays import playing
from kursplaner.store.joining import referring
from kursplaner.store.queries.people.hanging import what_hangs
from kursplaner.store.queries.people.people import people_rows
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.family_town import Family
from tests.planning.small_town import (
    NINE,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    enrol_plainly,
)
from tests.store.test_workspace import state

FIRST, SECOND = date(2027, 1, 15), date(2027, 2, 8)


def planned(town: SmallTown, wish: MergeWish) -> MergePlan:
    with town.workspace.rehearse() as db:
        return merging.propose(db, wish)


def merged(town: SmallTown, wish: MergeWish) -> MergePlan:
    """Merge, and see that nothing is left behind and that undo and redo give both back."""
    before = state(town.workspace)
    plan = planned(town, wish)
    with town.workspace.change(ActKind.PEOPLE_MERGED, [("person", wish.kept_id)]) as db:
        merging.apply(db, plan)
    with town.workspace.read() as db:
        assert db.get(Person, wish.gone_id) is None
        assert not referring(db, wish.gone_id, "person", "resource")
        assert not find(db, Occupation, resource_id=wish.gone_id)
        assert what_hangs(db, wish.kept_id) == plan.after
    after = state(town.workspace)
    playing.undo(town.workspace)
    assert state(town.workspace) == before
    playing.redo(town.workspace)
    assert state(town.workspace) == after
    return plan


def refused(town: SmallTown, kept: int, gone: int) -> Refused:
    before = state(town.workspace)
    with pytest.raises(Refused) as told, town.workspace.rehearse() as db:
        merging.propose(db, MergeWish(kept, gone))
    assert state(town.workspace) == before
    return told.value


def two(db: Db, **second: object) -> tuple[int, int]:
    nina = add_person(db, "Shevchuk", registered_on=FIRST)
    other = add_person(db, "Schewtschuk", "", registered_on=SECOND, **second)
    return nina, other


def mark(db: Db, enrolment: int, lesson: int, sign: str, **values: object) -> None:
    db.add(AttendanceMark(enrolment_id=enrolment, lesson_id=lesson, mark=sign, **values))
    db.flush()


def nina_twice(town: SmallTown) -> tuple[int, int]:
    """Put Nina down twice, each record with what the other does not know."""
    with town.workspace.fill() as db:
        first, second = two(
            db, birth_date=date(2005, 1, 3), level="A2", languages="Ukrainisch, Russisch"
        )
        nina = by_id(db, Person, first)
        nina.birth_date, nina.level, nina.languages = date(2005, 3, 1), "A1", "Ukrainisch"
        nina.own_script_name, nina.passport_name = "Ніна Шевчук", "She Shevchuk"
        nina.note = "Kita-Platz angefragt"
        by_id(db, Person, second).note = "Anruf besser abends"
        for person in (first, second):
            db.add(ContactRoute(person_id=person, kind="phone", value="0176 04069059"))
        db.add(PersonAddress(person_id=first, valid_from=FIRST, street="Birkenweg 12"))
        line = PersonAddress(person_id=second, valid_from=SECOND, street="Markt 4")
        line.stop_id = town.stop
        db.add(line)
        db.add(Consent(person_id=first, purpose="data", given_on=FIRST))
        for purpose in ("data", "photo"):
            db.add(Consent(person_id=second, purpose=purpose, given_on=SECOND))
    return first, second


def test_values_are_proposed_field_by_field_with_the_reason(town: SmallTown) -> None:
    first, second = nina_twice(town)
    plan = merged(town, MergeWish(first, second))
    told = {choice.field: (choice.proposed, choice.why) for choice in plan.fields}
    assert told == {
        MergeField.NAME: (Side.FIRST, Why.AS_IN_PASSPORT),
        MergeField.PASSPORT_NAME: (Side.FIRST, Why.ONLY_FIRST),
        MergeField.OWN_SCRIPT: (Side.FIRST, Why.ONLY_FIRST),
        MergeField.BIRTH: (Side.FIRST, Why.DAY_AND_MONTH),
        MergeField.ROUTES: (Side.FIRST, Why.SAME),
        MergeField.ADDRESS: (Side.SECOND, Why.NEWER),
        MergeField.STOP: (Side.SECOND, Why.ONLY_SECOND),
        MergeField.LANGUAGES: (Side.BOTH, Why.KEEP_ALL),
        MergeField.LEVEL: (Side.SECOND, Why.NEWER),
        MergeField.CONSENTS: (Side.FIRST, Why.NARROWER),
        MergeField.NOTE: (Side.BOTH, Why.ONE_BELOW_OTHER),
    }
    nina_is_whole(town, first)


def nina_is_whole(town: SmallTown, first: int) -> None:
    """See that each value is where it was proposed."""
    with town.workspace.read() as db:
        nina = by_id(db, Person, first)
        assert (nina.family_name, nina.birth_date) == ("Shevchuk", date(2005, 3, 1))
        assert (nina.level, nina.languages) == ("A2", "Ukrainisch, Russisch")
        assert nina.note == "Kita-Platz angefragt\nAnruf besser abends"
        assert nina.registered_on == FIRST
        lines = [(row.valid_from, row.street) for row in find(db, PersonAddress, person_id=first)]
        assert sorted(lines) == [(FIRST, "Birkenweg 12"), (SECOND, "Markt 4")]
        assert len(find(db, ContactRoute, person_id=first)) == 1
        standing = [row.purpose for row in find(db, Consent) if row.revoked_on is None]
        assert standing == ["data"]
        for spelling in ("schewtschuk", "Шевчук", "shevchuk"):
            assert [row.id for row in people_rows(db, spelling)] == [first], spelling


def test_what_is_chosen_holds_and_the_other_name_stays_findable(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        first, second = two(db, level="A2")
        by_id(db, Person, first).level = "A1"
    plan = planned(town, MergeWish(first, second))
    choices = merging.choosing(plan, Side.SECOND)
    assert set(choices) == {MergeField.NAME, MergeField.LEVEL}
    merged(town, MergeWish(first, second, choices=choices | {MergeField.LEVEL: Side.FIRST}))
    with town.workspace.read() as db:
        nina = by_id(db, Person, first)
        assert (nina.family_name, nina.level) == ("Schewtschuk", "A1")
        assert [row.family_name for row in find(db, OtherName)] == ["Shevchuk"]
        assert [row.id for row in people_rows(db, "Shevchuk")] == [first]


def test_two_enrolments_of_one_course_become_one_stay_with_every_mark_once(
    town: SmallTown,
) -> None:
    monday, tuesday, third = (minute_of(date(2027, 2, day), NINE) for day in (1, 2, 9))
    with town.workspace.fill() as db:
        family, again = Family(db, town, "Haddad"), Family(db, town, "Hadad")
        earlier = [add_lesson(db, town.course, at) for at in (monday, tuesday, third)]
        for row in find(db, Enrolment):
            row.joined_on = date(2027, 2, 1)
        mark(db, family.enrolment, earlier[0], "X")
        mark(db, again.enrolment, earlier[0], "X", note="pünktlich")
        mark(db, family.enrolment, earlier[1], "U")
        mark(db, again.enrolment, earlier[1], "X")
        mark(db, again.enrolment, earlier[2], "E")
        for key in (family.child, again.child):
            by_id(db, Person, key).family_name = "Haddad"
            by_id(db, Person, key).given_name = "Sami"
    wish = MergeWish(family.mother, again.mother)
    plan = planned(town, wish)
    assert [(asked.first[0], asked.second[0]) for asked in plan.open_marks] == [("U", "X")]
    with pytest.raises(Refused) as told, town.workspace.change(ActKind.PEOPLE_MERGED) as db:
        merging.apply(db, plan)
    assert told.value.kind == "merge_marks_differ"
    wish = MergeWish(family.mother, again.mother, marks={earlier[1]: Side.SECOND})
    plan = merged(town, wish)
    assert plan.children == ((family.child, again.child),)
    assert [hanging.marked for hanging in (*plan.before, plan.after)] == [2, 3, 3]
    assert (plan.before[1].out, plan.after.out, plan.after.back) == (6, 6, 6)
    with town.workspace.read() as db:
        stay = find(db, Enrolment, person_id=family.mother)
        assert [row.id for row in stay] == [family.enrolment]
        marks = {row.lesson_id: (row.mark, row.note) for row in find(db, AttendanceMark)}
        assert marks == {
            earlier[0]: ("X", "pünktlich"),
            earlier[1]: ("X", ""),
            earlier[2]: ("E", ""),
        }
        assert len(find(db, EnrolmentChild)) == len(find(db, Guardianship)) == 1
        assert len(find(db, ChildcarePlace)) == len(town.slots)
        assert len(find(db, RideSeat)) == 2 * len(town.rides)


@pytest.mark.parametrize(
    ("first", "second", "after"),
    [
        (("left", 1, 10), ("enrolled", 10, None), [("left", 1, 10), ("enrolled", 10, None)]),
        (("left", 1, 11), ("enrolled", 10, None), [("enrolled", 1, None)]),
        (("left", 1, 10), ("left", 5, 20), [("left", 1, 20)]),
        (("enrolled", 3, None), ("waiting", None, None), [("enrolled", 3, None)]),
        (("waiting", None, None), ("left", 1, 5), [("left", 1, 5), ("waiting", None, None)]),
        (("completed", 1, None), ("refused", None, 7), [("completed", 1, None),
                                                        ("refused", None, 7)]),
        (("waiting", None, None), ("waiting", None, None), [("waiting", None, None)]),
    ],
)  # fmt: skip
def test_stays_with_a_day_in_common_are_joined_and_others_stay_two(
    town: SmallTown,
    first: tuple[str, int | None, int | None],
    second: tuple[str, int | None, int | None],
    after: list[tuple[str, int | None, int | None]],
) -> None:
    def day(number: int | None) -> date | None:
        return date(2027, 2, number) if number else None

    with town.workspace.fill() as db:
        people = two(db)
        for person, (status, joined, left) in zip(people, (first, second), strict=True):
            row = Enrolment(course_id=town.course, person_id=person, status=status)
            row.joined_on, row.left_on = day(joined), day(left)
            db.add(row)
    merged(town, MergeWish(*people))
    with town.workspace.read() as db:
        rows = find(db, Enrolment, person_id=people[0])
        told = [(row.status, row.joined_on, row.left_on) for row in rows]
        wanted = [(status, day(joined), day(left)) for status, joined, left in after]
        assert sorted(told, key=str) == sorted(wanted, key=str)


def test_work_proofs_bonds_and_notes_hang_over(town: SmallTown) -> None:
    seidel, vogel = town.people["Seidel"], town.people["Vogel"]
    with town.workspace.fill() as db:
        child, other = add_person(db, "Kind"), add_person(db, "Feind")
        for adult, forbidden in ((seidel, False), (vogel, True)):
            bond = Guardianship(child_id=child, adult_id=adult, may_not_collect=forbidden)
            bond.may_collect = not forbidden
            db.add(bond)
        db.add(HealthNote(person_id=seidel, allergies="Nüsse"))
        db.add(HealthNote(person_id=vogel, allergies="Milch", medicine="Spray"))
        db.add(NeverTogether(first_id=vogel, second_id=other))
        db.add(FollowUp(day=TUESDAY, line="Anrufen", person_id=seidel))
        for accepted in (f"teacher:{seidel}:lesson1-lesson2", f"never_together:{seidel}-{other}"):
            db.add(AcceptedConflict(conflict=accepted, reason="so", accepted_at=0))
        new(db, "Was wäre wenn", [ChangeCarer(town.slots[0], seidel, None)])
    merged(town, MergeWish(vogel, seidel))
    with town.workspace.read() as db:
        assert {row.person_id for row in find(db, LessonPerson)} == {vogel}
        busy = find(db, Occupation, resource_id=vogel)
        assert {row.source_id for row in busy} == set(town.lessons)
        bond = find(db, Guardianship)[0]
        assert (bond.adult_id, bond.may_not_collect, bond.may_collect) == (vogel, True, False)
        note = find(db, HealthNote)[0]
        assert (note.allergies, note.medicine) == ("Milch\nNüsse", "Spray")
        assert [row.person_id for row in find(db, FollowUp)] == [vogel]
        assert {row.conflict for row in find(db, AcceptedConflict)} == {
            f"teacher:{vogel}:lesson1-lesson2",
            f"never_together:{vogel}-{other}",
        }
        assert f'"comes":{vogel}' in find(db, DraftStep)[0].content


def test_who_cannot_be_one_is_refused_and_nothing_is_stored(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        family = Family(db, town)
        sister = add_person(db, "Schwester")
        grandmother = add_person(db, "Oma")
        db.add(Guardianship(child_id=sister, adult_id=grandmother))
        db.add(Guardianship(child_id=family.child, adult_id=sister))
        first, second = two(db)
        db.add(NeverTogether(first_id=first, second_id=second))
    assert refused(town, family.mother, family.mother).kind == "merge_self"
    assert refused(town, family.mother, family.child).kind == "merge_family"
    assert refused(town, family.child, family.mother).kind == "merge_family"
    assert refused(town, grandmother, family.child).kind == "merge_family"  # her own mother's child
    assert refused(town, first, second).kind == "merge_never_together"
    assert refused(town, first, 999_999).kind == "not_found"
    told = refused(town, family.mother, family.child).facts
    assert {told["first"], told["second"]} == {"Haddad, Had", "Haddadkind, Had"}


def test_who_was_in_two_places_at_one_time_is_two(town: SmallTown) -> None:
    at = minute_of(date(2027, 2, 2), NINE)
    with town.workspace.fill() as db:
        first, second = two(db)
        other = add_course(db, town, "K2")
        lessons = add_lesson(db, town.course, at), add_lesson(db, other, at + 149)
        later = add_lesson(db, other, at + 150)
        stays = enrol_plainly(db, town.course, first), enrol_plainly(db, other, second)
        mark(db, stays[0], lessons[0], "X")
        mark(db, stays[1], lessons[1], "X")
    told = refused(town, first, second)
    assert told.kind == "merge_two_places"
    assert (told.facts["what"], told.facts["other"]) == ("Kurs K1", "Kurs K2")
    with town.workspace.fill() as db:  # one minute later it can be, and away it can be
        find(db, AttendanceMark, lesson_id=lessons[1])[0].lesson_id = later
    planned(town, MergeWish(first, second))
    with town.workspace.fill() as db:
        row = find(db, AttendanceMark, lesson_id=later)[0]
        row.lesson_id, row.mark = lessons[1], "E"
    planned(town, MergeWish(first, second))
    with town.workspace.fill() as db:
        db.add(LessonPerson(lesson_id=lessons[0], person_id=second))
        db.add(Occupation(resource_id=second, starts=at, ends=at + 150, active=True,
                          source="lesson", source_id=lessons[0], accepted_reason=""))  # fmt: skip
    assert refused(town, first, second).kind == "merge_same_work"


def test_two_who_rode_or_were_brought_together_are_two(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        family, again = Family(db, town, "Haddad"), Family(db, town, "Hadad")
        for person in (family.mother, again.mother):
            find(db, RideSeat, ride_id=town.rides[0], person_id=person)[0].result = "done"
        for child in (family.child, again.child):
            find(db, ChildcarePlace, slot_id=town.slots[0], child_id=child)[0].status = "brought"
    assert refused(town, family.mother, again.mother).kind == "merge_same_ride"
    assert refused(town, family.child, again.child).kind == "merge_same_childcare"
    with town.workspace.fill() as db:
        seat = find(db, RideSeat, ride_id=town.rides[0], person_id=again.mother)[0]
        seat.result = "no_show"
    plan = planned(town, MergeWish(family.mother, again.mother))
    assert [error.kind for error in plan.children_refused] in ([], ["merge_same_childcare"])


def test_somebody_who_changed_it_meanwhile_is_named(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        first, second = two(db)
    plan = planned(town, MergeWish(first, second))
    with town.workspace.change(ActKind.PERSON_CHANGED) as db:
        by_id(db, Person, second).note = "ruft zurück"
    before = state(town.workspace)
    with pytest.raises(Refused) as told, town.workspace.change(ActKind.PEOPLE_MERGED) as db:
        merging.apply(db, plan)
    assert told.value.kind == "overtaken"
    assert state(town.workspace) == before


def test_what_only_the_other_record_says_cannot_be_both(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        first, second = two(db, note="ruft abends an", languages="Ukrainisch")
    both = {MergeField.NOTE: Side.BOTH, MergeField.LANGUAGES: Side.FIRST}
    merged(town, MergeWish(first, second, choices=both))
    with town.workspace.read() as db:
        nina = by_id(db, Person, first)
        assert (nina.note, nina.languages) == ("ruft abends an", "")


def test_the_row_that_says_more_stays(town: SmallTown) -> None:
    fold = merge_folds.FOLDS["paper"]
    row = {"issued_on": None, "note": "", "valid_until": date(2027, 5, 1)}
    longer = row | {"valid_until": date(2027, 5, 2)}
    assert fold(longer, row)["valid_until"] == date(2027, 5, 2)
    assert fold(row, longer) == fold(row, row) == fold(row, row | {"valid_until": None}) == {}
    with town.workspace.read() as db:
        people = town.people["Seidel"], town.people["Vogel"]
        assert merge_stays.joined_stays(db, *people) == ()
        assert merge_stays.marks_to_ask(db, ()) == ()


def test_the_older_record_stays(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        young = add_person(db, "Neu", registered_on=SECOND)
        old = add_person(db, "Alt", registered_on=FIRST)
        unknown = add_person(db, "Ohne")
        assert merging.in_order(db, young, old) == (old, young)
        assert merging.in_order(db, young, unknown) == (unknown, young)
        assert len(list(db.scalars(select(Lesson.id)))) == len(town.lessons)
