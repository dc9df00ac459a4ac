"""The parts of a workbook read piece by piece, so that one can stop at the first excess."""

from collections.abc import Callable, Mapping
from typing import IO, Protocol
from xml.parsers import expat

_PIECE = 1 << 16

Step = Callable[[int], None]
"""Called with the bytes read since the last call; what it raises ends the reading."""


class Watch(Protocol):
    """Whoever wants to hear what a part holds."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, piece: str) -> None:
        """Some text inside an element."""


class BrokenXmlError(ValueError):
    """The part is no XML, or one with a document type, which no workbook has."""


def watched(file: IO[bytes], watch: Watch, step: Step) -> None:
    """Tell a watch everything in a part.

    Raises:
        BrokenXmlError: see there. Whatever the watch or `step` raises.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = watch.start
    parser.EndElementHandler = watch.end
    parser.CharacterDataHandler = watch.text
    parser.StartDoctypeDeclHandler = _refuse_document_type
    try:
        while piece := file.read(_PIECE):
            parser.Parse(piece, False)
            step(len(piece))
        parser.Parse(b"", True)
    except expat.ExpatError as fault:
        raise BrokenXmlError from fault


def drained(file: IO[bytes], step: Step) -> None:
    """Read a part to its end, where its length and checksum are compared."""
    while piece := file.read(_PIECE):
        step(len(piece))


def _refuse_document_type(*_told: object) -> None:
    """Entities live in document types; without them there are none to unfold."""
    raise BrokenXmlError


class LocalNames(dict[str, str]):
    """Names of elements without their prefix: "x:row" is "row"."""

    def __missing__(self, name: str) -> str:
        self[name] = local = name.rpartition(":")[2]
        return local
