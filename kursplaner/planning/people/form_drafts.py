"""What the rule about duplicates compares of a form that is being filled in."""

from kursplaner.domain.kinds import Gender, RouteKind
from kursplaner.planning.people.families import PersonDraft
from kursplaner.planning.people.person_form import PersonForm


def draft_of(form: PersonForm) -> PersonDraft:
    """Return the names, birth date, gender and first phone of a form."""
    phones = [way.value for way in form.routes if way.kind == RouteKind.PHONE.value]
    return PersonDraft(
        family_name=form.family_name,
        given_name=form.given_name,
        call_name=form.call_name,
        passport_name=form.passport_name,
        own_script_name=form.own_script_name,
        birth_date=form.birth_date,
        birth_uncertain=form.birth_uncertain,
        gender=Gender(form.gender),
        phone=next(iter(phones), ""),
    )
