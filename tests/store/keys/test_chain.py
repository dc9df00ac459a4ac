from kursplaner.store.keys import chain


def test_keys_are_held_by_their_salt_until_they_are_forgotten() -> None:
    chain.forget()
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


def test_the_keys_of_what_is_opened_next_stay() -> None:
    chain.hold({b"a" * 16: b"1" * 32, b"b" * 16: b"2" * 32}, b"first")
    chain.hold({b"c" * 16: b"3" * 32}, b"second")
    chain.forget(but=b"b" * 16)
    assert chain.key_for(b"a" * 16) == b"1" * 32
    assert chain.key_for(b"c" * 16) is None
    chain.forget(but=b"c" * 16)
    assert not chain.holds_any()
