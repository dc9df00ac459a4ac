from datetime import date

import pytest

from kursplaner.domain.conflicts.obstacles import Against, Choice, Obstacle, soft
from kursplaner.domain.kinds import Severity

DAY = date(2027, 3, 2)


def test_the_clerk_may_judge_a_soft_reason_and_hears_its_facts() -> None:
    found = soft(Obstacle.TOO_SMALL, (DAY,), capacity=8, wanted=12)
    assert found.obstacle is Obstacle.TOO_SMALL
    assert found.severity is Severity.SOFT
    assert found.days == (DAY,)
    assert found.facts == {"capacity": 8, "wanted": 12}


def test_a_reason_without_days_is_about_all_of_them() -> None:
    assert soft(Obstacle.NOT_ACCESSIBLE) == Against(Obstacle.NOT_ACCESSIBLE)
    assert soft(Obstacle.NOT_ACCESSIBLE).days == ()


def test_facts_are_frozen() -> None:
    found = soft(Obstacle.LEVEL, level="A1")
    with pytest.raises(TypeError):
        found.facts["level"] = "B1"  # type: ignore[index]
    with pytest.raises(TypeError):
        Against(Obstacle.BUSY).facts["days"] = 1  # type: ignore[index]


@pytest.mark.parametrize(("free", "of", "wholly"), [(6, 6, True), (5, 6, False), (0, 0, True)])
def test_wholly_free_is_free_on_every_date(free: int, of: int, wholly: bool) -> None:  # noqa: FBT001
    assert Choice(1, "A", free, of).wholly_free is wholly
