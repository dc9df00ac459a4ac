"""Contact sheets: many pictures of one screen on few, to look at them all."""

from pathlib import Path

from PIL import Image, ImageDraw

ACROSS, WIDE, HIGH = 4, 640, 400
DOWN = 4
LABEL = 16


def make_sheets(folder: Path) -> None:
    """Lay the pictures of every screen on sheets beside their folder."""
    for screen in sorted(each for each in folder.iterdir() if each.is_dir()):
        pictures = sorted(screen.glob("*.png"))
        for at in range(0, len(pictures), ACROSS * DOWN):
            sheet = _sheet(pictures[at : at + ACROSS * DOWN])
            sheet.save(folder / f"{screen.name}-{at // (ACROSS * DOWN) + 1:02}.png")


def _sheet(pictures: list[Path]) -> Image.Image:
    rows = -(-len(pictures) // ACROSS)
    sheet = Image.new("RGB", (ACROSS * (WIDE + 8), rows * (HIGH + LABEL + 8)), "white")
    draw = ImageDraw.Draw(sheet)
    for at, path in enumerate(pictures):
        x, y = at % ACROSS * (WIDE + 8), at // ACROSS * (HIGH + LABEL + 8)
        with Image.open(path) as picture:
            small = picture.convert("RGB")
            small.thumbnail((WIDE, HIGH))
        draw.text((x + 4, y + 2), path.stem, fill="black")
        sheet.paste(small, (x, y + LABEL))
    return sheet
