"""Age groups of guests, as the office says and types them."""

from itertools import pairwise

from kursplaner.domain.attendance.rules import ADULT_FROM, GUEST_AGES

_ENDS = {age: following - 1 for age, following in pairwise(GUEST_AGES)}


def age_words(from_age: int) -> str:
    """Return "unter 3", "3–5", "10–17", "18–26", "60 und älter" for where a group begins."""
    if from_age == 0:
        return f"unter {_ENDS[0] + 1}"
    last = _ENDS.get(from_age)
    return f"{from_age} und älter" if last is None else f"{from_age}–{last}"


def age_groups(*, adults: bool) -> tuple[int, ...]:
    """Return where the groups of adults or of children begin."""
    return tuple(age for age in GUEST_AGES if (age >= ADULT_FROM) is adults)
