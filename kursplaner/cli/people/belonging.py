"""Who belongs to a child, and who may collect it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from kursplaner.basics.errors import Refused
from kursplaner.basics.folding import name_words
from kursplaner.cli.people.recording import day_or_none
from kursplaner.cli.shell import records
from kursplaner.cli.shell.town import town
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.relations import relation_word
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.people import person_form
from kursplaner.planning.people.person_form import BondLine, CollectorLine, PersonForm
from kursplaner.store.queries.names import person_names
from kursplaner.store.session import Db

COLLECTS = {"may": (True, False), "no": (False, False), "forbidden": (False, True)}


def change_family(file: Path, child: int, adult: int, given: dict[str, Any]) -> None:
    """Say who belongs to a child and what she may, or that she does not belong to it."""
    with town(file) as workspace:
        with workspace.read() as db:
            before = person_form.load(db, child)
            other = person_form.load(db, adult)
            form = replace(before, bonds=_bonds(before, adult, given))
            known = person_names(db, {child, adult})
        if form == before:
            raise Refused("nothing_changes")
        if child == adult:
            raise Refused("own_child", id=other.id)
        bond = next((line for line in form.bonds if line.person_id == adult), None)
        told = _told(names.spoken(known[adult]), names.spoken(known[child]), bond)
        _store(workspace, form, before, told, given)


def _bonds(before: PersonForm, adult: int, given: dict[str, Any]) -> tuple[BondLine, ...]:
    there = next((b for b in before.bonds if b.person_id == adult and not b.is_child), None)
    others = tuple(bond for bond in before.bonds if bond is not there)
    if given["remove"]:
        if there is None:
            raise Refused("not_family", id=adult)
        return others
    line = there or BondLine(adult, is_child=False)
    if given["relation"] is not None:
        line = replace(line, relation=given["relation"])
    if given["custody"] is not None:
        line = replace(line, has_custody=given["custody"] == "yes")
    if given["by_court"] is not None:
        line = replace(line, by_court=given["by_court"] == "yes")
    if given["collects"] is not None:
        may, must_not = COLLECTS[given["collects"]]
        line = replace(line, may_collect=may, may_not_collect=must_not)
    return (*others, line)


def _told(adult: str, child: str, bond: BondLine | None) -> str:
    """Return "Rima Haddad bei Noor Haddad: Mutter, Sorgerecht, darf abholen"."""
    if bond is None:
        return f"{adult} gehört nicht mehr zu {child}"
    collects = "darf nicht abholen" if bond.may_not_collect else "darf abholen"
    parts = (
        relation_word(bond.relation),
        "Sorgerecht" if bond.has_custody else "kein Sorgerecht",
        collects if bond.may_collect or bond.may_not_collect else "holt nicht ab",
        "vom Gericht bestellt" if bond.by_court else "",
    )
    return f"{adult} bei {child}: {', '.join(part for part in parts if part)}"


def change_collector(file: Path, child: int, name: str, given: dict[str, Any]) -> None:
    """Say who else may, or must not, collect a child."""
    with town(file) as workspace:
        with workspace.read() as db:
            before = person_form.load(db, child)
        form = replace(before, collectors=_collectors(before, name.strip(), given))
        if form == before:
            raise Refused("nothing_changes")
        line = next((c for c in form.collectors if name_words(c.name) == name_words(name)), None)
        word = "darf nicht abholen" if line is not None and line.forbidden else "darf abholen"
        told = f"{name.strip()}: {word if line is not None else 'steht nicht mehr da'}"
        _store(workspace, form, before, told, given)


def _collectors(before: PersonForm, name: str, given: dict[str, Any]) -> tuple[CollectorLine, ...]:
    if not name:
        raise Refused("name_missing")
    same = [c for c in before.collectors if name_words(c.name) == name_words(name)]
    others = tuple(c for c in before.collectors if c not in same)
    if given["remove"]:
        if not same:
            raise Refused("collector_not_listed", name=name)
        return others
    line = same[0] if same else CollectorLine(name)
    if given["phone"] is not None:
        line = replace(line, phone=given["phone"].strip())
    if given["relation"] is not None:
        line = replace(line, relation=given["relation"].strip())
    if given["forbidden"] is not None:
        line = replace(line, forbidden=given["forbidden"] == "yes")
    if given["until"] is not None:
        line = replace(line, valid_until=day_or_none(given["until"]))
    return (*others, line)


def _store(
    workspace: Any,  # noqa: ANN401 (the open town)
    form: PersonForm,
    before: PersonForm,
    told: str,
    given: dict[str, Any],
) -> None:
    key = form.id or 0

    def work(db: Db) -> int:
        return person_form.store(db, form, before)

    dry_run, kind = given["dry_run"], ActKind.PERSON_CHANGED
    _, hints = records.store(
        workspace, kind, [("person", key)], work, checks=[key], dry_run=dry_run
    )
    records.say_done(key, told, hints, dry_run=dry_run, as_json=given["as_json"])
