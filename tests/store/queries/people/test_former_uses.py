import pytest

from kursplaner.store.queries.people.former_uses import Said


@pytest.mark.parametrize(
    ("this", "other", "met"),
    [
        ((1, 5), (5, 9), False),
        ((1, 6), (5, 9), True),
        ((1, None), (5, 9), True),
        ((9, None), (5, 9), False),
        ((8, None), (5, 9), True),
        ((1, None), (5, None), True),
        ((1, 5), (5, None), False),
        ((1, 6), (5, None), True),
        ((3, 4), (1, 9), True),
    ],
)
def test_two_said_together_share_a_time_in_the_journal(
    this: tuple[int, int | None],
    other: tuple[int, int | None],
    met: bool,  # noqa: FBT001
) -> None:
    assert Said({}, *this).met(Said({}, *other)) is met
    assert Said({}, *other).met(Said({}, *this)) is met


def test_what_has_no_end_lasts() -> None:
    assert Said({}, 3).lasts
    assert not Said({}, 3, 4).lasts
