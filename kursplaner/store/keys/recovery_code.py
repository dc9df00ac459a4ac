"""The recovery code: six groups of four signs, each proved in itself as it is typed back.

Three signs of a group are drawn, the fourth checks them and their place: 90 bits, and neither a
slip nor two groups changed about goes unnoticed. Signs that look alike on paper are left out
(Crockford's alphabet); who types them means their likeness.
"""

import secrets
from hashlib import sha256

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, LENGTH = 6, 4
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def new_code() -> list[str]:
    """Return the groups of a new code."""
    drawn = ["".join(secrets.choice(SIGNS) for _ in range(LENGTH - 1)) for _ in range(GROUPS)]
    return [signs + _check(at, signs) for at, signs in enumerate(drawn)]


def read_group(text: str) -> str:
    """Return a group as it is meant, however it was typed; signs that do not exist stay."""
    return "".join(text.split()).replace("-", "").upper().translate(_MEANT)


def group_fits(at: int, text: str) -> bool:
    """Tell whether what was typed can be the group at this place, counted from 0."""
    group = read_group(text)
    known = len(group) == LENGTH and all(sign in SIGNS for sign in group)
    return known and _check(at, group[:-1]) == group[-1]


def groups_in(text: str) -> list[str]:
    """Return the groups of a code typed in one piece, with or without dashes."""
    signs = read_group(text)
    return [signs[at : at + LENGTH] for at in range(0, len(signs), LENGTH)]


def secret_of(groups: list[str]) -> str:
    """Return what a code stands for, in one way of writing."""
    return "-".join(read_group(group) for group in groups)


def is_whole(groups: list[str]) -> bool:
    """Tell whether all groups are there and each fits in itself."""
    return len(groups) == GROUPS and all(group_fits(at, text) for at, text in enumerate(groups))


def _check(at: int, signs: str) -> str:
    return SIGNS[sha256(f"{at}:{signs}".encode()).digest()[0] % len(SIGNS)]
