"""A person put down and changed at the shell, by the same form as in the window."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.cli.shell import output, records
from kursplaner.cli.shell.town import town
from kursplaner.cli.stops import stop_id_of
from kursplaner.desk.day_input import parse_day
from kursplaner.desk.wording import pick_ups
from kursplaner.desk.wording.people.people import birth_text
from kursplaner.desk.wording.words import names
from kursplaner.domain.kinds import ActKind, CredentialKind, Level, RouteKind
from kursplaner.planning.people import families, person_form
from kursplaner.planning.people.addresses import AddressLine
from kursplaner.planning.people.duplicates import likely_duplicates
from kursplaner.planning.people.form_drafts import draft_of
from kursplaner.planning.people.person_form import (
    BondLine,
    CredentialLine,
    PersonForm,
    RouteLine,
)
from kursplaner.planning.people.role_lines import RoleLine
from kursplaner.store.queries.people.people import people_by_id
from kursplaner.store.session import Db
from kursplaner.store.workspace import concerning

OWN = (
    *("family_name", "given_name", "call_name", "passport_name", "own_script_name"),
    *("languages", "needs", "note", "gender", "height_cm"),
)
HOME = ("street", "postcode", "municipality")
HEALTH = ("allergies", "illness", "medicine", "emergency")
ROUTES = (
    ("phones", RouteKind.PHONE),
    ("emails", RouteKind.EMAIL),
    ("messengers", RouteKind.MESSENGER),
)


def add_person(file: Path, given: dict[str, Any]) -> None:
    """Put down a person.

    Raises:
        Refused: "maybe_known" where she is likely recorded already.
    """
    with town(file) as workspace:
        with workspace.read() as db:
            form = filled(db, PersonForm(""), given)
            if given["child_of"] is not None:
                form = _child_of(db, form, given["child_of"], given["relation"] or "")
            if not given["anyway"]:
                _refuse_double(db, form)

        def work(db: Db) -> int:
            key = person_form.store(db, form)
            concerning(db, "person", key)
            return key

        dry_run = given["dry_run"]
        key, _ = records.store(workspace, ActKind.PERSON_ADDED, (), work, dry_run=dry_run)
    told = f"Angelegt: Person {key}"
    records.say_stored(key, told, (), dry_run=dry_run, as_json=given["as_json"])


def _child_of(db: Db, form: PersonForm, adult: int, relation: str) -> PersonForm:
    """Return the form of a child with what it takes over from an adult."""
    told = families.as_told(db, adult)
    home = AddressLine(clock.today(), told.street, told.postcode, told.municipality, told.stop_id)
    empty = not any((home.street, home.municipality, home.stop_id))
    return replace(
        form,
        family_name=form.family_name or told.family_name,
        languages=form.languages or told.languages,
        address=form.address or (None if empty else home),
        address_restricted=form.address_restricted or told.address_restricted,
        bonds=(BondLine(adult, is_child=False, relation=relation),),
    )


def _refuse_double(db: Db, form: PersonForm) -> None:
    if not form.family_name.strip() or not form.given_name.strip():
        return
    found = likely_duplicates(db, draft_of(form))
    rows = people_by_id(db, [likeness.person_id for likeness in found[:1]])
    if rows:
        row = rows[0]
        born = birth_text(row.birth_date, uncertain=row.birth_uncertain) if row.birth_date else ""
        facts = ", ".join(part for part in (rows[0].municipality, born) if part)
        raise Refused("maybe_known", id=rows[0].id, about=facts or "mehr steht nicht da")


def change_person(file: Path, person: int, given: dict[str, Any]) -> None:
    """Change what is given of a person; rides laid anew are shown before.

    Raises:
        Refused: "nothing_changes".
    """
    with town(file) as workspace:
        with workspace.read() as db:
            before = person_form.load(db, person)
            form = filled(db, before, given)
            if given["home_back"]:
                form = replace(form, address_taken_back=True)
            if form == before:
                raise Refused("nothing_changes")
            rides = person_form.ride_changes(db, form, before)
        if not rides.empty and not given["as_json"]:
            output.say(pick_ups.headline(rides))
            for line in pick_ups.lines(rides):
                output.say(f"  {' '.join(part for part in (line.title, line.detail) if part)}")

        def work(db: Db) -> int:
            return person_form.store(db, form, before, rides)

        dry_run, kind = given["dry_run"], ActKind.PERSON_CHANGED
        subjects = [("person", person)]
        key, hints = records.store(
            workspace, kind, subjects, work, checks=[person], dry_run=dry_run
        )
    told = f"{names.spoken(_name(form))} gespeichert{pick_ups.saved(rides)}."
    records.say_stored(key, told, hints, dry_run=dry_run, as_json=given["as_json"])


def _name(form: PersonForm) -> str:
    parts = (form.family_name.strip(), form.given_name.strip())
    return ", ".join(part for part in parts if part)


def filled(db: Db, form: PersonForm, given: dict[str, Any]) -> PersonForm:
    """Return the form with what was given.

    Raises:
        Refused: "level_unknown", "paper_unreadable", or what finds a stop.
    """
    own = {key: given[key] for key in OWN if given[key] is not None}
    if given["level"] is not None:
        own["level"] = _level(given["level"])
    if given["born"] is not None:
        own["birth_date"] = day_or_none(given["born"])
    for key, name in (("born_about", "birth_uncertain"), ("protected", "address_restricted")):
        if given[key] is not None:
            own[name] = given[key] == "yes"
    health = {key: given[key] for key in HEALTH if given[key] is not None}
    consents = (form.consents | set(given["consents"])) - set(given.get("no_consents", ()))
    return replace(
        form,
        **own,
        health=replace(form.health, **health),
        consents=frozenset(consents),
        routes=_routes(form.routes, given),
        roles=_roles(form.roles, given),
        credentials=_papers(form.credentials, given["papers"]),
        address=_home(db, form.address, given),
    )


def _level(text: str) -> str:
    known = {level.value.casefold(): level.value for level in Level}
    bare = text.strip().casefold()
    if bare in ("", "-"):
        return ""
    if bare not in known:
        raise Refused("level_unknown", level=text.strip(), known=list(known.values()))
    return known[bare]


def day_or_none(text: str) -> date | None:
    """Return the day of an option; None for "-"."""
    return None if text.strip() == "-" else parse_day(text)


def _routes(before: tuple[RouteLine, ...], given: dict[str, Any]) -> tuple[RouteLine, ...]:
    """Return the ways to reach her; those of a kind that was given are replaced."""
    told = {kind.value: given[key] for key, kind in ROUTES if given[key]}
    kept = [route for route in before if route.kind not in told]
    known = {(route.kind, route.value): route for route in before}
    new = [
        known.get((kind, value.strip()), RouteLine(kind, value.strip()))
        for kind, values in told.items()
        for value in values
        if value.strip() not in ("", "-")
    ]
    return (*new, *kept)


def _roles(before: tuple[RoleLine, ...], given: dict[str, Any]) -> tuple[RoleLine, ...]:
    kept = [line for line in before if line.role not in given.get("no_roles", ())]
    has = {line.role for line in kept}
    return (*kept, *(RoleLine(role) for role in dict.fromkeys(given["roles"]) if role not in has))


def _papers(before: tuple[CredentialLine, ...], given: Iterable[str]) -> tuple[CredentialLine, ...]:
    """Return the credentials with those that "first-aid=2028-01-31" tells of."""
    after = {line.kind: line for line in before}
    for text in given:
        word, _, until = text.partition("=")
        kind = word.strip().casefold().replace("-", "_")
        if kind not in {known.value for known in CredentialKind} or not until.strip():
            known = [known.value.replace("_", "-") for known in CredentialKind]
            raise Refused("paper_unreadable", text=text, known=known)
        issued, _, ends = until.rpartition("..")
        day = day_or_none(ends)
        if day is None:
            after.pop(kind, None)
        else:
            old = after.get(kind, CredentialLine(kind))
            begun = parse_day(issued) if issued else old.issued_on
            after[kind] = replace(old, issued_on=begun, valid_until=day)
    return tuple(after.values())


def _home(db: Db, before: AddressLine | None, given: dict[str, Any]) -> AddressLine | None:
    """Return the address with what was given, from the day asked for, else from today."""
    told = {key: given[key].strip() for key in HOME if given[key] is not None}
    if given["stop"] is not None:
        nowhere = given["stop"].strip() == "-"
        told["stop_id"] = None if nowhere else stop_id_of(db, given["stop"])
    if not told and given["since"] is None:
        return before
    base = before or AddressLine(clock.today())
    line = replace(base, **told)
    if given["since"] is not None:
        return replace(line, valid_from=given["since"])
    return line if line == base else replace(line, valid_from=clock.today())
