"""The registry of personal data: one entry for each column, one link for each way to a person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kursplaner.domain.kinds.privacy import DataClass, Fate, Purpose, RetentionRule

SETTING_OF: Mapping[RetentionRule, str] = MappingProxyType(
    {
        RetentionRule.PROOF: "privacy.proof_years",
        RetentionRule.CHILD_HEALTH: "privacy.child_health_months",
        RetentionRule.RIDES: "privacy.rides_months",
        RetentionRule.WAITING_LIST: "privacy.waiting_list_months",
        RetentionRule.MENTORING: "privacy.mentoring_months",
        RetentionRule.JOURNAL: "privacy.journal_months",
    }
)
"""The setting that says how long; its default and source stand with the settings."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds.

    Attributes:
        others: whether it may speak of somebody else than whom the row belongs to (who brings a
            child); then it is no part of what that person is told.
        fate: what erasing the person does to it.
    """

    table: str
    name: str
    data: DataClass
    purpose: Purpose
    rule: RetentionRule
    fate: Fate
    others: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """All columns of a table, as one line of the registry says it.

    Attributes:
        fate: of personal columns that are named in no other list; of a table whose rows go with
            the person: of all.
        none, personal, special: its columns by class, parted by spaces.
        keep, clear, replace: personal columns with another fate.
        proof: personal columns that the proof of use needs; they stay restricted until then.
        others: columns that may speak of others.
    """

    purpose: Purpose
    rule: RetentionRule
    fate: Fate
    none: str = "id"
    personal: str = ""
    special: str = ""
    keep: str = ""
    replace: str = ""
    proof: str = ""
    others: str = ""

    def columns(self, table: str) -> Iterator[Column]:
        """Return an entry for each column."""
        keep, replace, proof, others = (
            set(names.split()) for names in (self.keep, self.replace, self.proof, self.others)
        )
        lists = (
            (DataClass.NONE, self.none),
            (DataClass.PERSONAL, self.personal),
            (DataClass.SPECIAL, self.special),
        )
        for data, names in lists:
            for name in names.split():
                plain = data is DataClass.NONE and self.fate is not Fate.DELETE_ROW
                fate = Fate.KEEP if name in keep or plain else self.fate
                rule = RetentionRule.PROOF if name in proof else self.rule
                yield Column(
                    table,
                    name,
                    data,
                    self.purpose,
                    RetentionRule.NO_DATA if data is DataClass.NONE else rule,
                    Fate.REPLACE if name in replace else fate,
                    name in others,
                )


def plain(columns: str) -> Entry:
    """Return the entry of a table that says nothing about people."""
    return Entry(Purpose.OFFICE, RetentionRule.NO_DATA, Fate.KEEP, none=columns)


EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Link:
    """What a column with the id of a person makes of the row.

    Attributes:
        says: the columns that speak of her, parted by spaces; "*" for all personal ones that
            speak of nobody else; empty where only the fact does.
        owns: whether the row is hers: its fate is hers. Else the id is taken out (or, where it
            must stand, stays: it then names a record without a name).
    """

    says: str = EVERYTHING
    owns: bool = True
