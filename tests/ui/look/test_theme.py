import re
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kursplaner.basics import resources
from kursplaner.ui.look import icons, painting, stylesheet, tokens
from kursplaner.ui.look.theme import theme
from kursplaner.ui.look.tokens import Mode
from kursplaner.ui.widgets import gallery

UI = Path(stylesheet.__file__).parents[1]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colour: str, other: str) -> float:
    high, low = sorted((luminance(colour), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [tokens.LIGHT, tokens.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), tokens.USED_PAIRS)
def test_every_used_pair_can_be_read(colours: dict[str, str], text: str, ground: str) -> None:
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize(
    ("colours", "pairs"),
    [(tokens.LIGHT, tokens.COURSES_LIGHT), (tokens.DARK, tokens.COURSES_DARK)],
)
def test_text_on_a_course_can_be_read(
    colours: dict[str, str], pairs: tuple[tuple[str, str], ...]
) -> None:
    assert len(pairs) == 6
    for fill, _ in pairs:
        assert contrast(colours["text"], fill) >= 7
        assert contrast(colours["text2"], fill) >= 4.5


@pytest.mark.parametrize(
    ("colours", "pairs"),
    [(tokens.LIGHT, tokens.COURSES_LIGHT), (tokens.DARK, tokens.COURSES_DARK)],
)
def test_edge_and_marks_of_a_course_can_be_told_from_their_ground(
    colours: dict[str, str], pairs: tuple[tuple[str, str], ...]
) -> None:
    for fill, edge in pairs:
        assert contrast(edge, colours["surface"]) >= 3
        assert contrast(edge, fill) >= 3
        for mark in ("bad", "warning", "text2"):
            assert contrast(colours[mark], fill) >= 3


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("scale", [100, 125, 150, 200])
def test_every_mode_and_scale_is_taken_without_a_word_of_qt(
    qtbot: QtBot, mode: Mode, scale: int
) -> None:
    window = gallery.PICTURES["personen"]()
    qtbot.addWidget(window)
    window.show()
    theme().apply(mode, scale)
    assert theme().px(13) == round(13 * scale / 100)
    assert theme().dark is (mode == "dark")
    assert not window.grab().isNull()
    theme().apply("light", 100)


def test_light_and_dark_know_the_same_tokens() -> None:
    assert tokens.LIGHT.keys() == tokens.DARK.keys()


def test_the_sheet_names_no_unknown_token_and_leaves_no_unit(qtbot: QtBot) -> None:
    images = {
        f"img_{name}"
        for name in ("down", "up", "calendar", "check", "check_off", "check_text", "minus")
    }
    named = set(re.findall(r"@(\w+)", stylesheet.SHEET))
    assert named <= tokens.LIGHT.keys() | images
    sheet = stylesheet.render(
        tokens.LIGHT, dict.fromkeys((name.removeprefix("img_") for name in images), "x.svg"), 1.5
    )
    assert not re.search(r"\d+u\b", sheet)
    assert "@" not in sheet
    assert sheet.count("{") == sheet.count("}")


def test_radii_are_never_rounded_up() -> None:
    sheet = stylesheet.render(
        tokens.LIGHT,
        dict.fromkeys(("down", "up", "calendar", "check", "check_off", "check_text", "minus"), "x"),
        1.35,
    )
    assert "border-radius: 10px" in sheet


def test_only_the_theme_sets_a_style_sheet() -> None:
    using = [path.name for path in UI.rglob("*.py") if "setStyleSheet" in path.read_text("utf-8")]
    assert using == ["theme.py"]


def test_inter_has_figures_of_one_width(qtbot: QtBot) -> None:
    font = theme().font(13)
    assert font.family() == "Inter"
    measure = painting.metrics(font)
    assert measure.horizontalAdvance("1111") == measure.horizontalAdvance("8888")


def test_course_colours_count_round(qtbot: QtBot) -> None:
    assert theme().course_pair(7).edge == theme().course_pair(1).edge


def test_an_icon_follows_the_theme(qtbot: QtBot) -> None:
    icon = icons.icon("users", "text")
    light = icon.pixmap(16, 16).toImage()
    theme().apply("dark", 100)
    dark = icon.pixmap(16, 16).toImage()
    theme().apply("light", 100)
    assert light != dark
    assert not icon.isNull()


def test_every_icon_named_in_the_window_has_its_file() -> None:
    there = {path.stem for path in resources.path("icons").glob("*.svg")}
    assert 60 <= len(there) <= 180
    assert resources.path("icons/LICENSE.txt").is_file()
    for path in UI.rglob("*.py"):
        for name in re.findall(r'icon="([a-z0-9-]+)"', path.read_text("utf-8")):
            assert name in there, f"{path.name}: {name}"


def test_words_wrap_between_two_times_and_end_in_an_ellipsis(qtbot: QtBot) -> None:
    font = theme().font(12)
    assert painting.wrapped(font, "17:00–19:15 · hier", 48, 4)[0] == "17:00–"
    lines = painting.wrapped(font, "ein sehr langer Satz über vieles", 60, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert painting.wrapped(font, "", 60, 2) == [""]
