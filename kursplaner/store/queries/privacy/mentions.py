"""Where texts of others name a person: notes, collectors, reasons. Only what is hers alone counts.

A family's name, a shared telephone or an address belong to the others just as well.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import String, select

from kursplaner.domain.kinds.privacy import DataClass
from kursplaner.domain.privacy.entries import columns
from kursplaner.store.file.schema import JOURNAL, SCHEMA, UNJOURNALED
from kursplaner.store.queries.privacy.belongings import PERSON, Belonging
from kursplaner.store.search_text import UMLAUTS
from kursplaner.store.session import Db

SHORTEST_NAME, SHORTEST_TEXT, LONGEST_CODE = 4, 5, 80
REPLACED = "…"
NAMES = ("family_name", "given_name", "call_name", "passport_name", "own_script_name")
DERIVED_TEXT = "search_text"


@dataclass(frozen=True, slots=True)
class Needles:
    """What only she is called.

    Attributes:
        sure: full names, telephones, whole notes: looked for in all texts.
        single: a family or given name that nobody else has: in texts about people only.
    """

    sure: tuple[str, ...]
    single: tuple[str, ...]

    def pattern(self, *, all_texts: bool) -> re.Pattern[str] | None:
        """Return what finds them as whole words, the longest first."""
        words = self.sure if all_texts else (*self.sure, *self.single)
        spelt = {form for word in words for form in _spellings(word)}
        if not spelt:
            return None
        some = "|".join(re.escape(word) for word in sorted(spelt, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{some})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A text of another row that names her; `text` is what stands there afterwards."""

    table: str
    id: int
    column: str
    text: str


def needles(db: Db, parts: Iterable[Belonging]) -> Needles:
    """Return what a person is found by in texts, without what somebody else is called, too."""
    own = [part for part in parts if part.owned]
    texts = {value for part in own for value in _texts(part)}
    full, single = _names(own)
    foreign = _foreign(db, {(part.table, part.id) for part in own})
    words = set(chain.from_iterable(value.casefold().split() for value in foreign))
    whole = {value.casefold() for value in foreign}
    return Needles(
        tuple(sorted(text for text in texts | full if text.casefold() not in whole)),
        tuple(sorted(name for name in single if name.casefold() not in words)),
    )


def mentions(db: Db, wanted: Needles, parts: Iterable[Belonging]) -> list[Mention]:
    """Return the texts of rows that are not hers in which she is named."""
    own = {(part.table, part.id) for part in parts if part.owned}
    plain, all_ = wanted.pattern(all_texts=True), wanted.pattern(all_texts=False)
    found = []
    for table, column in _text_columns():
        about_people = columns()[table, column].data is not DataClass.NONE
        pattern = all_ if about_people else plain
        if pattern is None:
            continue
        source = SCHEMA.tables[table]
        query = select(source.c.id, source.c[column]).where(source.c[column] != "")
        for key, text in db.execute(query.order_by(source.c.id)):
            if (table, key) not in own and pattern.search(text):
                found.append(Mention(table, key, column, pattern.sub(REPLACED, text)))
    return found


def journal_mentions(db: Db, wanted: Needles) -> set[int]:
    """Return the rows of the journal in which she is named, whoever they belong to."""
    pattern = wanted.pattern(all_texts=False)
    if pattern is None:
        return set()
    query = select(JOURNAL.c.id, JOURNAL.c.old_row, JOURNAL.c.new_row)
    return {
        key
        for key, old, new in db.execute(query)
        if any(text and pattern.search(text.replace("''", "'")) for text in (old, new))
    }


def _text_columns() -> list[tuple[str, str]]:
    """Return the columns people write into, not those that hold a code."""
    return [
        (table.name, column.name)
        for table in SCHEMA.sorted_tables
        if table.name not in UNJOURNALED and table.name not in {"setting", "draft_step"}
        for column in table.columns
        if isinstance(column.type, String)
        and (column.type.length is None or column.type.length > LONGEST_CODE)
        and column.name not in {DERIVED_TEXT, "conflict"}
    ]


def _texts(part: Belonging) -> list[str]:
    """Return what she alone may have said: telephones, notes, other names in one piece."""
    known = set(_text_columns())
    return [
        value
        for name, value in part.told.items()
        if (part.table, name) in known
        and name not in NAMES
        and len(value) >= SHORTEST_TEXT
        and (part.table, name) not in _SHARED
    ]


_SHARED = frozenset(
    {
        ("person", "languages"),
        ("person", "needs"),
        ("person_address", "municipality"),
        ("profile", "levels"),
        ("profile", "course_types"),
        ("profile", "trade"),
        ("contact_log", "route"),
        ("volunteer_hours", "activity"),
    }
)
"""Words that many have alike: no text is hers because it holds one of them."""


def _names(parts: Iterable[Belonging]) -> tuple[set[str], set[str]]:
    full, single = set[str](), set[str]()
    for part in parts:
        if part.table not in {PERSON, "other_name"}:
            continue
        said = {name: str(part.values.get(name) or "").strip() for name in NAMES}
        family, given = said["family_name"], said["given_name"]
        if family and given:
            full |= {f"{given} {family}", f"{family}, {given}", f"{family} {given}"}
        full |= {said[name] for name in ("passport_name", "own_script_name") if said[name]}
        single |= {said[name] for name in ("family_name", "given_name", "call_name")}
    full = {name for name in full if " " in name or len(name) >= SHORTEST_NAME}
    return full, {name for name in single if len(name) >= SHORTEST_NAME}


def _foreign(db: Db, own: set[tuple[str, int]]) -> set[str]:
    """Return what rows of other people say of them."""
    found: set[str] = set()
    for table, names in (
        (PERSON, NAMES),
        ("other_name", NAMES[:2]),
        ("contact_route", ("value",)),
        ("person_address", ("street",)),
    ):
        source = SCHEMA.tables[table]
        wanted = [source.c[name] for name in names]
        for key, *values in db.execute(select(source.c.id, *wanted)):
            if (table, key) not in own:
                found.update(value.strip() for value in values if value)
                if table != "contact_route" and len(values) > 1 and all(values[:2]):
                    family, given = values[0].strip(), values[1].strip()
                    found |= {f"{given} {family}", f"{family}, {given}", f"{family} {given}"}
    return found


def _spellings(word: str) -> set[str]:
    """Return a word composed, decomposed and with umlauts written out."""
    composed = unicodedata.normalize("NFC", word)
    return {word, composed, unicodedata.normalize("NFD", word), composed.translate(UMLAUTS)}
