from kursplaner.store.keys import chain


def test_keys_are_held_by_their_salt_until_they_are_forgotten() -> None:
    assert not chain.holds_any()
    chain.hold({b"a" * 16: b"1" * 32, b"b" * 16: b"2" * 32}, b"envelope")
    assert chain.key_for(b"a" * 16) == b"1" * 32
    assert chain.envelope_for(b"b" * 16) == b"envelope"
    assert chain.key_for(b"c" * 16) is None
    assert chain.envelope_for(b"c" * 16) == b""
    chain.forget()
    assert chain.key_for(b"a" * 16) is None
    assert chain.envelope_for(b"b" * 16) == b""
    assert not chain.holds_any()
