"""Where things stand on an evaluation sheet, measured in the finished PDF."""

import io
from dataclasses import replace
from typing import Any

import pytest

from kursplaner.basics.layout import FINE, GRID, RULE
from kursplaner.documents.sheets import evaluation_sheet
from kursplaner.documents.sheets.evaluation_sheet import EvaluationSheet
from tests.documents import reading
from tests.documents.ink import Box, Ink, Stroke, Words, about, ink
from tests.documents.sheets.test_evaluation_sheet import SHEET

EASY = replace(SHEET, version="easy")
LONG = "i" * 300


def drawn(sheet: EvaluationSheet, page: int = 0) -> Ink:
    out = io.BytesIO()
    evaluation_sheet.draw([sheet], out)
    return ink(out.getvalue(), page)


def middle(words: Words) -> float:
    return (words.x + words.right) / 2


def near(value: float) -> Any:
    return pytest.approx(value, abs=0.2)


@pytest.mark.parametrize(
    ("childcare", "shuttle", "scaled", "yes_no", "row", "lower", "version"),
    [
        (True, True, 12, 2, 12.0, 5.4, 33), (True, False, 11, 1, 14.0, 6.86, 13),
        (False, True, 10, 1, 14.2, 7.006, 23), (False, False, 9, 0, 14.2, 7.006, 3),
    ],
)  # fmt: skip
def test_every_box_has_its_place(
    childcare: bool,  # noqa: FBT001
    shuttle: bool,  # noqa: FBT001
    scaled: int,
    yes_no: int,
    row: float,
    lower: float,
    version: int,
) -> None:
    evaluation_sheet.layout.cache_clear()
    form = evaluation_sheet.Form(childcare=childcare, shuttle=shuttle)
    layout = evaluation_sheet.layout(form)
    cells = layout.cells
    assert layout.version == version
    assert len(cells) == 1 + scaled * 5 + yes_no * 3 + 4 * 2 * 4
    for question in range(scaled + yes_no):
        for step in range(5) if question < scaled else (0, 1, 4):
            box = cells[f"answer {question} {step}"]
            assert box.x == pytest.approx(37.2 + 30 * step)
            assert box.y == pytest.approx(52 + lower + row * question)
            assert (box.width, box.height) == (6, 6)
    end = 52 + row * (scaled + yes_no)
    free = cells["free"]
    assert (free.x, free.width) == (12, 186)
    assert free.bottom == pytest.approx(276.2)
    assert free.y == pytest.approx(end + 8.6 + 4 * 7.1 + 1.6)
    assert free.height > 17.5
    for skill in range(4):
        for name, left in (("before", 67), ("now", 139)):
            for step in range(4):
                box = cells[f"{name} {skill} {step}"]
                assert (box.x, box.width, box.height) == (left + 16 * step, 6, 6)
                assert box.y == pytest.approx(end + 8.6 + 7.1 * skill + 0.55)
                assert box.bottom < free.y


def test_the_head_names_title_and_course() -> None:
    found = drawn(SHEET)
    title = found.at("Ihre Meinung zum Kurs")
    assert title[1:4] == (12, 28.2, 25.5)
    assert drawn(EASY).at("Wie war der Kurs?").x == 12
    subject = found.at("A2 Alltag am Vormittag, Juni 2027")
    assert (subject[1:4], subject.bold) == ((12, 34.4, 11), False)
    head = replace(SHEET.letterhead, office=LONG)
    issuer = [w for w in drawn(replace(SHEET, letterhead=head)).words if w.y < 20]
    assert "".join(w.text for w in issuer) == f"Stadt Adorf/Vogtl.{LONG}"
    assert {(w.x, w.size) for w in issuer} == {(20.9, 6)}
    assert 160.9 - 0.7 < max(w.right for w in issuer) <= 160.9
    assert [y for y, *_ in found.across(RULE)][:3] == [37.1, 47.2, 52]


def subject(of: str) -> list[Words]:
    found = drawn(replace(SHEET, subject=of))
    return [w for w in found.words if w.x == 12 and 30 < w.y < 37]


def test_a_long_subject_takes_two_lines_and_says_where_it_is_cut() -> None:
    whole = "Deutsch im Alltag und im Beruf für alle " * 4
    two = subject(whole.strip())
    assert " ".join(w.text for w in two) == whole.strip()
    assert two[1].y - two[0].y == near(2.9)
    cut = subject("Wort " * 60)
    assert len(cut) == 2
    assert {w.size for w in cut} == {6}
    assert cut[1].text.endswith("Wort Wort (Titel gekürzt)")
    assert 166 - 8 < max(w.right for w in cut) <= 166
    (alone,) = subject(f"Kurs {LONG}")
    assert (alone.text, alone.y, alone.size) == ("Kurs (Titel gekürzt)", 34.4, 11)


def test_how_to_tick_is_shown() -> None:
    found = drawn(SHEET)
    assert Box(12.6, 39.1, 6.4, 6.4, FINE, 0) in found.boxes
    assert Box(74.4, 39.2, 6.2, 6.2, FINE, 0) in found.boxes
    crosses = found.slanted()
    assert crosses[:2] == [
        Stroke(12, 38.4, 19.6, 46.2, RULE, 0),
        Stroke(19.6, 38.4, 12, 46.2, RULE, 0),
    ]
    filled = crosses[2:]
    assert len(filled) == 13
    for place, line in enumerate(filled):
        begin, end = (75, 80) if place % 2 else (80, 75)
        y = 39.7 + place * 0.43
        assert line[:5] == (begin, near(y), end, near(y + 0.43), RULE)
        assert line.y == about(y, within=0.02)
    for beginning, x, y in (("Kreuzen", 21.6, 40.6), ("Bitte keinen", 145.6, 40.6)):
        words = next(w for w in found.words if w.x == x)
        assert words.y == about(y + 0.9 * words.size / 72 * 25.4, within=0.02), beginning
    correct = [w for w in found.words if w.x == 83.6]
    assert correct[0].y == about(38.6 + 0.9 * correct[0].size / 72 * 25.4, within=0.02)
    assert [w.y - correct[0].y for w in correct[1:]] == [near(4.2)]
    crossed = next(path for path in found.paths if path.x > 136)
    assert 136.2 < crossed.x < crossed.right < 142.8
    assert 39.1 < crossed.y < crossed.bottom < 45.7


@pytest.mark.parametrize("sheet", [SHEET, EASY])
def test_steps_are_named_above_their_boxes(sheet: EvaluationSheet) -> None:
    labels = [w for w in drawn(sheet).words if w.y == 50.6]
    assert [middle(w) for w in labels] == [near(45 + 30 * step) for step in range(5)]
    assert all(w.bold and w.right - w.x <= 31 for w in labels)


def test_questions_stand_in_rows_with_their_number() -> None:
    for sheet, x in ((SHEET, 12), (EASY, 30)):
        found = drawn(sheet)
        for question in range(14):
            y = 52 + question * 12 + 3.9
            number, words = sorted(
                (w for w in found.words if w.y == near(y) and w.size > 8.5), key=lambda w: w.x
            )[:2]
            assert (number.text, number.x, number.size) == (str(question + 1), x, 11.5)
            assert number.bold
            assert words.x == near(number.right + 2.3)
            assert words.right <= 198
        fine = [(y, left, right) for y, left, right in found.across(GRID) if y < 219]
        assert fine == [(near(52 + row * 12), x, 198) for row in range(1, 14) if row != 12]
        assert [y for y, *_ in found.across(RULE)][3:] == [
            near(52 + 12 * 12),
            near(52 + 14 * 12),
        ]


def test_what_a_course_has_not_is_not_asked_and_rows_are_higher() -> None:
    found = drawn(replace(SHEET, childcare=False, shuttle=False))
    for question in range(9):
        base = 52 + question * 14.2 + 4.9
        (number,) = [w for w in found.all(str(question + 1)) if w.x == 12]
        assert (number.y, number.size) == (near(base), 12.5)
    said = " ".join(w.text for w in found.words)
    assert "inderbetreuung" not in said
    assert "Fahrdienst" not in said
    assert "E-3 " in said
    assert [y for y, *_ in found.across(RULE)][3:] == [near(52 + 9 * 14.2)]
    (tenth,) = [w for w in found.all("10") if w.x == 12]
    assert tenth.y == near(52 + 9 * 14.2 + 8.6 + 4.94)


@pytest.mark.parametrize(("sheet", "x"), [(SHEET, 12), (EASY, 22)])
def test_skills_are_rated_before_the_course_and_now(sheet: EvaluationSheet, x: float) -> None:
    found = drawn(sheet)
    for label, centre in (("vor dem Kurs", 94), ("heute", 166)):
        assert (middle(found.at(label)), found.at(label).y) == (near(centre), near(223.9))
        assert found.at(label).bold
    for step, label in enumerate(("gar nicht", "wenig", "gut", "sehr gut")):
        assert [(middle(w), w.y, w.size) for w in found.all(label)] == [
            (near(left + 16 * step), near(227.4), 7.5) for left in (70, 142)
        ]
    for skill, name in enumerate(("Verstehen", "Sprechen", "Lesen", "Schreiben")):
        y = 228.6 + 7.1 * skill
        number = found.at(str(15 + skill))
        assert number[1:4] == (x, near(y + 4.94), 11)
        assert found.at(name)[1:4] == (near(number.right + 2), near(y + 4.94), 11)
        assert (near(y), x, 198) in found.across(GRID)
        boxes = [box.x for box in found.boxes if box.y == near(y + 0.55)]
        assert boxes == [near(left + 16 * step) for left in (67, 139) for step in range(4)]
    pictures = [path for path in found.paths if path.right < 22 and 228.6 < path.y < 257]
    assert {int((path.y - 228.6) // 7.1) for path in pictures} == (
        set(range(4)) if sheet is EASY else set()
    )
    assert all(12.4 <= p.x < p.right <= 18.4 and p.weight == 0.38 for p in pictures)


@pytest.mark.parametrize(
    ("version", "questions", "height", "code", "kind"),
    [
        ("literacy", 6, 223 / 6, "E 4471-1-133", (17, 8.6, 14)),
        ("children", 4, 55, "E 4471-1-203", (20, 12.5, 20)),
    ],
)
def test_those_who_do_not_read_tick_one_of_three_faces(
    version: evaluation_sheet.Version,
    questions: int,
    height: float,
    code: str,
    kind: tuple[float, float, float],
) -> None:
    found = drawn(replace(SHEET, version=version))
    assert found.at(code)
    for question in range(questions):
        y = 51 + question * height
        size, base, face = kind
        number = next(w for w in found.words if w.text == str(question + 1) and w.x == 54)
        assert (number.y, number.size) == (near(y + base), size)
        words = next(w for w in found.words if w.y == number.y and w.x > 58)
        assert words.right <= 198
        boxes = [b for b in found.boxes if b.width == 9 and y < b.y < y + height]
        assert [box.x for box in boxes] == [near(66 + 44 * step) for step in range(3)]
        assert [box.y for box in boxes] == [near(y + height / 2)] * 3
        inside = [p for p in found.paths if y < p.y < p.bottom < y + height]
        assert [p for p in inside if 15 <= p.x < p.right <= 51]
        for box in boxes:
            right = box.x + 9
            assert [p for p in inside if right + 3 < p.x < p.right < right + 3 + face]
        assert (near(y + height), 12, 198) in found.across(GRID)
    assert not found.all(str(questions + 1))
    assert 51 + questions * height < 277
    assert not any("Sprache schreiben" in w.text for w in found.words)


def test_an_easy_sheet_has_pictures_and_smileys() -> None:
    found = drawn(EASY)
    pictures = [path for path in found.paths if path.right < 22 and 52 < path.y < 220]
    rows = {int((path.y - 52) // 12) for path in pictures}
    assert rows == set(range(14))
    for path in pictures:
        y = 52 + int((path.y - 52) // 12) * 12
        assert 12.4 <= path.x < path.right <= 21.4
        assert y + 1.5 <= path.y < path.bottom <= y + 10.5
    assert {path.weight for path in pictures} == {0.56}
    for question, step in ((0, 0), (3, 2), (11, 4), (12, 4)):
        box = evaluation_sheet.layout().cells[f"answer {question} {step}"]
        smiley = [path for path in found.paths if box.right < path.x < box.right + 9.3
                  and box.y - 0.4 < path.y < path.bottom < box.y + 6.6]  # fmt: skip
        assert smiley, (question, step)
        assert min(path.x for path in smiley) == near(box.right + 2.4 + 1.4 * 6 / 24)
    assert not [path for path in drawn(SHEET).paths if 52 < path.y < 257]


def test_the_last_questions_are_answered_with_yes_or_no() -> None:
    for sheet in (SHEET, EASY):
        found = drawn(sheet)
        for question in (12, 13):
            y = 52 + question * 12 + 9.95
            for word, step in (("Ja", 0), ("Nein", 1)):
                words = next(w for w in found.words if w.text == word and w.y == near(y))
                assert words[1:4] == (near(37.2 + 30 * step + 8.4), near(y), 11)
                assert words.bold
        assert len(found.all("Ja")) == 2
    labels = [w for w in drawn(SHEET).words if w.text == "betrifft mich nicht" and w.y > 60]
    assert [(w.x, w.y, w.size, w.grey) for w in labels] == [
        (near(165.6), near(52 + question * 12 + 9.65), 8.5, 0.28) for question in (12, 13)
    ]
    assert not [w for w in drawn(EASY).words if w.text == "betrifft mich nicht" and w.y > 60]


def test_what_is_missing_is_written_into_a_frame() -> None:
    found = drawn(SHEET)
    (frame,) = [box for box in found.boxes if box.width == 186]
    assert frame == Box(12, near(258.6), 186, near(17.6), FINE, 0)
    pencil = [path for path in found.paths if path.y > frame.y and path.right < 24]
    assert all(15 < p.x < p.right < 21 and 260.3 < p.y < p.bottom < 266.3 for p in pencil)
    assert {p.weight for p in pencil} == {0.38}
    sentence = found.like("Was fehlt Ihnen?")
    assert (sentence.x, sentence.y) == (24, near(264.8))
    assert sentence.right == near(194)
    thanks = next(w for w in found.words if w.y == 280.9)
    assert (middle(thanks), thanks.right - thanks.x <= 166) == (near(105), True)
    about = next(w for w in found.words if w.y == 284.9)
    assert (middle(about), about.size, about.grey) == (near(105), 6.5, 0.28)


def test_copies_differ_only_in_their_code() -> None:
    sheet = replace(EASY, copies=3, first_copy=8)
    out = io.BytesIO()
    assert evaluation_sheet.draw([sheet], out) == evaluation_sheet.page_count(sheet) == 3
    pages = [ink(out.getvalue(), page) for page in range(3)]
    codes = [[w for w in page.words if w.text.startswith("E 4471")] for page in pages]
    assert [[w.text for w in found] for found in codes] == [
        ["E 4471-8-33"], ["E 4471-9-33"], ["E 4471-10-33"],
    ]  # fmt: skip
    assert {found[0].y for found in codes} == {34}
    assert all(w.right == near(198) for found in codes for w in found)
    for page in pages[1:]:
        assert page.strokes == pages[0].strokes
        assert page.boxes == pages[0].boxes
        assert len(page.words) == len(pages[0].words)
    assert reading.bookmarks(out.getvalue()) == ["A2 Alltag am Vormittag, Juni 2027"]
    assert reading.metadata(out.getvalue())["Title"] == "Ihre Meinung zum Kurs"


@pytest.mark.parametrize("version", ["standard", "easy", "literacy", "children"])
@pytest.mark.parametrize("used", [True, False])
def test_there_is_white_around_each_box(
    version: evaluation_sheet.Version,
    used: bool,  # noqa: FBT001
) -> None:
    sheet = replace(SHEET, version=version, childcare=used, shuttle=used)
    found = drawn(sheet)
    for name, box in evaluation_sheet.layout(sheet.form).cells.items():
        for y, left, right in found.across():
            if left < box.right and box.x < right:
                assert not box.y - 0.45 < y < box.bottom + 0.45, (name, y)
        for words in found.words:
            if name != "free" and words.x < box.right and box.x < words.right:
                above = words.y + 0.24 * words.size * 25.4 / 72
                assert above < box.y - 0.3 or words.y - 1.5 > box.bottom, (name, words.text)
