"""Cells of an Excel file whose value is an error, or was never calculated.

The reader gives nothing for both, as if the cell were empty; a list read that way would lose a
name without a word. `excel_measure` finds them.
"""

from collections.abc import Mapping
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
"""Row and column, counted from 0."""

BlindCells = Mapping[str, Mapping[Place, str]]
"""By sheet what stands in such cells."""
