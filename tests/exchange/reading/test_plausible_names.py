"""How much a text looks like names: what is right beats what is garbled."""

import pytest

from kursplaner.exchange.reading import plausible_names
from kursplaner.exchange.reading.plausible_names import plausibility


@pytest.mark.parametrize(
    ("right", "garbled"),
    [
        ("Schröder", "Schr”der"),
        ("Schröder", "Schršder"),
        ("Schröder", "SchrÃ¶der"),
        ("Käthe", "KŠthe"),
        ("Käthe", "K„the"),
        ("Jiří", "Jiøí"),
        ("Ondřej", "Ondøej"),
        ("Černý", "Èerný"),
        ("Шевчук", "Øåâ÷óê"),
        ("Wójcik", "Wчjcik"),
        ("Müller", "M\x81ller"),
    ],
)
def test_a_name_beats_what_other_letters_make_of_it(right: str, garbled: str) -> None:
    assert plausibility(right) > 0 > plausibility(garbled) or (
        plausibility(right) > plausibility(garbled) + 1
    )


def test_plain_letters_say_nothing_and_quotes_around_a_word_little() -> None:
    assert plausibility("Anna Meier, 12") == 0
    assert plausibility("„Anna“") > plausibility("An„na")
    assert plausibility("Müller", frozenset({"de"})) > plausibility("Müller", frozenset({"uk"}))


@pytest.mark.parametrize("name", ["de", "cs", "pl", "tr"])
def test_each_letter_of_a_language_counts_once_and_each_usual_pair(name: str) -> None:
    weight, alphabet, pairs = plausible_names._language(name)
    for letter in sorted(alphabet):
        usual = [f"{before}{letter}" in pairs for before in " qa"]
        behind = [f"{letter}{after}" in pairs for after in " qa"]
        for place, word in enumerate((f"{letter}", f"q{letter}q", f"a{letter}a")):
            found = plausible_names._in_language(word, [letter], name)
            worth = 1 + weight / 10 + 1.2 * (usual[place] + behind[place])
            assert found == pytest.approx(worth), (name, word)
    assert plausible_names._in_language("qжq", ["ж"], name) == -2.5
