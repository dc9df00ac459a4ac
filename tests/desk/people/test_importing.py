from datetime import date
from pathlib import Path

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.desk.people import importing, list_storing
from kursplaner.desk.people.importing import Outcome
from kursplaner.desk.people.list_storing import Decision
from kursplaner.desk.wording import list_words
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.organisations import Organisation
from kursplaner.domain.people import Person
from kursplaner.exchange.people_list.columns import Field
from kursplaner.planning.people import duplicates as likeness
from kursplaner.store.queries.people.people import family_of
from kursplaner.store.records import find
from kursplaner.store.workspace import Workspace


@pytest.fixture
def town(workspace: Workspace) -> Workspace:
    with workspace.change(ActKind.PERSON_ADDED) as db:
        db.add(Person(family_name="Müller", given_name="Jana", birth_date=date(1988, 3, 12)))
    return workspace


def listed(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "liste.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_outcomes(town: Workspace, tmp_path: Path) -> None:
    rows = "Müller;Jana;\nMueller;Jana;12.03.1988\nMueller;Jana;\nMüller;Jana;1.1.1970\nNeu;Eva;\n"
    path = listed(tmp_path, f"Familienname;Vorname;Geburtsdatum\n{rows}Müller;Jana;2.5.2001\n")
    found = [row.outcome for row in importing.read_list(town, path).rows]
    known, similar, new = Outcome.KNOWN, Outcome.SIMILAR, Outcome.NEW
    assert found == [known, known, similar, known, new, Outcome.ALIKE]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (" ;\n;\n", "list_empty"),
        ("Familienname;Vorname\n;\n", "list_empty"),
        ("Nummer;Betrag\n1;2\n", "list_without_names"),
    ],
)
def test_a_list_without_anybody_is_refused(
    town: Workspace, tmp_path: Path, text: str, kind: str
) -> None:
    path = listed(tmp_path, text)
    with pytest.raises(Refused, match=kind) as refusal:
        importing.read_list(town, path)
    assert refusal.value.facts["path"] == path


def test_a_list_with_nothing_but_faults_is_shown(town: Workspace, tmp_path: Path) -> None:
    text = "Familienname;Vorname;Geburtsdatum\nNeu;Eva;bald\n"
    people = importing.read_list(town, listed(tmp_path, text))
    assert len(people.faults) == 1
    assert [row.outcome for row in people.rows] == [Outcome.DOUBTFUL]
    assert list_storing.store(town, people).person_ids == ()
    taken = list_storing.store(town, people, {("liste", 2): Decision.NEW})
    with town.read() as db:
        (person,) = find(db, Person, id=list(taken.person_ids))
        assert (person.birth_date, person.note) == (None, "Laut Liste: bald")


def test_every_column_is_shown_with_its_heading(town: Workspace, tmp_path: Path) -> None:
    text = "Familienname;Vorname;Xyz\nNeu;Eva;1;2\n"
    columns = importing.read_list(town, listed(tmp_path, text)).columns
    assert [(column.letters, column.heading) for column in columns] == [
        ("A", "Familienname"),
        ("B", "Vorname"),
        ("C", "Xyz"),
        ("D", ""),
    ]
    assert [column.certain for column in columns] == [True, True, False, False]
    assert columns[3].field is None


def test_two_of_one_name_are_one_unless_both_birth_dates_are_certain(
    town: Workspace, tmp_path: Path
) -> None:
    def outcomes(*births: str) -> list[Outcome]:
        rows = "".join(f"Neu;Eva;{birth}\n" for birth in births)
        path = listed(tmp_path, f"Familienname;Vorname;Geburtsdatum\n{rows}")
        return [row.outcome for row in importing.read_list(town, path).rows]

    new, repeated = Outcome.NEW, Outcome.REPEATED
    assert outcomes("2.3.1990", "2.3.1990", "4.5.1991") == [new, repeated, new]
    assert outcomes("1.1.1990", "4.5.1991") == [new, repeated]
    assert outcomes("2.3.1990", "") == [new, repeated]


def test_whom_a_row_is_like_is_named(town: Workspace, tmp_path: Path) -> None:
    path = listed(tmp_path, "Familienname;Vorname\nMueller;Jana\nNeu;Eva\n")
    rows = importing.read_list(town, path).rows
    assert [(row.name, row.known_name) for row in rows] == [
        ("Mueller, Jana", "Müller, Jana"),
        ("Neu, Eva", ""),
    ]


def test_similar_ones_can_be_taken(town: Workspace, tmp_path: Path) -> None:
    path = listed(tmp_path, "Familienname;Vorname\nMueller;Jana\n")
    people = importing.read_list(town, path)
    assert list_storing.store(town, people).person_ids == ()
    decided = list_storing.store(town, people, {("liste", 2): Decision.LATER})
    assert len(decided.person_ids) == 1


def test_employer_and_guardian_are_linked(town: Workspace, tmp_path: Path) -> None:
    rows = "Alt, Mia;Bäckerei Roth;Jana Müller\nAlt, Ole;bäckerei roth;\n"
    text = f"Name;Betrieb;Sorgeberechtigte\n{rows}"
    read = importing.read_list(town, listed(tmp_path, text))
    ids = list_storing.store(town, read).person_ids
    with town.read() as db:
        assert [organisation.name for organisation in find(db, Organisation)] == ["Bäckerei Roth"]
        assert [family.name for family in family_of(db, ids[0])] == ["Müller, Jana"]


def test_other_columns_may_be_chosen(town: Workspace, tmp_path: Path) -> None:
    path = listed(tmp_path, "Name;Stimme\nNeu, Eva;leise\nAlt, Ole;laut\n")
    people = importing.read_list(town, path)
    guess = people.guess.with_choice(1, Field.NOTE)
    again = importing.judge(town, people.table, guess)
    assert again.rows[0].draft.note == "Stimme: leise"


def test_a_long_street_is_a_fault(town: Workspace, tmp_path: Path) -> None:
    path = listed(tmp_path, f"Familienname;Straße\nNeu;{'S' * 300}\n")
    people = importing.read_list(town, path)
    says = list_words.fault_line(people.faults[0])
    assert says.startswith("Blatt „liste“, Zeile 2, Spalte B: Der Text ist zu lang.")
    assert people.rows[0].outcome is Outcome.DOUBTFUL


def test_somebody_put_down_meanwhile_comes_once(town: Workspace, tmp_path: Path) -> None:
    people = importing.read_list(town, listed(tmp_path, "Familienname;Vorname\nNeu;Eva\n"))
    with town.change(ActKind.PERSON_ADDED) as db:
        db.add(Person(family_name="Neu", given_name="Eva"))
    assert list_storing.store(town, people).person_ids == ()


def test_every_field_outcome_and_reason_has_words() -> None:
    assert set(list_words.FIELDS) == set(Field)
    assert set(list_words.OUTCOMES) == set(Outcome)
    text = likeness.Likeness.__doc__ or ""
    assert all(f'"{reason}"' in text for reason in list_words.REASONS)


def long_list(tmp_path: Path) -> Path:
    """A list of 200 people, each with a firm of her own and a known parent."""
    letters = "bdfgklmnprst"
    names = [f"{a}a{b}o{c}" for a in letters for b in letters for c in letters[:2]][:200]
    rows = "".join(
        f"{name.title()};{name[::-1].title()};Firma {name};Jana Müller\n" for name in names
    )
    return listed(tmp_path, f"Familienname;Vorname;Betrieb;Sorgeberechtigte\n{rows}")


def counted(town: Workspace) -> tuple[int, int, int]:
    with town.read() as db:
        return len(find(db, Person)), len(find(db, Organisation)), len(town.history())


def test_how_far_it_is_never_goes_back(town: Workspace, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    tell = lambda *step: told.append(step)  # noqa: E731
    people = importing.read_list(town, long_list(tmp_path), tell)
    read = list(told)
    importing.judge(town, people.table, people.guess, tell)
    judged = told[len(read) :]
    list_storing.store(town, people, tell=tell)
    stored = told[len(read) + len(judged) :]
    for steps in (read, judged, stored):
        shares = [done / total for done, total in steps]
        assert shares == sorted(shares)
        assert shares[-1] == 1
        assert len(set(shares)) > 20


@pytest.mark.parametrize("share", [0, 0.05, 0.8, 1])
def test_a_stop_leaves_nothing(town: Workspace, tmp_path: Path, share: float) -> None:
    path = long_list(tmp_path)
    people = importing.read_list(town, path)
    before = counted(town)

    def stop(done: int, total: int) -> None:
        if done >= total * share:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        list_storing.store(town, people, tell=stop)
    assert counted(town) == before
    with pytest.raises(InterruptedError):
        importing.judge(town, people.table, people.guess, stop)


def test_a_stop_while_the_file_is_read_is_no_missing_file(town: Workspace, tmp_path: Path) -> None:
    class Stopped(Exception):  # noqa: N818 - a wish, no error
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        importing.read_list(town, long_list(tmp_path), stop)
