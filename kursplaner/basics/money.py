"""Money in whole cents: reading, writing, sharing without losing one."""

import re
from collections.abc import Sequence
from decimal import Decimal

from kursplaner.basics.errors import Refused

_GERMAN = re.compile(r"([+-]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?", re.ASCII)
_PLAIN = re.compile(r"([+-]?)(\d+)\.(\d{1,2})", re.ASCII)
_LONGEST = 20


def parse_cents(text: str) -> int:
    """Return the cents of "12", "12,5", "1.234,50 €" or "12.50".

    Raises:
        Refused: kind "money_unreadable" for anything else.
    """
    bare = text.replace("€", "").replace("\N{NO-BREAK SPACE}", " ").strip()
    bare = bare.replace("\N{MINUS SIGN}", "-")
    found = _GERMAN.fullmatch(bare) or _PLAIN.fullmatch(bare)
    if found is None or len(bare) > _LONGEST:
        raise Refused("money_unreadable", text=text)
    sign, euros, cents = found.groups()
    total = int(euros.replace(".", "")) * 100 + int((cents or "").ljust(2, "0"))
    return -total if sign == "-" else total


def euro_text(cents: int) -> str:
    """Return "1.234,50 €" with a no-break space before the sign."""
    euros, rest = divmod(abs(cents), 100)
    whole = f"{euros:,}".replace(",", ".")
    return f"{'-' if cents < 0 else ''}{whole},{rest:02}\N{NO-BREAK SPACE}€"


def euros(cents: int) -> Decimal:
    """Return the exact amount in euros, for workbooks."""
    return Decimal(cents).scaleb(-2)


def part_of(cents: int, numerator: int, denominator: int) -> int:
    """Return cents x numerator / denominator, rounded to the cent, halves away from zero."""
    product = cents * numerator
    sign = -1 if (product < 0) != (denominator < 0) else 1
    return sign * ((2 * abs(product) + abs(denominator)) // (2 * abs(denominator)))


def split(cents: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Return one share per weight; the shares always add up to `cents`.

    The cents left over by rounding go to the largest remainders, the first one among equals.

    Raises:
        ValueError: if a weight is negative or all are zero.
    """
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        message = "weights must not be negative and must not all be zero"
        raise ValueError(message)
    size, sign = abs(cents), -1 if cents < 0 else 1
    shares = [size * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: -(size * weights[at] % total))
    for at in by_remainder[: size - sum(shares)]:
        shares[at] += 1
    return tuple(sign * share for share in shares)
