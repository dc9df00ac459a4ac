"""Whatever one door can do, the other can: kinds of acts and their steps, read from the code."""

from collections.abc import Mapping

import pytest

from kursplaner.domain.kinds import ActKind
from tests import both_doors

OTHERWISE_IN_THE_SHELL: Mapping[str, str] = {
    "planning.courses.grant.put_under_grant": "course change --grant corrects the course",
    "planning.enrolments.waiting_list.move_up": "waiting up proposes first, then applies",
    "planning.rooms.closures.apply": "room close takes days, of which one may be alone",
}
OTHERWISE_IN_THE_WINDOW: Mapping[str, str] = {
    "planning.availability.changing.chosen_alike": "the page has a choice for each group",
    "planning.courses.continuation.propose": "the wizard asks `new_course` with the same draft",
    "planning.enrolments.waiting_list.entries": "the tab judges the list as a chance",
    "planning.fixes.offering.conflict_of": "the page has the conflict in hand",
    "planning.funding.grants.store_logos": "the form of a grant stores its logos with it",
    "planning.people.families.add_follow_up": "`enrol_family` asks for what is missing",
    "planning.rooms.room_form.room_form": "the dialog has read the room before",
    "planning.rooms.series.rooms_of": "the page has the use in hand",
}
KINDS_OF_ONE_DOOR: Mapping[ActKind, str] = {
    ActKind.DATES_PLANNED: "the shell has one command for all that changes in an enrolment",
    ActKind.RETURNED: "the window enrols whole families and calls that one thing",
    ActKind.WAITLISTED: "as RETURNED",
}


@pytest.mark.parametrize(
    ("door", "other", "argued"),
    [("ui", "cli", OTHERWISE_IN_THE_SHELL), ("cli", "ui", OTHERWISE_IN_THE_WINDOW)],
)
def test_every_step_of_one_door_is_known_behind_the_other(
    door: str, other: str, argued: Mapping[str, str]
) -> None:
    steps = both_doors.steps(door)
    assert len(steps) > 80
    assert steps - both_doors.reached(other) == set(argued)


def test_both_doors_know_the_same_kinds_of_acts() -> None:
    below = both_doors.kinds("desk")
    of_window, of_shell = both_doors.kinds("ui") | below, both_doors.kinds("cli") | below
    assert len(of_window & of_shell) > 60
    assert of_window ^ of_shell == {kind.name for kind in KINDS_OF_ONE_DOOR}


def test_a_step_that_only_one_door_has_is_seen() -> None:
    """The reading bites: a method, a lambda and a `with` of today's code are all found."""
    in_window, in_shell = both_doors.steps("ui"), both_doors.steps("cli")
    assert "planning.people.follow_ups.finish_follow_up" in in_window
    assert "planning.childcare.daycare.correct_bringing" in in_window & in_shell
    assert "planning.lessons.taking_in.TakeInWish" in in_window
    assert "planning.rides.day_plan.apply_day" in in_window & both_doors.reached("cli")
    assert "planning.people.follow_ups.postpone_follow_up" in in_window & in_shell
