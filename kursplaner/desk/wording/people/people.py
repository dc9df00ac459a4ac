"""A person in words: roles, age, what is missing, a credential's state."""

from collections.abc import Iterable
from datetime import date

from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import Role

ROLE_WORDS = {"participant": "Teilnehmende", "guardian": "Eltern", "child": "Kind"}


def role_word(role: str) -> str:
    """Return "Lehrkraft", "Kind" …, also for roles that arise from enrolment and family."""
    return ROLE_WORDS.get(role) or said(Role, role)


def role_words(roles: Iterable[str]) -> str:
    """Return the roles of a person in one line."""
    return ", ".join(role_word(role) for role in roles)


def age_text(birth_date: date | None, on: date) -> str:
    """Return "6 Jahre", "11 Monate" or nothing when the birth date is not known."""
    if birth_date is None or birth_date > on:
        return ""
    years = on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))
    if years >= 2:
        return f"{years} Jahre"
    months = (on.year - birth_date.year) * 12 + on.month - birth_date.month
    months -= on.day < birth_date.day
    if years == 1:
        return "1 Jahr"
    return "1 Monat" if months == 1 else f"{months} Monate"


def birth_text(birth_date: date | None, *, uncertain: bool) -> str:
    """Return "12.03.1988", "01.01.1990 (unsicher)" or a dash."""
    if birth_date is None:
        return "–"
    return f"{days.dated(birth_date)} (unsicher)" if uncertain else days.dated(birth_date)


def credential_state(until: date | None, today: date, warn_days: int) -> tuple[str, str]:
    """Return words and tone (good, warning, bad) of a credential that is valid until a day."""
    if until is None:
        return "ohne Ablauf", "neutral"
    if until < today:
        return f"abgelaufen {days.dated(until)}", "bad"
    if (until - today).days <= warn_days:
        return f"bis {days.dated(until)}", "warning"
    return f"bis {days.dated(until)}", "good"
