from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kursplaner.ui.open_forms.inputs import differing, fill_in, standing
from kursplaner.ui.widgets import (
    Choice,
    ChoiceField,
    DateField,
    NumberField,
    SearchField,
    Segmented,
    TextField,
    written_in,
)


class Form(QWidget):
    """A form of every kind of input; a second line appears when the first is begun."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.note, self.care = QPlainTextEdit(), QCheckBox("Betreuung")
        self.note.setAccessibleName("Bemerkung")
        self.care.setAccessibleName("Betreuung")
        self.level = Segmented([Choice("a", "A1"), Choice("b", "B1")], "a", name="Niveau")
        self.kind = ChoiceField([Choice("x", "Kurs"), Choice("y", "Café")], "x", name="Art")
        self.day, self.units = DateField(name="Ab"), NumberField(60, name="Umfang")
        self.secret, self.search = TextField(name="Kennwort"), SearchField("Suchen")
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.lines: list[TextField] = []
        self.add_line()
        for part in (self.note, self.care, self.level, self.kind, self.day, self.units):
            self.column.addWidget(part)
        self.column.addWidget(self.secret)
        self.column.addWidget(self.search)

    def add_line(self) -> None:
        line = TextField(name="Kind")
        line.textEdited.connect(lambda _: self.add_line() if line is self.lines[-1] else None)
        self.lines.append(line)
        self.column.addWidget(line)


def test_what_stands_in_a_form_comes_back_into_another(qtbot: QtBot) -> None:
    before, after = Form(), Form()
    qtbot.addWidget(before)
    qtbot.addWidget(after)
    empty = standing(before)
    fill_in(before, {"Kind": "Ali", "Kind 2": "Rima", "Bemerkung": "zwei\nZeilen"})
    before.care.click()
    before.level.button("b").click()
    fill_in(before, {"Art": "y", "Ab": "02.03.2027", "Umfang": "40"})
    kept = differing(standing(before), empty)
    fill_in(after, kept)
    assert differing(standing(after), empty) == kept
    assert [line.text() for line in after.lines] == ["Ali", "Rima", ""]
    assert (after.level.current(), after.kind.current(), after.units.value()) == ("b", "y", 40)
    assert str(after.day.value()) == "2027-03-02"
    assert written_in(after)


def test_passwords_and_searches_are_never_kept(qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    form.secret.setText("geheim")
    form.search.setText("Haddad")
    assert not {"geheim", "Haddad"} & set(standing(form).values())


def test_what_a_form_does_not_have_any_more_is_left_out(qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    fill_in(form, {"Kind": "Ali", "Schuhgröße": "38", "Art": "nie gesehen"})
    assert (form.lines[0].text(), form.kind.current()) == ("Ali", "x")
