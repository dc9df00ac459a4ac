import os
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kursplaner.basics.errors import Refused
from kursplaner.basics.settings import DEFAULTS, checked
from kursplaner.desk.town_settings import OF_LAND, RULES
from kursplaner.domain.town import ClosingDay, StoredFile
from kursplaner.planning.funding.grants import LARGEST_LOGO, logos_of
from kursplaner.store.backups.backup import backups_of
from kursplaner.store.queries.funding.grants import grant_rows, logo_pictures
from kursplaner.store.records import find
from kursplaner.store.session import Db
from kursplaner.ui.calendar.content import days_off
from kursplaner.ui.look.theme import theme
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.settings.backups import BackupSection
from kursplaner.ui.settings.grants import GrantDialog, GrantSection
from kursplaner.ui.settings.land import LandSection
from kursplaner.ui.settings.look import LookSection
from kursplaner.ui.settings.page import SettingsPage
from kursplaner.ui.settings.rules import RuleSection
from kursplaner.ui.settings.town import TownSection
from kursplaner.ui.widgets import (
    Button,
    ChoiceField,
    ConfirmDialog,
    IconButton,
    NumberField,
    Row,
    Segmented,
    Switch,
    Text,
)
from tests.ui.office import Office

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture
def page(office_window: MainWindow) -> SettingsPage:
    office_window.go("settings")
    found = office_window.page("settings")
    assert isinstance(found, SettingsPage)
    return found


PROGRAM = Path("kursplaner")
SHOWING = ("settings.py", "rules.py")
NOT_TYPED = {"town.uuid", "town.demo_day"}


def source() -> str:
    """Return what the program says, without where settings are only shown."""
    paths = (path for path in PROGRAM.rglob("*.py") if path.name not in SHOWING)
    return "".join(path.read_text(encoding="utf-8") for path in paths)


def test_every_default_that_does_something_stands_on_the_page_once(page: SettingsPage) -> None:
    shown = [default.key for group in RULES for default in group.settings()]
    section = page.section()
    assert isinstance(section, TownSection)
    shown += section.inputs
    assert len(shown) == len(set(shown))
    reading = {key for key, default in DEFAULTS.items() if not default.waits}
    assert set(shown) | NOT_TYPED | set(OF_LAND) == reading


def test_no_section_is_empty() -> None:
    assert all(group.settings() for group in RULES)


def test_what_is_hidden_is_what_nothing_reads() -> None:
    words = source().replace('"town.street": ', "").replace('"town.postcode": ', "")
    words = words.replace('"town.email": ', "")  # the demo town gives them, for a later day
    for key, default in DEFAULTS.items():
        assert not (default.waits and f'"{key}"' in words), f"{key} is read: show it"


def test_the_name_of_the_town_is_stored_where_it_stands(page: SettingsPage, office: Office) -> None:
    section = page.section()
    assert isinstance(section, TownSection)
    section.inputs["town.name"].setText("Bad Elster")
    section.inputs["town.name"].editingFinished.emit()
    assert office.workspace.settings.text("town.name") == "Bad Elster"
    office.workspace.undo()
    assert office.workspace.settings.text("town.name") == "Adorf/Vogtl."


def test_a_rule_is_changed_and_reset(page: SettingsPage, office: Office) -> None:
    page.open_section("rules.childcare")
    section = page.section()
    assert isinstance(section, RuleSection)
    row = section.rows["childcare.children_per_carer"]
    assert isinstance(row.input, NumberField)
    row.input.setValue(6)
    row.keep()
    assert office.workspace.settings.number("childcare.children_per_carer") == 6
    assert row.back.isVisible()
    row.reset()
    assert office.workspace.settings.number("childcare.children_per_carer") == 5
    assert not row.back.isVisible()


@pytest.mark.parametrize("group", RULES, ids=lambda group: group.key)
def test_every_group_shows_all_its_values(page: SettingsPage, group: object) -> None:
    page.open_section(f"rules.{group.key}")  # type: ignore[attr-defined]
    section = page.section()
    assert isinstance(section, RuleSection)
    for row in section.rows.values():
        assert row.value() == row.default.value


def test_a_value_nobody_reads_yet_is_not_shown(page: SettingsPage) -> None:
    page.open_section("rules.childcare")
    section = page.section()
    assert isinstance(section, RuleSection)
    assert "childcare.permit_months" not in section.rows
    assert "childcare.lead_minutes" in section.rows


def test_a_kind_of_conflict_is_switched_off_and_reset(page: SettingsPage, office: Office) -> None:
    page.open_section("rules.conflicts")
    section = page.section()
    assert isinstance(section, RuleSection)
    assert not any(key.endswith((".room", ".teacher", ".vehicle")) for key in section.rows)
    row = section.rows["conflicts.closure"]
    assert isinstance(row.input, Segmented)
    assert row.input.current() == "hard"
    row.input.button("off").click()
    assert office.workspace.settings.text("conflicts.closure") == "off"
    assert "hart" in row.back.toolTip()
    row.back.click()
    assert office.workspace.settings.text("conflicts.closure") == "hard"


def test_closing_days(page: SettingsPage, office: Office) -> None:
    page.open_section("land")
    section = page.section()
    assert isinstance(section, LandSection)
    section.name.setText("Betriebsausflug")
    section.first.set_value(date(2027, 5, 7))
    section.add()
    with office.workspace.read() as db:
        (day,) = find(db, ClosingDay)
        assert (day.first_day, day.last_day) == (date(2027, 5, 7), date(2027, 5, 7))
        key = day.id
    section.remove(key)
    with office.workspace.read() as db:
        assert not find(db, ClosingDay)


def test_holidays_of_some_places_are_switched_on_where_the_land_has_them(
    page: SettingsPage, office: Office
) -> None:
    page.open_section("land")
    section = page.section()
    assert isinstance(section, LandSection)

    def offered() -> list[str]:
        return [key for key, row in section.local_rows.items() if not row.isHidden()]

    assert offered() == ["corpus_christi"]
    row = section.local_rows["corpus_christi"]
    assert "SächsSFG" in row.default.source
    assert isinstance(row.input, Switch)
    row.input.setChecked(True)
    with office.workspace.read() as db:
        off = days_off(db, office.workspace.settings, date(2027, 5, 1), date(2027, 5, 31))
    found = off.public(date(2027, 5, 27))
    assert found is not None
    assert found.name == "Fronleichnam"
    section.store({"calendar.second_land": "BY"})
    section.refresh()
    assert offered() == ["corpus_christi", "assumption", "peace_festival"]
    section.store({"calendar.land": "BE", "calendar.second_land": ""})
    section.refresh()
    assert offered() == []
    assert section.local.isHidden()


def test_a_grant_with_its_logo(page: SettingsPage, office: Office, tmp_path: Path) -> None:
    page.open_section("grants")
    section = page.section()
    assert isinstance(section, GrantSection)
    section.new()
    dialog = section.findChild(GrantDialog)
    assert isinstance(dialog, GrantDialog)
    dialog.store()
    assert dialog.isVisible()
    logo = tmp_path / "logo.png"
    logo.write_bytes(picture(4))
    dialog.reference.setText("SMS-77")
    dialog.take_logo(logo)
    dialog.store()
    with office.workspace.read() as db:
        (grant,) = (grant for grant in grant_rows(db) if grant.reference == "SMS-77")
        assert find_logo(db, grant.logo_hash)


def test_logos_are_put_in_order_and_taken_away_in_the_form(
    page: SettingsPage, office: Office, tmp_path: Path
) -> None:
    page.open_section("grants")
    section = page.section()
    assert isinstance(section, GrantSection)
    section.new()
    dialog = section.findChild(GrantDialog)
    assert isinstance(dialog, GrantDialog)
    dialog.reference.setText("SMS-79")
    for place in range(3):
        path = tmp_path / f"{place}.png"
        path.write_bytes(picture(place + 1))
        dialog.take_logo(path)
    names = [button.accessibleName() for button in dialog.logos.findChildren(IconButton)
             if button.isEnabled() and not button.isHidden()]  # fmt: skip
    assert names[-2:] == ["Logo 3 nach oben", "Logo 3 entfernen"]
    dialog.logos.move_up(2)
    dialog.logos.take_away(0)
    dialog.store()
    with office.workspace.read() as db:
        (grant,) = (grant for grant in grant_rows(db) if grant.reference == "SMS-79")
        keys = logos_of(db, grant.id)
        kept = logo_pictures(db, keys)
    assert [kept[key] for key in keys] == [picture(3), picture(2)]
    again = GrantDialog(section.context, grant, page)
    assert again.logos.logos == list(keys)
    assert "Noch kein Logo" not in [text.plain() for text in again.findChildren(Text)]


def picture(width: int) -> bytes:
    data = QBuffer()
    made = QImage(width, 1, QImage.Format.Format_RGB32)
    made.fill(0)
    made.save(data, "PNG")  # type: ignore[call-overload]
    return bytes(data.data().data())


def find_logo(db: Db, key: str | None) -> bool:
    return db.get(StoredFile, key) is not None


def test_a_logo_that_is_no_picture_is_refused(page: SettingsPage, tmp_path: Path) -> None:
    page.open_section("grants")
    section = page.section()
    assert isinstance(section, GrantSection)
    section.new()
    dialog = section.findChild(GrantDialog)
    assert isinstance(dialog, GrantDialog)
    text = tmp_path / "logo.png"
    for content in (b"kein Bild", PNG[:20]):
        text.write_bytes(content)
        dialog.take_logo(text)
        assert "ist kein Bild" in dialog.complaint
        assert dialog.logos.logos == []


def test_a_logo_that_is_no_file_or_too_big_is_refused_at_once(
    page: SettingsPage, tmp_path: Path
) -> None:
    page.open_section("grants")
    section = page.section()
    assert isinstance(section, GrantSection)
    section.new()
    dialog = section.findChild(GrantDialog)
    assert isinstance(dialog, GrantDialog)
    dialog.take_logo(tmp_path)
    assert "ist ein Ordner" in dialog.complaint
    dialog.take_logo(tmp_path / "nicht da.png")
    assert "gibt es nicht" in dialog.complaint
    big = tmp_path / "gross.png"
    with big.open("wb") as file:
        file.truncate(LARGEST_LOGO + 1)
    dialog.take_logo(big)
    assert "zu groß" in dialog.complaint
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "rohr.png")
        dialog.take_logo(tmp_path / "rohr.png")
        assert "ist keine gewöhnliche Datei" in dialog.complaint
    assert dialog.logos.logos == []


def shown_rows(section: BackupSection) -> list[Row]:
    QApplication.processEvents()  # rows that were added are shown now, those taken away are gone
    return [row for row in section.findChildren(Row) if not row.isHidden()]


def test_a_backup_by_hand(page: SettingsPage, qtbot: QtBot) -> None:
    page.open_section("backups")
    section = page.section()
    assert isinstance(section, BackupSection)
    path = section.context.workspace.path
    assert not backups_of(path)
    section.back_up()
    # The list is laid anew meanwhile: for a moment no line may stand there.
    qtbot.waitUntil(lambda: any(row.findChildren(Button) for row in shown_rows(section)))
    (made,) = backups_of(path)
    assert made.reason == "hand"


def test_bringing_a_backup_back_is_asked_for_and_then_wanted(
    page: SettingsPage, office_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.open_section("backups")
    section = page.section()
    assert isinstance(section, BackupSection)
    made = office_window.workspace.back_up("hand")
    section.refresh()
    asked: list[str] = []
    answers = [False, True]

    def ask(_title: str, sentence: str, _verb: str, **_more: object) -> bool:
        asked.append(sentence)
        return answers[len(asked) - 1]

    monkeypatch.setattr(ConfirmDialog, "ask", ask)
    (row,) = shown_rows(section)
    (button,) = row.findChildren(Button)
    button.click()
    qtbot.waitUntil(lambda: len(asked) == 1)
    assert "Es geht kein Schritt verloren." in asked[0]
    with qtbot.waitSignal(office_window.backup_wanted) as wanted:
        button.click()
    assert wanted.args == [made]


def test_a_backup_that_cannot_be_read_has_no_way_back(page: SettingsPage) -> None:
    page.open_section("backups")
    section = page.section()
    assert isinstance(section, BackupSection)
    made = section.context.workspace.back_up("hand")
    made.write_bytes(b"nichts")
    section.refresh()
    (row,) = shown_rows(section)
    assert "lässt sich nicht lesen" in row.accessibleName()
    assert not row.findChildren(Button)


def test_the_look_changes_at_once(page: SettingsPage) -> None:
    page.open_section("look")
    section = page.section()
    assert isinstance(section, LookSection)
    before = theme().mode, theme().scale
    section.scale.choose("150")
    section._apply("")
    assert theme().scale == 150
    theme().apply(*before)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("rides.kmh", "599999"),
        ("attendance.certificate_percent", "101"),
        ("course.unit_minutes", "0"),
        ("course.weekdays", "-5;x99"),
        ("course.weekdays", ""),
        ("attendance.profile", "bunt"),
        ("statistics.age_limits", "60 18"),
    ],
)
def test_what_no_law_could_mean_is_refused(key: str, text: str) -> None:
    with pytest.raises(Refused, match="unreadable"):
        checked(key, text)


def test_weekdays_and_the_form_of_the_list_are_chosen(page: SettingsPage, office: Office) -> None:
    page.open_section("rules.course")
    rules = page.section()
    assert isinstance(rules, RuleSection)
    days = rules.rows["course.weekdays"].input
    assert isinstance(days, Segmented)
    days.button("mon").click()
    assert office.workspace.settings.text("course.weekdays") == "mon tue thu"
    page.open_section("rules.attendance")
    rules = page.section()
    assert isinstance(rules, RuleSection)
    profile = rules.rows["attendance.profile"].input
    assert isinstance(profile, ChoiceField)
    assert profile.itemText(1) == "BAMF"
