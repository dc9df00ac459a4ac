"""What a font brings into a PDF: its glyphs, their widths, and the text they stand for."""

import re
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from kursplaner.documents.type import fonts, shaping
from kursplaner.documents.type.embedding import EmbeddedFont
from kursplaner.documents.type.shaping import TextPart


class Paper:
    """Keeps what a font writes, by name, as ReportLab's document does."""

    def __init__(self) -> None:
        self.idToObject: dict[str, Any] = {"BasicFonts": pdfdoc.PDFDictionary({})}
        self.kept: dict[str, Any] = {}

    def Reference(self, thing: object, name: str | None = None) -> Any:  # noqa: N802
        self.kept[name or ""] = thing
        return thing


def codes_of(text: str, *, bold: bool = False) -> list[int]:
    made = shaping.shape_line((TextPart(text, bold),), "auto")
    return sorted(code for run in made.runs for code in run.codes)


def embedded(codes: list[int], *, bold: bool = False) -> dict[str, Any]:
    font, paper = EmbeddedFont(fonts.sans(bold=bold), "F1"), Paper()
    for code in codes:
        font.use(frozenset({code}))
    font.addObjects(paper)
    assert paper.idToObject["BasicFonts"].dict["F1"] is paper.kept["F1"]
    return paper.kept


def test_glyphs_have_their_widths_and_places() -> None:
    face, codes = fonts.sans(), codes_of("aW")
    kept = embedded(codes)
    (descendant,) = kept["F1"].dict["DescendantFonts"].sequence
    widths = descendant.dict["W"].sequence
    assert widths[::2] == [0, *codes]
    glyphs = [face.meaning(code)[0] for code in (0, *codes)]
    assert [array.sequence for array in widths[1::2]] == [
        [round(face.advance(glyph), 3)] for glyph in glyphs
    ]
    assert descendant.dict["DW"] == 1000
    assert descendant.dict["CIDSystemInfo"].dict["Supplement"] == 0
    table = kept["glyphs:F1"].content
    assert len(table) == 2 * (codes[-1] + 1)
    shown = [int.from_bytes(table[at : at + 2], "big") for at in range(0, len(table), 2)]
    assert {code: glyph for code, glyph in enumerate(shown) if glyph} == dict(
        zip(codes, glyphs[1:], strict=True)
    )


def test_the_descriptor_tells_weight_and_heights() -> None:
    for bold, stem in ((False, 80), (True, 120)):
        kept = embedded(codes_of("a", bold=bold), bold=bold)
        told = kept["descriptor:F1"].dict
        assert (told["StemV"], told["Flags"], told["ItalicAngle"], told["CapHeight"]) == (
            stem, 4, 0, 714,
        )  # fmt: skip
        assert (told["Ascent"], told["Descent"]) == (1069, -293)
        assert told["FontBBox"].sequence == [-1000, -293, 3000, 1069]


def test_the_name_of_a_subset_tells_its_glyphs() -> None:
    def tag(codes: list[int]) -> str:
        name = re.fullmatch(
            r"/([A-Z]{6})\+NotoSans-Regular", str(embedded(codes)["F1"].dict["BaseFont"])
        )
        assert name is not None
        return name[1]

    assert tag([]) == "BAAAAA"
    codes = codes_of("aW")
    number = 31 * sum(fonts.sans().meaning(code)[0] for code in codes) + 3
    assert sum((ord(sign) - 65) * 26**at for at, sign in enumerate(tag(codes))) == number


def test_the_file_holds_the_glyphs_used_and_no_layout() -> None:
    codes = codes_of("a")
    stream = embedded(codes)["file:F1"]
    assert stream.dictionary.dict["Length1"] == len(stream.content)
    small = hb.Face(hb.Blob(stream.content))
    assert {"GSUB", "GPOS", "GDEF", "STAT", "kern"}.isdisjoint(small.table_tags)
    assert len(embedded(codes_of("aW"))["file:F1"].content) > len(stream.content) > 500
    assert len(stream.content) < 60_000


def test_texts_stand_in_blocks_of_a_hundred() -> None:
    codes = codes_of("".join(map(chr, (*range(0x21, 0x7F), *range(0xC0, 0xFF)))))
    assert len(codes) > 101
    for count, blocks in ((1, [1]), (100, [100]), (101, [100, 1])):
        text = embedded(codes[:count])["texts:F1"].content.decode()
        assert [int(size) for size in re.findall(r"(\d+) beginbfchar", text)] == blocks
        assert text.count("endbfchar") == len(blocks)
        pairs = re.findall(r"^<(\w{4})> <(\w+)>$", text, re.MULTILINE)
        told = {int(code, 16): bytes.fromhex(sign).decode("utf-16-be") for code, sign in pairs}
        assert told == {code: fonts.sans().meaning(code)[1] for code in codes[:count]}
        assert all(sign.isupper() or sign.isdigit() for _, sign in pairs)
