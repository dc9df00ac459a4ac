import pytest

from kursplaner.basics.folding import fold
from kursplaner.basics.sounding import sound, transliterated, transliterations


@pytest.mark.parametrize(
    ("latin", "heard"),
    [
        ("mohammed", "mhmd"),
        ("mahmoud", "mhmud"),
        ("martin", "mrtn"),
        ("martina", "mrtna"),
        ("schroeder", "srdr"),
        ("tesfay", "tsvi"),
        ("julia", "iulia"),
        ("yulia", "iulia"),
        ("jusuf", "jsuv"),
        ("x", "ks"),
        ("philipp", "vlp"),
        ("ghazi", "gasi"),
        ("dschamal", "iamal"),
        ("tschechow", "kuv"),
        ("ali", "ali"),
        ("li", "li"),
        ("ah", "a"),
        ("sarah", "sara"),
        ("mariam", "mrm"),
        ("anton", "antun"),
        ("otto", "utu"),
        ("abbb", "ab"),
        ("123", "123"),
    ],
)
def test_what_is_heard_of_a_name(latin: str, heard: str) -> None:
    assert sound(latin) == heard


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("محمد", "mehemed"),
        ("مروان", "merwan"),
        ("فاطمة", "fatema"),
        ("ياسين", "yasin"),
        ("نور", "nur"),
        ("وليد", "welid"),
        ("طه", "teh"),
        ("ሳባ", "saba"),
        ("Гнатюк", "gnatyuk"),
        ("Щука", "shchuka"),
        ("Ελένη", "eleni"),
        ("Rima", "rima"),
        ("日本", "日本"),
        ("محمد Юлія", "mehemed yuliya"),
    ],
)
def test_names_in_latin_letters(name: str, latin: str) -> None:
    assert transliterated(fold(name)) == latin


def test_some_letters_are_read_in_two_ways() -> None:
    assert transliterations(fold("Гнатюк")) == {"gnatyuk", "hnatyuk"}
    assert transliterations(fold("مصطفى")) == {"mesetefi", "mesetefa"}
    assert transliterations("rima") == {"rima"}
