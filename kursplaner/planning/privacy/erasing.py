"""A person asks to be forgotten: answered by kind of data first, then done in one act for good.

What counts in yearly sums stays as a record without a name. What a proof of use still needs stays
with the name, restricted, until its period ends.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import groupby
from types import MappingProxyType
from typing import Any

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.conflicts.conflicts import renamed
from kursplaner.domain.drafts import DraftStep
from kursplaner.domain.kinds.counting import ENROLMENTS_OPEN
from kursplaner.domain.kinds.privacy import DataClass, ErasureAnswer, Fate, RetentionRule
from kursplaner.domain.people import Guardianship, Person
from kursplaner.domain.privacy.entries import columns, goes_with_her
from kursplaner.domain.town import AcceptedConflict, OpenForm
from kursplaner.planning.drafts import draft_changes
from kursplaner.planning.privacy.blurring import blurred
from kursplaner.planning.privacy.periods import proof_until
from kursplaner.store.erasing import delete_row, journaled, may_be_empty, write_row
from kursplaner.store.journal.untraced import forget, untraced
from kursplaner.store.open_forms import drop_forms
from kursplaner.store.queries.names import person_names
from kursplaner.store.queries.people.whereabouts import certain_whereabouts
from kursplaner.store.queries.privacy import mentions as texts
from kursplaner.store.queries.privacy.belongings import PERSON, Belonging, belongings, ways
from kursplaner.store.queries.privacy.traces import traces
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from kursplaner.store.workspace import touching

NOBODY = -1


@dataclass(frozen=True, slots=True)
class ErasureItem:
    """What is answered for the rows of one table.

    Attributes:
        until, rule: the day until which they stay restricted, and why; else None.
    """

    table: str
    count: int
    answer: ErasureAnswer
    until: date | None = None
    rule: RetentionRule | None = None


@dataclass(frozen=True, slots=True)
class ErasurePlan:
    """What erasing a person does; nothing is written yet.

    Attributes:
        until: the day until which her name stays for a proof of use; None: it goes now.
        mentioned: texts of others in which she is named, and which lose her name.
        steps: acts of the history that can no longer be taken back afterwards.
        state: of all her rows, to tell whether somebody changed them since.
    """

    person_id: int
    name: str
    items: tuple[ErasureItem, ...]
    until: date | None
    mentioned: int
    steps: int
    state: str


def propose(db: Db, person_id: int) -> ErasurePlan:
    """Return what would become of each kind of data; reads only.

    Raises:
        Refused: "not_found"; "erased_already"; "erase_still_enrolled" with the count of courses;
            "erase_still_works"; "erase_only_guardian" with the children's names.
    """
    by_id(db, Person, person_id)
    parts = belongings(db, person_id)
    _check(db, person_id, parts)
    until = _restricted_until(db, parts)
    wanted = texts.needles(db, parts)
    found = texts.mentions(db, wanted, parts) if until is None else []
    items = _items(db, person_id, parts, until)
    forms = len(_forms(db, person_id, wanted))
    items += (ErasureItem("open_form", forms, ErasureAnswer.ERASED),) if forms else ()
    return ErasurePlan(
        person_id=person_id,
        name=_name(db, person_id),
        items=items,
        until=until,
        mentioned=len(found),
        steps=len({trace.act_id for trace in traces(db, person_id, parts)}),
        state=_state(parts),
    )


def apply(db: Db, plan: ErasurePlan) -> None:
    """Erase her within `Workspace.change(ActKind.PERSON_ERASED, …)`; there is no undo of it.

    `Workspace.rewrite` afterwards, so that no byte of the file keeps what was erased.

    Raises:
        Refused: as `propose`; "overtaken" when somebody changed something since.
    """
    if propose(db, plan.person_id).state != plan.state:
        raise Refused("overtaken", noun=PERSON, id=plan.person_id)
    parts = belongings(db, plan.person_id)
    wanted = texts.needles(db, parts)
    told = texts.mentions(db, wanted, parts) if plan.until is None else []
    forgotten = {trace.id for trace in traces(db, plan.person_id, parts)}
    if plan.until is None:
        forgotten |= texts.journal_mentions(db, wanted)
    with untraced(db):
        drop_forms(db, _forms(db, plan.person_id, wanted))
        changed = _without_her(db, plan.person_id)
        changed |= _change_rows(db, plan.person_id, parts, plan.until)
        for mention in told:
            write_row(db, mention.table, mention.id, {mention.column: mention.text})
            changed.add((mention.table, mention.id))
        forget(db, forgotten | journaled(db, changed))
    db.expire_all()
    for name in {name for name, _ in changed}:
        touching(db, name)


def _check(db: Db, person_id: int, parts: Iterable[Belonging]) -> None:
    name, person = _name(db, person_id), by_id(db, Person, person_id)
    if _is_nameless(person):
        raise Refused("erased_already", id=person_id)
    open_ = {
        part.values["course_id"]
        for part in parts
        if part.table == "enrolment" and part.values["status"] in ENROLMENTS_OPEN
    }
    if open_:
        raise Refused("erase_still_enrolled", name=name, count=len(open_))
    ahead = [p for p in certain_whereabouts(db, person_id) if p.ends > clock.minute()]
    if ahead:
        raise Refused("erase_still_works", name=name, count=len(ahead))
    children = _only_hers(db, person_id)
    if children:
        names = person_names(db, children)
        raise Refused("erase_only_guardian", name=name, children=sorted(names.values()))


def _is_nameless(person: Person) -> bool:
    return not person.search_text and not person.processing_restricted


def _only_hers(db: Db, person_id: int) -> set[int]:
    """Return the children the office still knows who have nobody else."""
    children = {bond.child_id for bond in find(db, Guardianship, adult_id=person_id)}
    others = {
        bond.child_id
        for bond in find(db, Guardianship, child_id=children)
        if bond.adult_id != person_id and not bond.may_not_collect
    }
    known = {person.id for person in find(db, Person, id=children) if person.ended_on is None}
    return (children - others) & known


def _restricted_until(db: Db, parts: list[Belonging]) -> date | None:
    until = proof_until(db, parts, settings_of(db))
    return until if until is not None and until >= clock.today() else None


def _items(
    db: Db, person_id: int, parts: list[Belonging], until: date | None
) -> tuple[ErasureItem, ...]:
    found = []
    for table, rows in groupby((part for part in parts if part.owned), lambda part: part.table):
        count = len(list(rows))
        kept = [column for (of, _), column in columns().items() if of == table]
        proof = any(column.rule is RetentionRule.PROOF for column in kept)
        if goes_with_her(table):
            found.append(ErasureItem(table, count, ErasureAnswer.ERASED))
        elif until is not None and proof:
            answer = ErasureAnswer.RESTRICTED
            found.append(ErasureItem(table, count, answer, until, RetentionRule.PROOF))
        else:
            found.append(ErasureItem(table, count, ErasureAnswer.NAMELESS))
    conflicts, steps = _accepted(db, person_id), _steps(db, person_id)
    for table, records in (("accepted_conflict", conflicts), ("draft_step", steps)):
        if records:
            found.append(ErasureItem(table, len(records), ErasureAnswer.ERASED))
    return tuple(found)


def _forms(db: Db, person_id: int, wanted: texts.Needles) -> list[int]:
    """Return the forms half filled in that are about her or name her."""
    pattern = wanted.pattern(all_texts=False)
    about_her = re.compile(rf'"person_id":{person_id}\b')
    return [
        form.id
        for form in find(db, OpenForm)
        if about_her.search(form.form) or (pattern is not None and pattern.search(form.content))
    ]


def _accepted(db: Db, person_id: int) -> list[AcceptedConflict]:
    return [
        row
        for row in find(db, AcceptedConflict)
        if renamed(row.conflict, person_id, NOBODY) != row.conflict
    ]


def _steps(db: Db, person_id: int) -> list[DraftStep]:
    found = []
    for step in find(db, DraftStep):
        change = draft_changes.read(step.kind, step.content)
        if draft_changes.renamed(change, person_id, NOBODY) != change:
            found.append(step)
    return found


def _without_her(db: Db, person_id: int) -> set[tuple[str, int]]:
    """Delete accepted conflicts and steps of drafts that are about her."""
    found: list[AcceptedConflict | DraftStep] = [
        *_accepted(db, person_id),
        *_steps(db, person_id),
    ]
    changed = {(record.__tablename__, record.id) for record in found}
    for record in found:
        db.delete(record)
    db.flush()
    return changed


def _change_rows(
    db: Db, person_id: int, parts: list[Belonging], until: date | None
) -> set[tuple[str, int]]:
    """Delete, clear and replace what is hers; those below others first."""
    changed = set()
    for part in reversed(parts):
        changed.add((part.table, part.id))
        if not part.owned:
            _let_go(db, part, person_id)
        elif goes_with_her(part.table) or _hidden_place(parts, part):
            delete_row(db, part.table, part.id)
        else:
            write_row(db, part.table, part.id, _left(part, until))
    return changed


def _hidden_place(parts: list[Belonging], part: Belonging) -> bool:
    """Tell whether an address counts in no sum, as its person's is restricted."""
    person = next(other.values for other in parts if other.table == PERSON)
    return part.table == "person_address" and bool(person.get("address_restricted"))


def _let_go(db: Db, part: Belonging, person_id: int) -> None:
    """Take her out of a row that only names her, where it can stand without."""
    of_table = [way.column for way in ways() if way.table == part.table]
    names = [name for name in of_table if part.values[name] == person_id]
    empty: dict[str, Any] = {name: None for name in names if may_be_empty(part.table, name)}
    if part.table not in {"ride", "childcare_place"}:
        write_row(db, part.table, part.id, empty)


def _left(part: Belonging, until: date | None) -> Mapping[str, Any]:
    """Return what stands in a row of hers afterwards, where that is something else."""
    values: dict[str, Any] = {}
    for name, value in part.values.items():
        column = columns()[part.table, name]
        proof = until is not None and column.rule is RetentionRule.PROOF
        kept = proof and column.fate is Fate.REPLACE
        if column.data is DataClass.NONE or column.fate is Fate.KEEP or kept:
            continue
        values[name] = _emptied(part.table, name)
        if column.fate is Fate.REPLACE:
            values[name] = _replaced(name, value)
    if part.table == PERSON:
        values["processing_restricted"] = until is not None
        values["ended_on"] = part.values["ended_on"] if until else _replaced("ended_on", None)
        values["ended_on"] = values["ended_on"] or clock.today()
    if part.table == "person_address" and until is None:
        values["valid_from"] = blurred(part.values["valid_from"])
    return MappingProxyType(values)


def _replaced(name: str, value: Any) -> Any:  # noqa: ANN401 (a column's value)
    if name == "birth_date":
        return None if value is None else blurred(value)
    if name == "birth_uncertain":
        return True
    return clock.today() if name == "ended_on" else "–"


def _emptied(table: str, name: str) -> Any:  # noqa: ANN401 (a column's value)
    return None if may_be_empty(table, name) else ""


def _state(parts: Iterable[Belonging]) -> str:
    said = [(part.table, part.id, sorted(part.values.items())) for part in parts]
    return sha256(repr(said).encode()).hexdigest()


def _name(db: Db, person_id: int) -> str:
    return person_names(db, {person_id}).get(person_id, "")
