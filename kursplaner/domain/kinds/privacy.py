"""Kinds of the registry of personal data: how sensitive, what for, how long, what erasing does."""

from enum import StrEnum


class DataClass(StrEnum):
    """How sensitive what a column holds is; special: Art. 9 GDPR (health, origin, belief)."""

    NONE = "none"
    PERSONAL = "personal"
    SPECIAL = "special"


class Purpose(StrEnum):
    """What personal data is kept for (Art. 5 (1) b GDPR)."""

    OFFICE = "office"
    CARE = "care"
    TEACHING = "teaching"
    CHILDCARE = "childcare"
    RIDES = "rides"
    STAFF = "staff"
    FUNDING = "funding"
    ABSENCES = "absences"
    EVALUATION = "evaluation"
    TRACE = "trace"


class RetentionRule(StrEnum):
    """Until when data is kept; each but NO_DATA and WHILE_NEEDED is a setting of the town."""

    NO_DATA = "no_data"
    WHILE_NEEDED = "while_needed"
    PROOF = "proof"
    CHILD_HEALTH = "child_health"
    RIDES = "rides"
    WAITING_LIST = "waiting_list"
    MENTORING = "mentoring"
    JOURNAL = "journal"


class Fate(StrEnum):
    """What erasing a person does to a value of hers."""

    KEEP = "keep"
    CLEAR = "clear"
    REPLACE = "replace"
    DELETE_ROW = "delete_row"


class ErasureAnswer(StrEnum):
    """What is answered for one kind of data when somebody asks to be forgotten."""

    ERASED = "erased"
    NAMELESS = "nameless"
    RESTRICTED = "restricted"
