"""Until when the proof of use needs a person's data, and months and years counted on."""

import calendar
from collections.abc import Iterable
from datetime import date

from kursplaner.basics.settings import Settings
from kursplaner.domain.kinds.privacy import RetentionRule
from kursplaner.domain.privacy.registry import SETTING_OF
from kursplaner.store.queries.privacy.belongings import Belonging
from kursplaner.store.queries.privacy.grants import grants_of
from kursplaner.store.session import Db

PROOF_MONTHS = 6
"""Months after the end of a grant in which it is proved where no day is set: Nr. 6.1 ANBest-P."""
YEAR = 12


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * YEAR + day.month - 1 + months, YEAR)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_of(settings: Settings, rule: RetentionRule) -> int:
    """Return how many months a rule keeps data after what it waits for."""
    key = SETTING_OF[rule]
    count = settings.number(key)
    return count * YEAR if key.endswith("_years") else count


def proof_until(db: Db, parts: Iterable[Belonging], settings: Settings) -> date | None:
    """Return the last day on which a grant's proof needs what speaks of a person.

    None where no grant paid for what she took part or worked in.
    """
    ends = [
        months_after(
            grant.proof_due_on or months_after(grant.last_day, PROOF_MONTHS),
            months_of(settings, RetentionRule.PROOF),
        )
        for grant in grants_of(db, parts)
    ]
    return max(ends, default=None)
