import pytest

from kursplaner.scanning.answers import Answer, answer
from kursplaner.scanning.boxes import Box, read_boxes
from kursplaner.scanning.reading import FlatPage, read_page
from tests.scanning.paper import LAYOUT, Paper, known


def boxes_of(paper: Paper) -> dict[str, Box]:
    page = read_page(paper.grey, known)
    assert isinstance(page, FlatPage)
    return read_boxes(
        page.flat, {name: cell for name, cell in page.cells.items() if name != "free"}
    )


@pytest.fixture(scope="module")
def filled() -> dict[str, Box]:
    paper = Paper()
    for question in range(6):
        paper.cross(f"answer {question} {question % 5}")
    paper.cross("answer 6 0", width=1.3)  # a felt pen
    paper.cross("answer 7 1", width=0.35)
    paper.cross("answer 8 3")
    paper.fill("answer 8 3")
    box = LAYOUT.cells["answer 9 2"]
    paper.line([(box.x + 2, box.y + 2.4), (box.x + 2.7, box.y + 2.9)], 0.5, 40)
    paper.blot(LAYOUT.cells["answer 10 0"].inset(-3), 190)  # a stain over the whole box
    speck = LAYOUT.cells["answer 11 0"].middle
    paper.line([speck, (speck[0] + 0.3, speck[1])], 0.3, 40)
    box = LAYOUT.cells["answer 12 0"]
    paper.line([(box.x - 4, box.y - 4), (box.x + 1.4, box.y + 1.4)], 0.5, 40)
    return boxes_of(paper)


def test_crosses_of_every_pen_are_seen(filled: dict[str, Box]) -> None:
    for question in range(6):
        assert filled[f"answer {question} {question % 5}"].state == "ticked", question
    assert filled["answer 6 0"].state == "ticked"
    assert filled["answer 7 1"].state == "ticked"


def test_a_filled_box_is_taken_back(filled: dict[str, Box]) -> None:
    assert filled["answer 8 3"].state == "filled"


def test_a_short_dash_is_doubtful_a_speck_is_not(filled: dict[str, Box]) -> None:
    assert filled["answer 9 2"].state == "doubtful"
    assert filled["answer 11 0"].state == "empty"


def test_a_stroke_from_elsewhere_only_grazes(filled: dict[str, Box]) -> None:
    assert filled["answer 12 0"].state == "grazed"


def test_a_stain_is_no_tick(filled: dict[str, Box]) -> None:
    assert filled["answer 10 0"].state not in {"ticked", "filled"}


def test_all_other_boxes_are_empty(filled: dict[str, Box]) -> None:
    touched = {f"answer {question} {question % 5}" for question in range(6)}
    touched |= {
        "answer 6 0",
        "answer 7 1",
        "answer 8 3",
        "answer 9 2",
        "answer 10 0",
        "answer 12 0",
    }
    assert {box.state for name, box in filled.items() if name not in touched} == {"empty"}


def box(state: str, cover: float = 0.1) -> Box:
    return Box(state, cover)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("states", "wanted"),
    [
        ({}, Answer(None, "blank")),
        ({0: "empty", 1: "empty"}, Answer(None, "blank")),
        ({0: "empty", 1: "ticked"}, Answer(1, "answered")),
        ({0: "filled", 1: "ticked"}, Answer(1, "answered")),
        ({0: "grazed", 1: "ticked"}, Answer(1, "answered")),
        ({0: "doubtful", 1: "ticked"}, Answer(None, "doubtful", 1)),
        ({0: "doubtful", 1: "empty"}, Answer(None, "doubtful", 0)),
        ({0: "filled", 1: "empty"}, Answer(None, "doubtful", 0)),
        ({0: "filled", 1: "filled"}, Answer(None, "blank")),
        ({0: "grazed", 1: "empty"}, Answer(None, "doubtful", 0)),
    ],
)
def test_an_answer_is_taken_where_it_is_certain(states: dict[int, str], wanted: Answer) -> None:
    assert answer({step: box(state) for step, state in states.items()}) == wanted


@pytest.mark.parametrize(("peak", "state"), [(75, "several"), (74, "doubtful")])
def test_two_ticks_of_different_strength_are_asked(peak: float, state: str) -> None:
    boxes = {0: Box("ticked", 0.3, peak=peak), 1: Box("ticked", 0.2, peak=100)}
    assert answer(boxes) == Answer(None, state, 1)  # type: ignore[arg-type]


def test_two_ticks_are_two_and_the_stronger_one_is_proposed() -> None:
    assert answer({0: box("ticked", 0.1), 3: box("ticked", 0.2)}) == Answer(None, "several", 3)
