"""Which tables, indexes and triggers a file has, as one short print to compare."""

import re
from functools import lru_cache
from hashlib import sha256
from typing import Any

from kursplaner.store.file.pragmas import laid_out

SHAPES = {
    "0001": "2d266038eb82446a87fca8e387f9f145",
    "0002": "448178d3e7912471241a2871cca54a43",
    "0003": "98ccbb28c4574cd5882254231f6f8641",
    "0004": "18e4ce990a4dcca37932c7a95d12276c",
    "0005": "d05e35d9278099073894ca8b7846a995",
    "0006": "8cdfec1b3071164df8dc8a9c1d9a82b9",
    "0007": "0f88f7975390f9126083dbeb55cb2048",
    "0008": "4093e73d15a0110f744cc090a4b5ade1",
    "0009": "f061c038ad9925bff94665a5293fa91c",
    "0010": "a1f16fea554142ac0cc481e6d20c7e84",
    "0011": "c023b8a88603465fd0a079752c93eaa6",
}
"""The print of each revision, without its triggers: those are laid anew by every upgrade."""
TRIGGERS = "c563d7e07a555a49b3f580ebfc3c5487"
"""The print of the triggers of the newest revision."""
_SPACE = re.compile(r"\s+")


def shape_of(connection: Any) -> str:  # noqa: ANN401 (driver connection)
    """Return the print of everything in a file but its triggers."""
    return _print(laid_out(connection, triggers=False))


def triggers_of(connection: Any) -> str:  # noqa: ANN401 (driver connection)
    """Return the print of a file's triggers."""
    return _print(laid_out(connection, triggers=True))


def as_shipped(connection: Any, revision: str, head: str) -> bool:  # noqa: ANN401
    """Tell whether a file is laid out as this program lays it out; a known revision is given."""
    if shape_of(connection) != SHAPES[revision]:
        return False
    return revision != head or triggers_of(connection) == TRIGGERS


def _print(laid: list[tuple[str, str, str, str]]) -> str:
    rows = [(*row[:3], _on_one_line(row[3])) for row in laid]
    return sha256(repr(rows).encode()).hexdigest()[:32]


@lru_cache(maxsize=1024)
def _on_one_line(text: str) -> str:
    """Return a text with each space as one; nearly all towns have the same few hundred texts."""
    return _SPACE.sub(" ", text)
