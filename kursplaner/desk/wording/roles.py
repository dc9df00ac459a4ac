"""What a person is to the town: profiles, and what arises from enrolment and guardianship."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from kursplaner.desk.wording.words import WORDS
from kursplaner.domain.kinds import Role

ARISING: Mapping[str, str] = MappingProxyType(
    {"participant": "Teilnehmende:r", "guardian": "Sorgeberechtigte:r", "child": "Kind"}
)


def role_text(role: str) -> str:
    """Return "Lehrkraft" for teacher, "Kind" for child."""
    return WORDS[Role].get(role) or ARISING.get(role, role)


def roles_text(roles: Iterable[str]) -> str:
    """Return the roles of a person in one line."""
    return ", ".join(role_text(role) for role in roles)
