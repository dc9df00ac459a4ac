"""What the cells of one row together say of a person: status, telephones, parents, children."""

from kursplaner.exchange.people_list.columns import guess_sheet
from kursplaner.exchange.people_list.rows import parse_people
from tests.exchange.people_list.test_rows import table_of


def test_a_status_and_brackets_beside_a_name_say_who_waits_and_who_has_left() -> None:
    table = table_of(
        ["Name", "Vorname", "Status"],
        ["Ahornfeld", "Rima", "angemeldet"],
        ["Cedar", "Sami", "Warteliste"],
        ["Dorn", "Ina (Warteliste)", None],
        ["Eibe", "Tom", "storniert"],
    )
    people = parse_people(table, guess_sheet(table.sheets[0])).people
    assert [p.waiting for p in people] == [False, True, True, False]
    assert [[doubt.kind for doubt in p.doubts] for p in people] == [[], [], [], ["section_left"]]


def test_numbers_at_work_come_last_and_say_so() -> None:
    table = table_of(
        ["Name", "Vorname", "Telefon geschäftlich", "Telefon privat"],
        ["Cedar", "Sami", "03741 556677", "0151 1112223"],
    )
    (person,) = parse_people(table, guess_sheet(table.sheets[0])).people
    assert [(phone.shown, phone.label) for phone in person.phones] == [
        ("0151 1112223", ""),
        ("03741 556677", "dienstlich"),
    ]


def test_the_first_parent_is_the_person_where_a_row_has_several_children() -> None:
    table = table_of(
        ["Mutter Name", "Mutter Vorname", "Tel. Mutter", "Kind 1 Vorname", "Kind 2 Vorname"],
        ["Ahornfeld", "Rima", "0171 2345678", "Lina", "Omar"],
    )
    (person,) = parse_people(table, guess_sheet(table.sheets[0])).people
    assert (person.family_name, person.given_name) == ("Ahornfeld", "Rima")
    assert [phone.shown for phone in person.phones] == ["0171 2345678"]
    assert [child.name for child in person.named_children] == ["Lina", "Omar"]


def test_parents_by_number_have_their_own_telephones_and_names_in_two_columns() -> None:
    table = table_of(
        ["Kind", "Mutter Name", "Mutter Vorname", "Tel. Mutter", "Vater", "Tel. Vater"],
        ["Lina Ahornfeld", "Eiche", "Rima", "0171 2345678", "Sami Ahornfeld", "0160 9876543"],
    )
    (person,) = parse_people(table, guess_sheet(table.sheets[0])).people
    assert [(g.name, g.relation, g.phone) for g in person.guardians] == [
        ("Eiche, Rima", "mother", "0171 2345678"),
        ("Sami Ahornfeld", "father", "0160 9876543"),
    ]


def test_ditto_marks_say_what_stands_above() -> None:
    table = table_of(
        ["Name", "Vorname", "Ort"], ["Ahornfeld", "Rima", "Adorf"], ["dto.", "Lina", '"'],
        ['"', "Omar", "Plauen"],
    )  # fmt: skip
    people = parse_people(table, guess_sheet(table.sheets[0])).people
    assert [(p.family_name, p.given_name, p.municipality) for p in people] == [
        ("Ahornfeld", "Rima", "Adorf"),
        ("Ahornfeld", "Lina", "Adorf"),
        ("Ahornfeld", "Omar", "Plauen"),
    ]
    assert not any(p.doubts for p in people)


def test_a_child_without_family_name_takes_that_of_its_parent_and_is_doubtful() -> None:
    table = table_of(["Vorname", "Mutter"], ["Lina", "Rima Ahornfeld"], ["Omar", "Ola"])
    lina, omar = parse_people(table, guess_sheet(table.sheets[0])).people
    assert (lina.family_name, lina.given_name) == ("Ahornfeld", "Lina")
    assert [doubt.kind for doubt in lina.doubts] == ["name_of_parent"]
    assert (omar.family_name, omar.given_name) == ("Omar", "")


def test_a_column_of_contacts_holds_telephones_and_e_mails() -> None:
    table = table_of(
        ["Name", "Vorname", "Kontakt"],
        ["Ahornfeld", "Rima", "0171 2345678, E-Mail: rima@example.org"],
        ["Cedar", "Sami", "sami@example.org"],
    )
    rima, sami = parse_people(table, guess_sheet(table.sheets[0])).people
    assert ([phone.shown for phone in rima.phones], rima.emails) == (
        ["0171 2345678"],
        ("rima@example.org",),
    )
    assert (sami.phones, sami.emails) == ((), ("sami@example.org",))


def test_headings_in_several_languages_and_for_whole_names() -> None:
    table = table_of(
        ["Nachname / Surname / Прізвище", "Vorname / First name / Ім'я"], ["Ahornfeld", "Rima"]
    )
    person = parse_people(table, guess_sheet(table.sheets[0])).people[0]
    assert (person.family_name, person.given_name) == ("Ahornfeld", "Rima")
    whole = table_of(["Name des/der Teilnehmenden"], ["Rima Ahornfeld"], ["Karl von der Heide"])
    people = parse_people(whole, guess_sheet(whole.sheets[0])).people
    assert [(p.family_name, p.given_name) for p in people] == [
        ("Ahornfeld", "Rima"),
        ("von der Heide", "Karl"),
    ]
