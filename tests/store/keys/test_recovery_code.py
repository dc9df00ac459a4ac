from hypothesis import given
from hypothesis import strategies as st

from kursplaner.store.keys.recovery_code import (
    GROUPS,
    LENGTH,
    SIGNS,
    group_fits,
    groups_in,
    is_whole,
    new_code,
    read_group,
    secret_of,
)


def test_a_new_code_is_right_in_itself_and_never_the_same() -> None:
    codes = [new_code() for _ in range(50)]
    assert all(is_whole(code) for code in codes)
    assert all(len(code) == GROUPS and {len(group) for group in code} == {LENGTH} for code in codes)
    assert len({secret_of(code) for code in codes}) == 50


@given(st.integers(0, GROUPS - 1), st.integers(0, LENGTH - 1), st.sampled_from(SIGNS))
def test_a_slip_is_nearly_always_seen(at: int, place: int, sign: str) -> None:
    code = new_code()
    group = code[at]
    wrong = group[:place] + sign + group[place + 1 :]
    if place == LENGTH - 1:  # the check itself: every other sign is wrong
        assert group_fits(at, wrong) is (wrong == group)
    assert group_fits(at, group)


def test_most_slips_and_swapped_groups_are_seen() -> None:
    seen = total = 0
    for _ in range(20):
        code = new_code()
        for at, group in enumerate(code):
            for sign in SIGNS:
                total += sign != group[0]
                seen += sign != group[0] and not group_fits(at, sign + group[1:])
    assert seen > 0.93 * total
    swapped = [code for code in (new_code() for _ in range(60)) if code[0] != code[1]]
    assert sum(group_fits(0, code[1]) and group_fits(1, code[0]) for code in swapped) <= 2


def test_a_code_is_read_as_it_is_meant() -> None:
    assert read_group(" o1iL ") == "0111"
    assert read_group("u-2-b-c") == "V2BC"
    code = new_code()
    typed = " ".join(code).lower()
    assert groups_in(typed) == code
    assert groups_in("-".join(code)) == code
    assert secret_of(groups_in(typed)) == secret_of(code)


def test_what_is_no_group() -> None:
    for text in ("", "ABC", "ABCDE", "AB?D"):
        assert not group_fits(0, text)
    assert not is_whole(new_code()[:-1])
    assert not is_whole([])
