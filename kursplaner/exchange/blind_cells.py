"""Cells of an Excel file whose value is an error, or was never calculated.

The reader gives nothing for both, as if the cell were empty; a list read that way would lose a
name without a word.
"""

import html
import re
import zipfile
from io import BytesIO
from typing import Final

NOT_CALCULATED: Final = "#FORMEL!"
ERRORS: Final = frozenset(
    {
        "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!",
        "#NV", "#BEZUG!", "#WERT!", "#ZAHL!", "#ÜBERLAUF!", NOT_CALCULATED,
    }
)  # fmt: skip
"""What stands in such a cell, as Excel writes it in English and in German."""

Place = tuple[int, int]
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/])>(.*?)</(?:\w+:)?c>", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)</|<(?:\w+:)?is\b")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d+)["']""")
_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")


def blind_cells(content: bytes) -> dict[str, dict[Place, str]]:
    """Return by sheet what stands in such cells of an .xlsx file, by (row, column) from 0."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = set(archive.namelist())
        found = {}
        for sheet, part in _parts(archive, names).items():
            cells = _of_sheet(archive.read(part)) if part in names else {}
            if cells:
                found[sheet] = cells
    return found


def _parts(archive: zipfile.ZipFile, names: set[str]) -> dict[str, str]:
    """Return the archive's member of each sheet, by the sheet's name."""
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {
        _attribute(tag, "Id"): _attribute(tag, "Target") for tag in _RELATION.findall(relations)
    }
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    return {
        _attribute(tag, "name"): _member(targets.get(_attribute(tag, r"\w+:id"), ""))
        for tag in _SHEET.findall(book)
    }


def _member(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    return html.unescape(found[1] or found[2] or "") if found else ""


def _of_sheet(xml: bytes) -> dict[Place, str]:
    found: dict[Place, str] = {}
    if b"<f" not in xml and b":f" not in xml and not _ERROR.search(xml):
        return found
    for cell in _CELL.finditer(xml):
        place, value = _PLACE.search(cell[1]), _VALUE.search(cell[2])
        if place is None:
            continue
        if _ERROR.search(cell[1]):
            text = (value[1] if value else None) or b"#N/A"
            found[_place(place)] = html.unescape(text.decode("utf-8", "replace"))
        elif b"f" in cell[2] and value is None:
            found[_place(place)] = NOT_CALCULATED
    return found


def _place(match: re.Match[bytes]) -> Place:
    column = 0
    for letter in match[1]:
        column = column * 26 + letter - ord("A") + 1
    return int(match[2]) - 1, column - 1
