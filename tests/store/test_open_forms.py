"""Forms half filled in: one row each, nobody else's, outside history and undo, gone in the end."""

from datetime import datetime, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import Person
from kursplaner.store.open_forms import (
    LONGEST_DAYS,
    drop_form,
    drop_old_forms,
    keep_form,
    kept_form,
    kept_forms,
    old_forms,
)
from kursplaner.store.workspace import Workspace

NOW = datetime(2027, 3, 2, 10, 0)


def forms(town: Workspace, who: str = "Nora") -> list[tuple[str, str]]:
    with town.read() as db:
        return [(form.form, form.content) for form in kept_forms(db, who)]


def keep(town: Workspace, form: str, content: str, who: str = "Nora") -> None:
    with town.aside() as db:
        keep_form(db, who, form, content)


def test_a_form_is_kept_once_for_each_who_writes(workspace: Workspace) -> None:
    keep(workspace, "a", "1")
    keep(workspace, "b", "2")
    keep(workspace, "a", "3")
    keep(workspace, "a", "9", who="Otto")
    assert sorted(forms(workspace)) == [("a", "3"), ("b", "2")]
    with workspace.aside() as db:
        drop_form(db, "Nora", "a")
    assert forms(workspace) == [("b", "2")]
    assert forms(workspace, "Otto") == [("a", "9")]
    with workspace.read() as db:
        assert (kept_form(db, "Nora", "b"), kept_form(db, "Nora", "a")) == ("2", "")


def test_it_is_nobodys_act_and_undo_passes_it_by(workspace: Workspace) -> None:
    with workspace.change(ActKind.PERSON_ADDED) as db:
        db.add(Person(family_name="Haddad"))
    before = [act.id for act in workspace.history()]
    keep(workspace, "a", "1")
    assert [act.id for act in workspace.history()] == before
    workspace.undo()
    assert forms(workspace) == [("a", "1")]


def test_pages_hear_that_nothing_they_show_has_changed(workspace: Workspace) -> None:
    heard: list[frozenset[str]] = []
    workspace.subscribe(heard.append)
    keep(workspace, "a", "1")
    assert heard == [frozenset()]


def test_while_somebody_writes_it_is_refused_at_once(workspace: Workspace) -> None:
    with workspace.rehearse(), pytest.raises(Refused) as told, workspace.aside():
        pass
    assert told.value.kind == "act_within_act"


def test_after_a_month_it_is_thrown_away(workspace: Workspace) -> None:
    with clock.pinned(NOW):
        keep(workspace, "a", "1")
    with clock.pinned(NOW + timedelta(days=LONGEST_DAYS)):
        assert forms(workspace) == [("a", "1")]
        with workspace.read() as db:
            assert not old_forms(db)
    with clock.pinned(NOW + timedelta(days=LONGEST_DAYS, minutes=1)), workspace.aside() as db:
        assert old_forms(db)
        assert kept_forms(db, "Nora") == []
        drop_old_forms(db)
        assert not old_forms(db)
