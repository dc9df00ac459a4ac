"""What the rule about duplicates compares of a form."""

from datetime import date

from kursplaner.domain.kinds import Gender
from kursplaner.planning.people.form_drafts import draft_of
from kursplaner.planning.people.person_form import PersonForm, RouteLine


def test_the_first_phone_counts_whatever_stands_before_it() -> None:
    routes = (RouteLine("email", "a@b.de"), RouteLine("phone", "1"), RouteLine("phone", "2"))
    born = date(1990, 3, 12)
    form = PersonForm("Haddad", "Rima", birth_date=born, gender="female", routes=routes)
    draft = draft_of(form)
    assert (draft.family_name, draft.given_name, draft.birth_date) == ("Haddad", "Rima", born)
    assert (draft.gender, draft.phone) == (Gender.FEMALE, "1")
    assert draft_of(PersonForm("Haddad")).phone == ""
