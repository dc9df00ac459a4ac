import re
import unicodedata
from itertools import islice
from random import Random

import pytest

from kursplaner.basics.folding import spellings
from kursplaner.desk.demo import names
from kursplaner.domain.kinds import Gender

OWN_SCRIPT = {"ar": "ARABIC", "fa": "ARABIC", "uk": "CYRILLIC", "ti": "ETHIOPIC"}


def test_the_same_seed_draws_the_same_people() -> None:
    def people(seed: int) -> list[names.Name]:
        rng = Random(seed)
        return [names.any_name(rng, names.any_language(rng), Gender.FEMALE) for _ in range(50)]

    assert people(7) == people(7)
    assert people(7) != people(8)


@pytest.mark.parametrize("language", list(names.groups()))
def test_every_language_has_names_in_its_script(language: str) -> None:
    group = names.groups()[language]
    assert len(group.female) >= 12
    assert len(group.male) >= 12
    for part in (*group.female, *group.male, *group.family, *group.single):
        assert bool(part.own) == (language in OWN_SCRIPT)
        for char in part.own.replace(" ", ""):
            assert OWN_SCRIPT[language] in unicodedata.name(char)
        for char in (part.male + part.female).replace(" ", "").replace("-", ""):
            assert "LATIN" in unicodedata.name(char)


def test_ten_languages() -> None:
    assert set(names.groups()) == {"cs", "ar", "uk", "fa", "tr", "vi", "ti", "pl", "ro", "de"}


@pytest.mark.parametrize("language", ["uk", "ar"])
def test_both_scripts_are_one_name(language: str) -> None:
    parts = names.groups()[language].female
    met = [bool(spellings(part.male) & spellings(part.own)) for part in parts]
    assert sum(met) / len(met) > 0.7


def test_relatives_bear_the_form_of_their_gender() -> None:
    mother = names.Name("Dvořáková", "Jana", "", "cs", "CZ", Gender.FEMALE)
    son = names.relative_of(Random(1), mother, Gender.MALE)
    daughter = names.relative_of(Random(1), mother, Gender.FEMALE)
    assert son.family == "Dvořák"
    assert daughter.family == "Dvořáková"
    assert daughter.given != mother.given
    assert (son.nationality, son.language) == ("CZ", "cs")


def test_a_family_name_from_elsewhere_is_kept() -> None:
    mother = names.Name("Elsewhere", "Jana", "", "cs", "CZ", Gender.FEMALE)
    assert names.relative_of(Random(1), mother, Gender.MALE).family == "Elsewhere"


def test_children_in_tigrinya_bear_the_fathers_given_name() -> None:
    rng = Random(3)
    father = names.any_name(rng, "ti", Gender.MALE)
    child = names.relative_of(rng, father, Gender.FEMALE)
    assert child.family == father.given
    assert child.own_script


def test_a_single_name_stands_as_family_name() -> None:
    name = names.single_name(Random(1))
    assert name.given == ""
    assert name.passport == name.shown == name.family
    with pytest.raises(IndexError):
        names.single_name(Random(1), "de")


def test_numbers_belong_to_nobody_and_do_not_repeat_soon() -> None:
    reserved = re.compile(
        r"0171 39200\d\d|0176 040690\d\d|0152 (28817386|28895456|54599371)"
        r"|0172 (9925904|9968532|997318[56]|9980752)|0174 (9091317|9464308)"
        r"|(030 23125|069 90009|040 66969|0221 4710|089 99998)\d{3}"
    )
    numbers = list(islice(names.phones(Random(1)), 5_210))
    assert len(set(numbers)) == 5_210
    assert all(reserved.fullmatch(number) for number in numbers)
    assert all(number.startswith("01") for number in numbers[:210])


def test_mail_goes_nowhere() -> None:
    name = names.Name("Al-Hamwi", "Núr", "نور الحموي", "ar", "SY", Gender.FEMALE)
    assert names.mail_of(name) == "nur.al.hamwi@example.org"


def test_plates_are_never_issued() -> None:
    assert names.plate(3) == "V-KP 003"


def test_genders_follow_the_share() -> None:
    rng = Random(5)
    drawn = [names.any_gender(rng) for _ in range(1000)]
    assert 550 < drawn.count(Gender.FEMALE) < 650
