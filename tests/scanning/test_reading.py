from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageFilter

from kursplaner.basics.layout import Rect, SheetCode, SheetLayout
from kursplaner.scanning.codes import Grey
from kursplaner.scanning.reading import FlatPage, UnreadPage, read_page
from tests.scanning.paper import LAYOUT, Paper, known, lying, tilted

MARKED = "answer 4 1"
PLAIN = Paper()
CROSSED = Paper()
CROSSED.cross(MARKED)


def noisy(picture: Grey) -> Grey:
    grain = np.random.default_rng(5).normal(0, 20, picture.shape)
    return np.clip(picture + grain, 0, 255).astype(np.uint8)


def blurred(picture: Grey) -> Grey:
    return np.asarray(Image.fromarray(picture).filter(ImageFilter.GaussianBlur(2)))


def one_bit(picture: Grey) -> Grey:
    return np.where(picture > 128, 255, 0).astype(np.uint8)


def grey_copy(picture: Grey) -> Grey:
    return np.asarray(60 + picture * 0.6, np.uint8)


CONDITIONS: dict[str, tuple[Callable[[Grey], Grey], float | None]] = {
    "upside down, black or white": (lambda picture: one_bit(np.rot90(picture, 2)), 180),
    "sideways, a grey copy": (lambda picture: grey_copy(np.rot90(picture)), -90),
    "turned left and shrunk": (lambda picture: lying(picture, 9, shrunk=0.93), -9),
    "turned right on grey, blurred": (lambda picture: blurred(lying(picture, -9, paper=235)), 9),
    "grainy": (noisy, 0),
    "photograph": (tilted, None),
}


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_page_is_laid_flat_however_it_lies(condition: str) -> None:
    seen_as, turned = CONDITIONS[condition]
    page = read_page(np.ascontiguousarray(seen_as(CROSSED.grey)), known)
    assert isinstance(page, FlatPage), page
    assert page.code == SheetCode("E", 4471, 1, LAYOUT.version, "K7QM")
    assert page.error < 0.7
    if turned is not None:
        assert (page.turned - turned + 180) % 360 - 180 == pytest.approx(0, abs=0.3)
    inked = {
        name: float(page.flat.cut(cell.inset(0.9)).mean()) for name, cell in page.cells.items()
    }
    boxes = {name: ink for name, ink in inked.items() if name != "free"}
    assert max(boxes, key=boxes.__getitem__) == MARKED
    others = sorted(ink for name, ink in boxes.items() if name != MARKED)
    assert boxes[MARKED] > 3 * others[-1]


def test_cells_are_found_where_the_paper_was_stretched() -> None:
    """Half a millimetre over the page, as a worn feeder stretches it."""
    image = PLAIN.picture
    stretched = image.resize((image.width, round(image.height * 1.002)), Image.Resampling.BICUBIC)
    moved = Image.new("L", image.size, 255)
    moved.paste(stretched, (0, 0))
    marks = np.asarray(moved).copy()
    page = read_page(marks, known)
    assert isinstance(page, FlatPage)
    for name in ("answer 0 0", "answer 13 4", "now 3 3"):
        box = page.cells[name]
        across = page.flat.cut(Rect(box.x - 0.3, box.y + 1, 0.6, box.height - 2))
        assert across.mean() > 60, name


def test_an_empty_back_a_picture_and_a_foreign_code_are_told_apart() -> None:
    blank = np.full((1754, 1240), 250, np.uint8)
    assert read_page(blank, known) == UnreadPage("blank")
    assert read_page(noisy(blank), known) == UnreadPage("blank")
    half_black = blank.copy()
    half_black[:900, :600] = 30
    assert read_page(half_black, known) == UnreadPage("no_code")


def test_a_foreign_code_is_told_with_what_it_says() -> None:
    page = read_page(_coded("WLAN:Gast"), known)
    assert page == UnreadPage("foreign", texts=("WLAN:Gast",))


def test_a_code_whose_check_is_wrong_is_misread() -> None:
    text = str(SheetCode("E", 4471, 1, 32, "K7QM"))
    wrong = text[:-1] + ("2" if text[-1] != "2" else "3")
    assert read_page(_coded(wrong), known) == UnreadPage("misread", texts=(wrong,))


def test_a_sheet_that_was_never_printed_here_is_unknown() -> None:
    page = read_page(PLAIN.grey, lambda _: None)
    assert isinstance(page, UnreadPage)
    assert (page.obstacle, page.code and page.code.number) == ("unknown", 4471)


def test_without_its_marks_a_page_waits_for_a_person() -> None:
    paper = Paper()
    paper.blot(LAYOUT.page_size.corner_marks[0].inset(-1), 255)
    page = read_page(paper.grey, known)
    assert isinstance(page, UnreadPage)
    assert page.obstacle in {"no_marks", "gate"}


@pytest.mark.parametrize(("moved", "passes"), [(0.5, True), (1.0, False)])
def test_a_code_that_misses_its_place_closes_the_gate(moved: float, passes: bool) -> None:  # noqa: FBT001
    qr = LAYOUT.qr
    beside = SheetLayout(
        LAYOUT.page_size,
        "E",
        LAYOUT.version,
        Rect(qr.x - moved, qr.y, qr.width, qr.height),
        LAYOUT.cells,
    )
    page = read_page(PLAIN.grey, lambda _: beside)
    assert isinstance(page, FlatPage) is passes
    if isinstance(page, UnreadPage):
        assert page.obstacle == "gate"


def _coded(text: str) -> Grey:
    import segno

    sheet = np.full((1200, 900), 255, np.uint8)
    code = np.kron(np.array(segno.make(text, error="q").matrix), np.ones((6, 6), np.uint8))
    sheet[100 : 100 + len(code), 100 : 100 + len(code)] = np.where(code, 0, 255)
    return sheet
