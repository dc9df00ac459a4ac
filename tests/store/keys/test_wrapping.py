import secrets
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.basics.errors import Refused
from kursplaner.store.keys.wrapping import (
    Cost,
    check_password,
    derived,
    new_pair,
    sealed,
    unwrapped,
    unwrapped_by,
    wrapped,
    wrapped_for,
)
from tests.store.keys.towns import QUICK

KEY, OTHER, SALT = b"k" * 32, b"o" * 32, b"s" * 16


@pytest.mark.parametrize(
    "password", ["Grüße", "🦀🇩🇪 Krabbe", "ß" * 1000, "Łódź žluťoučký", "パスワード", "é\u0323"]
)
def test_composed_and_decomposed_are_one_password(password: str) -> None:
    forms = {unicodedata.normalize(form, password) for form in ("NFC", "NFD")}
    assert len({derived(form, SALT, QUICK) for form in forms}) == 1


def test_every_part_of_a_password_counts() -> None:
    found = {derived(word, SALT, QUICK) for word in ("wort", "Wort", "wort ", "würt", "wört")}
    assert len(found) == 5
    assert derived("wort", b"t" * 16, QUICK) != derived("wort", SALT, QUICK)
    assert derived("wort", SALT, Cost(4, 1, 1)) != derived("wort", SALT, QUICK)


def test_a_lone_half_of_a_sign_is_a_password_too() -> None:
    assert derived("\ud83d", SALT, QUICK) != derived("", SALT, QUICK)


@given(secret=st.binary(max_size=80), context=st.binary(max_size=20), at=st.integers(0, 200))
def test_what_is_wrapped_opens_with_its_key_and_meaning_alone(
    secret: bytes, context: bytes, at: int
) -> None:
    box = wrapped(secret, KEY, context)
    assert unwrapped(box, KEY, context) == secret
    assert unwrapped(box, OTHER, context) is None
    assert unwrapped(box, KEY, context + b"!") is None
    changed = bytearray(box)
    changed[at % len(box)] ^= 1
    assert unwrapped(bytes(changed), KEY, context) is None


def test_what_is_wrapped_for_somebody_opens_with_her_private_key() -> None:
    private, public = new_pair()
    other, _ = new_pair()
    secret = secrets.token_bytes(32)
    box = wrapped_for(public, secret, b"key 1")
    assert unwrapped_by(private, public, box, b"key 1") == secret
    assert unwrapped_by(other, public, box, b"key 1") is None
    assert unwrapped_by(private, public, box, b"key 2") is None
    assert unwrapped_by(private, public, box[:-1], b"key 1") is None
    assert unwrapped_by(private, public, b"", b"key 1") is None
    assert unwrapped_by(private, public, bytes(32) + box[32:], b"key 1") is None


def test_a_seal_depends_on_key_and_content() -> None:
    assert sealed(KEY, b"a") == sealed(KEY, b"a")
    assert len({sealed(KEY, b"a"), sealed(KEY, b"b"), sealed(OTHER, b"a")}) == 3


def test_eight_signs_are_enough_and_seven_are_not() -> None:
    check_password("üüüüüüüü")
    for short in ("", "x", "1234567", unicodedata.normalize("NFD", "üüüüüüü")):
        with pytest.raises(Refused, match="password_short"):
            check_password(short)


@pytest.mark.parametrize(
    "cost", [Cost(3, 8, 1), Cost(1, 8, 1), Cost(2**21, 8, 1), Cost(2, 0, 1), Cost(2, 33, 1)]
)
def test_a_cost_that_no_machine_should_bear(cost: Cost) -> None:
    assert not cost.is_sensible
    assert QUICK.is_sensible
    assert Cost().is_sensible
