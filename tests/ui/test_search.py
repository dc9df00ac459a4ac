"""Strg+K: what is found first, what one slip still finds, and what stands there for nothing."""

import pytest

from kursplaner.ui.main_window import MainWindow


def first(window: MainWindow, text: str) -> str:
    return window.commands.entries(text)[0].title


@pytest.mark.parametrize("text", ["Konflikte", "konfl"])
def test_a_page_comes_before_people_when_the_word_is_its_own(
    office_window: MainWindow, text: str
) -> None:
    assert first(office_window, text) == "Konflikte"


def test_a_command_is_found_by_a_word_it_does_not_show(office_window: MainWindow) -> None:
    titles = [entry.title for entry in office_window.commands.entries("Export")]
    assert titles[:2] == ["Terminliste speichern", "Kalenderdatei speichern"]


def test_a_name_comes_before_what_only_mentions_it(office_window: MainWindow) -> None:
    assert first(office_window, "Haddad").startswith("Haddad")


def test_one_slip_still_leads_to_the_page(office_window: MainWindow) -> None:
    assert "Konflikte" in [entry.title for entry in office_window.commands.entries("Konflkte")]


def test_nothing_found_says_what_to_do(office_window: MainWindow) -> None:
    found = office_window.commands.entries("xqzvw")
    assert [entry.title for entry in found] == [
        "Nichts gefunden zu „xqzvw“",
        "Neue Person",
        "Alle Personen",
    ]
    assert found[0].subtitle
    found[2].run()
    assert office_window.current_place == "people"


def test_the_title_names_the_file(office_window: MainWindow) -> None:
    office_window.go("rooms")
    assert office_window.windowTitle() == "Räume – Adorf/Vogtl. – Büro.kursplan"
