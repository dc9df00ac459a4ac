import pytest

from kursplaner.basics.slips import one_slip


@pytest.mark.parametrize(
    "typed", ["konflikte", "konflkte", "konfliktee", "konfpikte", "kofnlikte", "onflikte"]
)
def test_one_slip_is_forgiven(typed: str) -> None:
    assert one_slip(typed, "konflikte")
    assert one_slip("konflikte", typed)


@pytest.mark.parametrize("typed", ["konflit", "kofnliket", "kanflikta", "gonflikt", ""])
def test_two_are_not(typed: str) -> None:
    assert not one_slip(typed, "konflikte")


def test_short_words_are_taken_as_they_stand() -> None:
    assert not one_slip("ali", "ari")
    assert one_slip("ali", "ali")
    assert one_slip("arif", "alif")
