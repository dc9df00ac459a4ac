"""A reference such as "Az. IM-2027-0184" is one word when lines are broken."""

import pytest

from kursplaner.documents.type import text


@pytest.mark.parametrize(
    ("content", "divided"),
    [
        ("Az. IM-2027-0184", False), ("Az. 5", False), ("Gaz. 5", True), ("Az.: 5", True),
        ("ABCD-2027", False), ("ABCDE-2027", True), ("AB/2027", False), ("AB–2027", False),
        ("AB-CD", True), ("AB\u200b2027", True), ("-5", False), ("AB 2027", True),
    ],
)  # fmt: skip
def test_what_belongs_to_a_reference_is_not_parted(content: str, divided: bool) -> None:  # noqa: FBT001
    whole = text.shape(content).width
    assert (text.widest_word(content) < whole - 0.001) is divided
