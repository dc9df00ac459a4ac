from pathlib import Path

import pytest
from sqlalchemy import Date, Integer, column, text
from sqlalchemy.orm.exc import StaleDataError

from kursplaner.basics.errors import Refused
from kursplaner.store.dialect.sqlite import Sqlite
from kursplaner.store.refusals import UnreadableError, translated
from kursplaner.store.workspace import Workspace

PATH = Path("Adorf.kursplan")


def refused(error: Exception) -> Refused:
    with pytest.raises(Refused) as told, translated(PATH, Sqlite()):
        raise error
    assert told.value.__cause__ is error
    return told.value


def test_what_the_file_itself_says_wrongly_is_damage() -> None:
    assert refused(UnreadableError("x")).kind == "file_damaged"
    assert refused(UnreadableError("x")).facts["path"] == PATH


def test_what_somebody_else_changed_meanwhile_is_overtaken() -> None:
    assert refused(StaleDataError("x")).kind == "overtaken"


@pytest.mark.parametrize("error", [ValueError("x"), KeyError("x"), IndexError("x")])
def test_a_fault_of_the_program_stays_one(error: Exception) -> None:
    with pytest.raises(type(error)), translated(PATH, Sqlite()):
        raise error


def test_a_value_that_its_column_cannot_hold_is_damage(workspace: Workspace) -> None:
    wrong = text("SELECT 'kein Tag' AS day").columns(column("day", Date))
    with workspace.read() as db:
        with pytest.raises(Refused) as told, translated(PATH, Sqlite()):
            db.execute(wrong).all()
        assert told.value.kind == "file_damaged"
        right = text("SELECT 3 AS count").columns(column("count", Integer))
        with translated(PATH, Sqlite()):
            assert db.execute(right).scalar_one() == 3
