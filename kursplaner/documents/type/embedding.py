"""Fonts inside a PDF: only the glyphs a document uses, with the text they stand for."""

from typing import Any, Final, Protocol

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from kursplaner.documents.type.fonts import Face

_UNUSED_TABLES: Final = ("GSUB", "GPOS", "GDEF", "STAT", "kern", "DSIG", "MATH")
_FLAG_SYMBOLIC: Final = 4
_BLOCK: Final = 100


class _PdfDocument(Protocol):
    """What of ReportLab's document an embedded font needs."""

    idToObject: dict[str, Any]  # noqa: N815 -- ReportLab's own name

    def Reference(self, thing: object, name: str | None = None) -> Any: ...  # noqa: ANN401, N802


class EmbeddedFont:
    """One font of one document; ReportLab calls `addObjects` when the document is written.

    Attributes:
        key: the font's name in the page's instructions, without the slash.
    """

    def __init__(self, face: Face, key: str) -> None:
        self.face = face
        self.key = key
        self._codes: set[int] = {0}

    def use(self, codes: frozenset[int]) -> None:
        """Take the glyphs of these codes along into the document."""
        self._codes |= codes

    def _glyphs(self) -> set[int]:
        return {self.face.meaning(code)[0] for code in self._codes}

    def _file(self) -> bytes:
        wanted = hb.SubsetInput()
        wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).set(self._glyphs())
        drop = wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG)
        for tag in _UNUSED_TABLES:
            drop.add(int.from_bytes(tag.encode(), "big"))
        wanted.flags = (
            hb.SubsetFlags.RETAIN_GIDS
            | hb.SubsetFlags.NO_HINTING
            | hb.SubsetFlags.NOTDEF_OUTLINE
            | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        )
        return bytes(hb.subset(self.face.face, wanted).blob.data)

    def _subset_name(self) -> str:
        glyphs = self._glyphs()
        tag, number = "", sum(glyphs) * 31 + len(glyphs)
        for _ in range(6):
            tag += chr(ord("A") + number % 26)
            number //= 26
        return f"{tag}+{self.face.name}"

    def _widths(self) -> pdfdoc.PDFArray:
        entries: list[Any] = []
        for code in sorted(self._codes):
            glyph, _ = self.face.meaning(code)
            entries += [code, pdfdoc.PDFArray([round(self.face.advance(glyph), 3)])]
        return pdfdoc.PDFArray(entries)

    def _descriptor(self, doc: _PdfDocument, name: str) -> pdfdoc.PDFDictionary:
        data = self._file()
        stream = pdfdoc.PDFStream(
            dictionary=pdfdoc.PDFDictionary({"Length1": len(data)}),
            content=data,
            filters=[pdfdoc.PDFZCompress],
        )
        scale = 1000 / self.face.units
        extents = self.face.font.get_font_extents("ltr")
        up, down = round(extents.ascender * scale), round(extents.descender * scale)
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": pdfdoc.PDFName(name),
                "Flags": _FLAG_SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray([-1000, down, 3000, up]),
                "ItalicAngle": 0,
                "Ascent": up,
                "Descent": down,
                "CapHeight": 714,
                "StemV": 120 if name.endswith("Bold") else 80,
                "FontFile2": doc.Reference(stream, f"file:{self.key}"),
            }
        )

    def _to_unicode(self) -> bytes:
        known = [(code, self.face.meaning(code)[1]) for code in sorted(self._codes) if code]
        lines = [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
        ]
        for start in range(0, len(known), _BLOCK):
            block = known[start : start + _BLOCK]
            lines.append(f"{len(block)} beginbfchar")
            lines += [f"<{code:04X}> <{_utf16(text)}>" for code, text in block]
            lines.append("endbfchar")
        lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
        return "\n".join(lines).encode("ascii")

    def _glyph_table(self) -> pdfdoc.PDFStream:
        table = bytearray(2 * (max(self._codes) + 1))
        for code in self._codes:
            table[2 * code : 2 * code + 2] = self.face.meaning(code)[0].to_bytes(2, "big")
        return pdfdoc.PDFStream(content=bytes(table), filters=[pdfdoc.PDFZCompress])

    def addObjects(self, doc: _PdfDocument) -> None:  # noqa: N802 -- ReportLab's own name
        """Write the font into the document (called by ReportLab)."""
        name = self._subset_name()
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(name),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": doc.Reference(
                    self._descriptor(doc, name), f"descriptor:{self.key}"
                ),
                "W": self._widths(),
                "DW": 1000,
                "CIDToGIDMap": doc.Reference(self._glyph_table(), f"glyphs:{self.key}"),
            }
        )
        texts = pdfdoc.PDFStream(content=self._to_unicode(), filters=[pdfdoc.PDFZCompress])
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(name),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant)]),
                "ToUnicode": doc.Reference(texts, f"texts:{self.key}"),
            }
        )
        doc.idToObject["BasicFonts"].dict[self.key] = doc.Reference(font, self.key)


def _utf16(text: str) -> str:
    """Return `text` as the hexadecimal UTF-16 a PDF wants."""
    return text.encode("utf-16-be", "replace").hex().upper()
