from dataclasses import replace

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.store.keys import recovery_code, slots
from kursplaner.store.keys.envelope import COLLEAGUE, HEAD, RECOVERY, Access, Envelope
from tests.store.keys.towns import FIRST, QUICK, SECOND, envelope


def refused(envelope: Envelope, password: str) -> str:
    try:
        slots.open_with_password(envelope, password)
    except Refused as error:
        return error.kind
    return ""


def test_every_password_and_the_code_open_the_same_key() -> None:
    access, code = envelope()
    ways = [
        slots.open_with_password(access.envelope, FIRST),
        slots.open_with_password(access.envelope, SECOND),
        slots.open_with_code(access.envelope, code),
    ]
    assert [way.keys for way in ways] == [access.keys] * 3
    assert [access.envelope.slot(way.slot).kind for way in ways] == [HEAD, COLLEAGUE, RECOVERY]


def test_a_wrong_password_and_a_wrong_code_are_told_apart() -> None:
    access, _ = envelope()
    assert refused(access.envelope, "falsches Wort") == "password_wrong"
    with pytest.raises(Refused, match="code_wrong"):
        slots.open_with_code(access.envelope, recovery_code.new_code())


def test_the_code_is_no_password_and_no_password_a_code() -> None:
    access, code = envelope()
    assert refused(access.envelope, recovery_code.secret_of(code)) == "password_wrong"


def test_a_colleague_is_added_without_the_passwords_of_the_others() -> None:
    access, code = envelope()
    more = slots.with_colleague(access, COLLEAGUE, "  Frau   Neu ", "drittes Wort")
    assert [slot.name for slot in more.envelope.people][-1] == "Frau Neu"
    for password in (FIRST, SECOND, "drittes Wort"):
        assert slots.open_with_password(more.envelope, password).keys == access.keys
    assert slots.open_with_code(more.envelope, code).keys == access.keys
    assert refused(access.envelope, "drittes Wort") == "password_wrong"


@pytest.mark.parametrize(
    ("name", "password", "kind"),
    [
        ("", "langes Wort", "slot_name_missing"),
        ("  ", "langes Wort", "slot_name_missing"),
        ("frau beispiel", "langes Wort", "slot_name_taken"),
        ("Frau Neu", "kurz", "password_short"),
    ],
)
def test_who_cannot_be_added(name: str, password: str, kind: str) -> None:
    access, _ = envelope()
    with pytest.raises(Refused, match=kind):
        slots.with_colleague(access, COLLEAGUE, name, password)


def test_more_than_forty_slots_are_refused() -> None:
    access, _ = envelope()
    many = replace(access, envelope=replace(access.envelope, slots=access.envelope.slots * 20))
    with pytest.raises(Refused, match="slots_full"):
        slots.with_colleague(many, COLLEAGUE, "Noch jemand", "langes Wort")


def test_ones_own_password_changes_and_the_old_one_opens_no_more() -> None:
    access, _ = envelope()
    own = slots.open_with_password(access.envelope, SECOND)
    changed = slots.with_password(own, own.slot, "ganz neues Wort")
    assert refused(changed.envelope, SECOND) == "password_wrong"
    assert slots.open_with_password(changed.envelope, "ganz neues Wort").keys == access.keys
    assert slots.open_with_password(changed.envelope, FIRST).keys == access.keys
    assert changed.envelope.slot(own.slot).name == "Herr Muster"


def left(access: Access) -> Access:
    return slots.without_slot(access, 2)


def test_who_leaves_knows_nothing_of_the_new_key() -> None:
    access, code = envelope()
    after = left(access)
    assert after.envelope.newest.number == 2
    assert after.keys[2] != after.keys[1]
    assert refused(after.envelope, SECOND) == "password_wrong"
    assert all(2 not in key.wraps for key in after.envelope.keys)
    for way in (
        slots.open_with_password(after.envelope, FIRST),
        slots.open_with_code(after.envelope, code),
    ):
        assert way.keys == after.keys


def test_the_old_slot_cannot_be_put_back_into_the_new_envelope() -> None:
    access, _ = envelope()
    after = left(access).envelope
    old = access.envelope
    forged = replace(after, slots=(*after.slots, old.slot(2)))
    assert refused(forged, SECOND) == "envelope_altered"
    assert refused(forged, FIRST) == "envelope_altered"


def test_the_last_password_stays() -> None:
    access, _ = envelope()
    with pytest.raises(Refused, match="slot_last"):
        slots.without_slot(left(access), 1)
    for number in (99, 3):  # the third is that of the code
        with pytest.raises(Refused, match="slot_missing"):
            slots.without_slot(access, number)
        with pytest.raises(Refused, match="slot_missing"):
            slots.with_password(access, number, "langes Wort")


def test_a_new_code_ends_the_old_one() -> None:
    access, code = envelope()
    after, new = slots.with_new_code(access)
    assert slots.open_with_code(after.envelope, new).keys == access.keys
    with pytest.raises(Refused, match="code_wrong"):
        slots.open_with_code(after.envelope, code)


def test_a_code_that_was_lost_with_its_slot_can_be_made_anew() -> None:
    access, _ = envelope()
    envelope_alone = replace(access.envelope, slots=access.envelope.people)
    bare = replace(access, envelope=envelope_alone.under_seal(access.keys))
    assert bare.envelope.recovery is None
    after, new = slots.with_new_code(bare)
    assert slots.open_with_code(after.envelope, new).keys == bare.keys


def test_the_day_of_the_last_trial_is_kept() -> None:
    access, code = envelope()
    tried = slots.with_code_tried(access)
    assert tried.envelope.recovery is not None
    assert tried.envelope.recovery.tried == clock.today().isoformat()
    assert slots.open_with_code(tried.envelope, code).keys == access.keys


def test_what_a_stranger_changes_is_seen() -> None:
    access, _ = envelope()
    first = access.envelope.slots[0]
    other, _ = envelope()
    for forged in (
        replace(access.envelope, name="anders"),
        replace(access.envelope, town="fremd"),
        replace(access.envelope, slots=(replace(first, name="X"), *access.envelope.slots[1:])),
        replace(
            access.envelope,
            slots=(first, replace(other.envelope.slots[1], number=2), *access.envelope.slots[2:]),
        ),
    ):
        assert refused(forged, FIRST) == "envelope_altered"


def test_one_derivation_serves_all_slots() -> None:
    access, _ = envelope()
    more = slots.with_colleague(access, COLLEAGUE, "Frau Neu", "drittes Wort")
    assert {(slot.salt, slot.cost) for slot in more.envelope.slots} == {
        (access.envelope.slots[0].salt, QUICK)
    }
