from kursplaner.domain.families import ChildWish, ComingFamily
from kursplaner.planning.courses.draft import DraftPerson
from kursplaner.planning.enrolments.family_fit import FamilyWish


def test_a_child_comes_to_the_childcare_and_rides_unless_told_otherwise() -> None:
    assert ChildWish(3) == ChildWish(3, childcare=True, rides=True)


def test_a_wish_and_a_draft_are_a_family_that_comes() -> None:
    children = (ChildWish(3, rides=False),)
    for family in (
        FamilyWish(1, children, 2, wheelchair=True, pram=True, only_lessons=frozenset({7})),
        DraftPerson(1, children, 2, wheelchair=True, pram=True, rides=True),
    ):
        assert isinstance(family, ComingFamily)
        assert (family.person_id, family.children, family.stop_id) == (1, children, 2)
        assert family.wheelchair
        assert family.pram
    alone = ComingFamily(1)
    assert (alone.children, alone.stop_id, alone.wheelchair, alone.pram) == ((), None, False, False)
