"""Age groups of guests, as the office says and types them."""

from collections.abc import Sequence


def age_words(from_age: int, groups: Sequence[int]) -> str:
    """Return "unter 3", "3–5", "10–17", "18–26", "60 und älter" for where a group begins.

    A group that was counted before the town had other ones ends where the next one begins now.
    """
    later = [age for age in groups if age > from_age]
    if not later:
        return f"{from_age} und älter"
    if from_age == 0:
        return f"unter {later[0]}"
    return f"{from_age}" if later[0] - 1 == from_age else f"{from_age}–{later[0] - 1}"
