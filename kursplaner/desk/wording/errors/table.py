"""The one table of refusals: each kind once, with its sentence."""

from collections.abc import Mapping
from types import MappingProxyType

from kursplaner.desk.wording.errors.absences import ABSENCE_SENTENCES
from kursplaner.desk.wording.errors.availability import AVAILABILITY_SENTENCES
from kursplaner.desk.wording.errors.changes import CHANGE_SENTENCES
from kursplaner.desk.wording.errors.courses import COURSE_SENTENCES
from kursplaner.desk.wording.errors.files import FILE_SENTENCES
from kursplaner.desk.wording.errors.forms import FORM_SENTENCES
from kursplaner.desk.wording.errors.inputs import INPUT_SENTENCES
from kursplaner.desk.wording.errors.keys import KEY_SENTENCES
from kursplaner.desk.wording.errors.people import PEOPLE_SENTENCES
from kursplaner.desk.wording.errors.plans import PLAN_SENTENCES
from kursplaner.desk.wording.errors.scans import SCAN_SENTENCES
from kursplaner.desk.wording.errors.services import SERVICE_SENTENCES


def joined(*parts: Mapping[str, str]) -> Mapping[str, str]:
    """Return one table of several.

    Raises:
        ValueError: a kind stands in two of them, so that one sentence would hide the other.
    """
    whole: dict[str, str] = {}
    for part in parts:
        twice = whole.keys() & part.keys()
        if twice:
            raise ValueError(f"two sentences for {', '.join(sorted(twice))}")
        whole.update(part)
    return MappingProxyType(whole)


SENTENCES = joined(
    FILE_SENTENCES,
    KEY_SENTENCES,
    PLAN_SENTENCES,
    COURSE_SENTENCES,
    CHANGE_SENTENCES,
    PEOPLE_SENTENCES,
    SERVICE_SENTENCES,
    SCAN_SENTENCES,
    FORM_SENTENCES,
    INPUT_SENTENCES,
    ABSENCE_SENTENCES,
    AVAILABILITY_SENTENCES,
)
"""By the kind of a Refused; the names in braces are its facts."""
