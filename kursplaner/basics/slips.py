"""One slip of the finger between what was typed and what was meant."""

SHORTEST = 4
"""Shorter words have too many neighbours."""


def one_slip(typed: str, meant: str) -> bool:
    """Tell whether at most one slip lies between two words of four letters or more.

    A letter too many, too few, another one, or two neighbours that changed places.
    """
    if typed == meant:
        return True
    if min(len(typed), len(meant)) < SHORTEST or abs(len(typed) - len(meant)) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), None)
    if at is None:
        return True
    left, right = typed[at:], meant[at:]
    turned = left[1::-1] + left[2:] == right and len(left) > 1
    return turned or left[1:] == right[1:] or left[1:] == right or left == right[1:]
