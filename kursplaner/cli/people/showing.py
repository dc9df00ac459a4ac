"""One person whole at the shell."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kursplaner.basics import clock
from kursplaner.cli.shell import output
from kursplaner.cli.shell.town import town
from kursplaner.desk.wording.health import health_lines
from kursplaner.desk.wording.people.people import birth_text, role_words
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.kinds import said
from kursplaner.desk.wording.words.languages import languages_text
from kursplaner.desk.wording.words.relations import relation_word
from kursplaner.domain.kinds import (
    ConsentPurpose,
    CredentialKind,
    EnrolmentStatus,
    Gender,
    Role,
    RouteKind,
)
from kursplaner.planning.people import person_form
from kursplaner.planning.people.person_form import PersonForm
from kursplaner.store.queries.people.child_cards import HealthText
from kursplaner.store.queries.people.people import PersonDetail, person_detail

HEALTH = ("allergies", "illness", "medicine", "emergency")


def show_person(file: Path, person: int, *, health: bool, as_json: bool) -> None:
    """Print a person with her family and courses, and what is known of her health if asked for."""
    with town(file) as workspace, workspace.read() as db:
        detail, form = person_detail(db, person), person_form.load(db, person)
    if as_json:
        output.say_json(_json(detail, form))
        return
    output.say(f"{detail.row.id}: {names.spoken(detail.row.name)}")
    asked = health_lines(HealthText(*(getattr(form.health, name) for name in HEALTH)))
    of_health = [line.partition(": ")[::2] for line in asked if health]
    for word, text in (*_facts(detail, form), *of_health):
        if text:
            output.say(f"  {word}: {text}")


def _facts(detail: PersonDetail, form: PersonForm) -> Iterator[tuple[str, str]]:
    yield "Rollen", role_words(_roles(detail, form))
    yield "Rufname", form.call_name
    yield "Name laut Pass", form.passport_name
    yield "In eigener Schrift", form.own_script_name
    born = birth_text(form.birth_date, uncertain=form.birth_uncertain)
    yield "Geboren", born if form.birth_date else ""
    yield "Geschlecht", "" if form.gender == Gender.UNKNOWN else said(Gender, form.gender)
    yield "Größe", f"{form.height_cm} cm" if form.height_cm else ""
    yield "Niveau", form.level
    yield "Sprachen", languages_text(form.languages)
    yield "Bedarf", form.needs
    yield "Bemerkung", form.note
    for route in detail.routes:
        yield said(RouteKind, route.kind), ", ".join(p for p in (route.value, route.note) if p)
    town_part = " ".join(part for part in (detail.postcode, detail.municipality) if part)
    yield "Wohnort", ", ".join(part for part in (detail.street, town_part) if part)
    yield "Haltepunkt", detail.stop or ""
    for bond in detail.family:
        yield ("Kind" if bond.is_child else "Sorge"), f"{bond.person_id}: {_bond(bond)}"
    for collector in detail.collectors:
        word = "Darf nicht abholen" if collector.forbidden else "Darf abholen"
        yield word, ", ".join(part for part in (collector.name, collector.phone) if part)
    for paper in detail.credentials:
        until = f"gilt bis {days.dated(paper.valid_until)}" if paper.valid_until else "liegt vor"
        yield said(CredentialKind, paper.kind), until
    given = [said(ConsentPurpose, purpose) for purpose in sorted(form.consents)]
    yield "Eingewilligt", ", ".join(given)
    for course in detail.courses:
        yield "Kurs", f"{course.number} {course.title}, {said(EnrolmentStatus, course.status)}"


def _roles(detail: PersonDetail, form: PersonForm) -> list[str]:
    """Return the roles that hold, without those that ended."""
    now = {line.role for line in form.roles}
    ended = {role.value for role in Role} - now
    return [role for role in detail.row.roles if role not in ended]


def _bond(bond: Any) -> str:  # noqa: ANN401 (a bond of the family)
    parts = (
        names.spoken(bond.name),
        relation_word(bond.relation) if not bond.is_child else "",
        "darf nicht abholen" if bond.may_not_collect else "",
        "" if bond.has_custody else "kein Sorgerecht",
    )
    return ", ".join(part for part in parts if part)


def _json(detail: PersonDetail, form: PersonForm) -> dict[str, Any]:
    """Return a person as docs/json-schema/person-show.json describes it."""
    return {
        "id": detail.row.id,
        "name": detail.row.name,
        "roles": _roles(detail, form),
        "born": form.birth_date.isoformat() if form.birth_date else None,
        "born_about": form.birth_uncertain,
        "gender": form.gender,
        "height_cm": form.height_cm,
        "languages": form.languages,
        "level": form.level,
        "needs": form.needs,
        "note": form.note,
        "protected": form.address_restricted,
        "contact": [{"kind": way.kind, "value": way.value} for way in detail.routes],
        "street": detail.street,
        "postcode": detail.postcode,
        "place": detail.municipality,
        "stop": detail.stop,
        **_belongings(detail),
        "consents": sorted(form.consents),
        "courses": [
            {"number": course.number, "status": course.status} for course in detail.courses
        ],
    }


def _belongings(detail: PersonDetail) -> dict[str, Any]:
    """Return family, collectors and papers of a person."""
    today = clock.today()
    return {
        "family": [
            {
                "id": bond.person_id,
                "name": bond.name,
                "child": bond.is_child,
                "relation": bond.relation,
                "custody": bond.has_custody,
                "collects": _collects(bond),
            }
            for bond in detail.family
        ],
        "collectors": [
            {"name": each.name, "phone": each.phone, "forbidden": each.forbidden}
            for each in detail.collectors
        ],
        "papers": [
            {
                "kind": paper.kind,
                "until": paper.valid_until.isoformat() if paper.valid_until else None,
                "valid": paper.valid_until is None or paper.valid_until >= today,
            }
            for paper in detail.credentials
        ],
    }


def _collects(bond: Any) -> str:  # noqa: ANN401 (a bond of the family)
    return "forbidden" if bond.may_not_collect else "may" if bond.may_collect else "no"
