import json
from pathlib import Path

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.whole_file import check_target
from kursplaner.store.keys.envelope import (
    as_bytes,
    envelope_path,
    parsed,
    read_envelope,
    write_envelope,
)
from tests.store.keys.towns import envelope

PLACE = Path("Adorf.kursplan.schluessel")


def test_an_envelope_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "Adorf.kursplan"
    made = envelope(name="Łódź „Süd“ 🏛")[0].envelope
    assert read_envelope(path) is None
    write_envelope(path, made)
    assert read_envelope(path) == made
    assert [file.name for file in tmp_path.iterdir()] == ["Adorf.kursplan.schluessel"]
    assert envelope_path(path).stat().st_mode & 0o077 == 0


def test_no_key_stands_in_it() -> None:
    access, code = envelope()
    text = as_bytes(access.envelope).decode()
    for secret in (access.keys[1].hex(), *code, "Grüße"):
        assert secret not in text


def test_every_flipped_bit_is_found() -> None:
    content = as_bytes(envelope()[0].envelope)
    for at in range(0, len(content) - 1, 7):
        wrong = bytearray(content)
        wrong[at] ^= 1 << at % 8
        if json_equal(bytes(wrong), content):
            continue
        with pytest.raises(Refused, match=r"envelope_damaged|envelope_newer"):
            parsed(bytes(wrong), PLACE)


def json_equal(some: bytes, other: bytes) -> bool:
    """Whether two texts say the same: a blank may have become another blank."""
    try:
        return bool(json.loads(some) == json.loads(other))
    except ValueError:
        return False


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"format": 1}']
)
def test_what_is_no_envelope(content: bytes) -> None:
    with pytest.raises(Refused, match="envelope_damaged"):
        parsed(content, PLACE)


def test_a_newer_envelope_says_so() -> None:
    body = json.loads(as_bytes(envelope()[0].envelope))
    body["version"] = 2
    with pytest.raises(Refused, match="envelope_newer"):
        parsed(json.dumps(body).encode(), PLACE)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "Adorf.kursplan"
    envelope_path(path).write_bytes(b" " * 1_000_001)
    with pytest.raises(Refused, match="envelope_damaged"):
        read_envelope(path)


def test_no_other_file_is_written_over_an_envelope(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="out_is_town"):
        check_target(envelope_path(tmp_path / "Adorf.kursplan"))
