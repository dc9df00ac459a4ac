"""The one style sheet of the program, written in tokens (`@accent`) and scaled sizes (`13u`)."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_RADIUS = re.compile(r"(radius:\s*)(\d+)u")
_SIZE = re.compile(r"(?<![\w.#-])(\d+)u\b")
_TOKEN = re.compile(r"@(\w+)")


def render(tokens: Mapping[str, str], images: Mapping[str, str], scale: float) -> str:
    """The sheet as Qt reads it; `images` gives the path of each small picture by its name."""
    text = _RADIUS.sub(lambda m: f"{m[1]}{math.floor(int(m[2]) * scale)}px", SHEET)
    text = _SIZE.sub(lambda m: f"{round(int(m[1]) * scale)}px", text)
    values = {**tokens, **{f"img_{name}": f'url("{path}")' for name, path in images.items()}}
    return _TOKEN.sub(lambda m: values[m[1]], text)


SHEET = """
QMainWindow, QDialog, Page, QStackedWidget { background: @background; }
QToolTip { background: @text; color: @surface; border: 0; padding: 4u 8u; font-size: 12u; }
QLabel[k="town"] { font-size: 15u; font-weight: 600; }
QLabel[k="title"] { font-size: 20u; font-weight: 600; }
QLabel[k="head"] { font-size: 13u; font-weight: 600; }
QLabel[k="strong"] { font-size: 13u; font-weight: 500; }
QLabel[k="figure"] { font-size: 24u; font-weight: 600; }
QLabel[k="big"] { font-size: 18u; font-weight: 600; }
QLabel[k="note"] { font-size: 12u; }
QLabel[k="label"] { font-size: 11u; }
QLabel[tone="second"] { color: @text2; }
QLabel[tone="third"] { color: @text3; }
QLabel[tone="accent"] { color: @accent; }
QLabel[tone="good"] { color: @good; }
QLabel[tone="warning"] { color: @warning; }
QLabel[tone="bad"] { color: @bad; }
QLabel[tone="notice"] { color: @on_notice; }
QLabel:disabled { color: @disabled; }

QPushButton { background: @surface; color: @text; border: 1px solid @line; border-radius: 8u;
  padding: 0 12u; min-height: 30u; font-weight: 500; outline: 0; }
QPushButton:hover { background: @shade; }
QPushButton:pressed { background: @faint; }
QPushButton:checked { background: @accent_weak; color: @accent; border-color: @accent; }
QPushButton:disabled { color: @disabled; background: @shade; }
QPushButton[k="primary"] { background: @accent; color: @on_accent; border-color: @accent; }
QPushButton[k="primary"]:hover { background: @accent_hover; border-color: @accent_hover; }
QPushButton[k="primary"]:disabled { background: @shade; color: @disabled; border-color: @line; }
QPushButton[k="danger"] { color: @bad; border-color: @bad; }
QPushButton[k="danger"]:disabled { color: @disabled; border-color: @line; }
QPushButton[k="quiet"] { background: transparent; border-color: transparent; color: @text2; }
QPushButton[k="quiet"]:hover { background: @shade; color: @text; }
QPushButton[k="quiet"]:disabled { background: transparent; color: @disabled; }
QPushButton[k="link"] { background: transparent; border: 0; color: @accent; padding: 0 2u;
  min-height: 20u; text-align: left; }
QPushButton[k="link"]:hover { color: @accent_hover; text-decoration: underline; }
QPushButton[k="link"]:disabled { color: @disabled; }
QPushButton[k="crumb"] { background: transparent; border: 0; color: @text2; padding: 0;
  min-height: 17u; font-weight: 400; text-align: left; }
QPushButton[k="crumb"]:hover { color: @text; text-decoration: underline; }
QPushButton[k="icon"] { background: transparent; border-color: transparent; padding: 0;
  min-width: 30u; }
QPushButton[k="icon"]:hover { background: @shade; }
QPushButton[k="framed"] { padding: 0; min-width: 30u; }
QPushButton[k="chip"] { border-radius: 13u; min-height: 26u; padding: 0 11u; color: @text2;
  font-size: 12u; }
QPushButton[k="chip"]:checked { background: @accent_weak; color: @accent;
  border-color: @accent; }
QPushButton[k="chip"]:disabled { color: @disabled; }
QPushButton[k="large"] { background: @accent; color: @on_accent; border-color: @accent;
  min-height: 38u; padding: 0 18u; font-size: 14u; }
QPushButton[k="large"]:hover { background: @accent_hover; border-color: @accent_hover; }
QPushButton[k="large"]:disabled { background: @shade; color: @disabled; border-color: @line; }
QPushButton[k="notice"] { background: transparent; border: 0; color: @notice_link;
  padding: 0 4u; min-height: 20u; }
QPushButton[k="notice"]:hover { text-decoration: underline; }
QPushButton[k="tab"] { background: transparent; border: 0; border-bottom: 2px solid transparent;
  border-radius: 0; color: @text2; padding: 0 2u; min-height: 36u; }
QPushButton[k="tab"]:hover { color: @text; }
QPushButton[k="tab"]:checked { color: @accent; border-bottom-color: @accent; }
QPushButton[k="row"] { background: transparent; border: 0; border-radius: 6u; text-align: left;
  padding: 0 8u; font-weight: 400; }
QPushButton[k="row"]:hover { background: @shade; }
QPushButton[k="row"]:checked { background: @accent_weak; color: @accent; font-weight: 500; }

RailButton { background: transparent; border: 1px solid transparent; border-radius: 8u; outline: 0;
  color: @text2; font-weight: 500; text-align: left; padding: 0 9u; min-height: 34u; }
RailButton:hover { background: @faint; color: @text; }
RailButton:checked { background: @surface; border-color: @line; color: @text; }
QPushButton[k="railsearch"] { background: @surface; color: @text2; text-align: left;
  padding: 0 7u; font-weight: 400; }
QPushButton[k="railsearch"]:hover { border-color: @text3; }

QPushButton[seg="first"], QPushButton[seg="mid"], QPushButton[seg="last"],
QPushButton[seg="only"] { color: @text2; padding: 0 12u; }
QPushButton[seg="first"] { border-top-right-radius: 0; border-bottom-right-radius: 0; }
QPushButton[seg="mid"] { border-radius: 0; border-left: 0; }
QPushButton[seg="last"] { border-top-left-radius: 0; border-bottom-left-radius: 0;
  border-left: 0; }
QPushButton[seg="first"]:checked, QPushButton[seg="mid"]:checked,
QPushButton[seg="last"]:checked, QPushButton[seg="only"]:checked {
  background: @accent_weak; color: @accent; border-color: @line; }
QPushButton[seg][tone="good"]:checked { background: @good_weak; color: @good; }
QPushButton[seg][tone="warning"]:checked { background: @warning_weak; color: @warning; }
QPushButton[seg][tone="neutral"]:checked { background: @shade; color: @text; }
QPushButton[seg="first"]:disabled, QPushButton[seg="mid"]:disabled,
QPushButton[seg="last"]:disabled { color: @disabled; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox { background: @surface;
  color: @text; border: 1px solid @text3; border-radius: 8u; padding: 0 9u;
  selection-background-color: @accent; selection-color: @on_accent; }
QLineEdit, QComboBox { min-height: 30u; }
QAbstractSpinBox { min-height: 27u; padding: 0 2u; }
QDateEdit { min-height: 30u; padding: 0 9u; }
QPlainTextEdit, QTextEdit { padding: 6u 7u; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus,
QAbstractSpinBox:focus { border-color: @accent; }
QLineEdit[bad="true"], QComboBox[bad="true"], QAbstractSpinBox[bad="true"] {
  border-color: @bad; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled,
QAbstractSpinBox:disabled { background: @shade; color: @disabled; border-color: @line; }
QLineEdit[k="search"] { border-color: @line; }
QLineEdit[k="search"]:focus { border-color: @accent; }
QLineEdit[k="inline"] { border-color: transparent; background: transparent; padding: 0 3u;
  font-weight: 500; placeholder-text-color: @accent; }
QLineEdit[k="inline"]:focus { border-color: @accent; }
QLineEdit[k="palette"] { border: 0; background: transparent; font-size: 15u;
  min-height: 40u; }
QAbstractSpinBox QLineEdit { border: 0; background: transparent; padding: 0;
  min-height: 0; border-radius: 0; }
QComboBox::drop-down, QDateEdit::drop-down { border: 0; width: 28u; }
QComboBox::down-arrow { image: @img_down; width: 16u; height: 16u; }
QDateEdit::down-arrow { image: @img_calendar; width: 16u; height: 16u; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: 0; width: 22u;
  background: transparent; }
QAbstractSpinBox::up-arrow { image: @img_up; width: 12u; height: 12u; }
QAbstractSpinBox::down-arrow { image: @img_down; width: 12u; height: 12u; }
QComboBox QAbstractItemView { background: @surface; color: @text; border: 1px solid @line;
  selection-background-color: @accent_weak; selection-color: @text; outline: 0; }
QComboBox QAbstractItemView::item { min-height: 28u; padding: 0 8u; }
QListView#suggestions { border: 1px solid @line; padding: 4u; }
QListView#suggestions::item { min-height: 28u; padding: 0 8u; }

QCheckBox, QRadioButton { color: @text; spacing: 8u; min-height: 24u; outline: 0; }
QCheckBox:disabled, QRadioButton:disabled { color: @disabled; }
QCheckBox::indicator { width: 16u; height: 16u; border: 1px solid @text3; border-radius: 5u;
  background: @surface; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: @img_check; }
QCheckBox::indicator:indeterminate { background: @accent; border-color: @accent;
  image: @img_minus; }
QCheckBox::indicator:disabled { background: @shade; border-color: @line; }
QCheckBox::indicator:checked:disabled { image: @img_check_off; }
QRadioButton::indicator { width: 14u; height: 14u; border: 1px solid @text3;
  border-radius: 8u; background: @surface; }
QRadioButton::indicator:checked { width: 8u; height: 8u; border: 4u solid @accent;
  border-radius: 8u; background: @surface; }

QMenu { background: @surface; color: @text; border: 1px solid @line; border-radius: 8u;
  padding: 4u; }
QMenu::item { padding: 6u 24u 6u 12u; border-radius: 4u; }
QMenu::item:selected { background: @accent_weak; color: @text; }
QMenu::item:disabled { color: @disabled; }
QMenu::separator { height: 1px; background: @line; margin: 4u 8u; }
QMenu::icon { padding-left: 8u; }
QMenu::indicator { width: 16u; height: 16u; left: 4u; }
QMenu::indicator:checked { image: @img_check_text; }

QScrollArea { background: @background; border: 0; }
QAbstractScrollArea::corner { background: transparent; }
QScrollArea[ground="surface"] { background: @surface; }
QWidget[ground="background"] { background: @background; }
QWidget[ground="surface"] { background: @surface; }
QScrollBar:vertical { background: transparent; width: 10u; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10u; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 3u; margin: 2u; }
QScrollBar::handle:vertical { min-height: 32u; }
QScrollBar::handle:horizontal { min-width: 32u; }
QScrollBar::handle:hover { background: @text3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QTableView, QListView, QTreeView { background: @surface; color: @text; border: 0; outline: 0;
  selection-background-color: @accent_weak; selection-color: @text; gridline-color: @faint;
  alternate-background-color: @surface; }
QHeaderView { background: @surface; border: 0; }
QHeaderView::section { background: @surface; color: @text2; border: 0;
  border-bottom: 1px solid @line; padding: 0 8u; font-size: 11u; font-weight: 500; }
QHeaderView::down-arrow { image: @img_down; width: 12u; height: 12u; }
QHeaderView::up-arrow { image: @img_up; width: 12u; height: 12u; }
QHeaderView::section:horizontal:first, QHeaderView::section:horizontal:only-one {
  padding-left: 16u; }
QTableCornerButton::section { background: @surface; border: 0; }

QProgressBar { background: @faint; border: 0; border-radius: 3u; max-height: 6u;
  min-height: 6u; }
QProgressBar::chunk { background: @accent; border-radius: 3u; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: @surface; }
QCalendarWidget QToolButton { background: transparent; color: @text; border: 0;
  border-radius: 6u; padding: 4u 8u; font-weight: 600; }
QCalendarWidget QToolButton:hover { background: @shade; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QAbstractItemView { background: @surface; color: @text;
  selection-background-color: @accent; selection-color: @on_accent; }
QCalendarWidget QSpinBox { min-height: 22u; }
QSplitter::handle { background: @line; }
QStatusBar { background: @background; color: @text2; }
QGroupBox { border: 0; margin-top: 18u; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; }
"""
