from kursplaner.domain.conflicts.facts import ConflictFacts, how_many


def test_how_many_are_wanted_where_it_is_a_number() -> None:
    nothing: ConflictFacts = {}
    some: ConflictFacts = {"wanted": 3}
    level: ConflictFacts = {"wanted": "A2"}
    assert [how_many(facts) for facts in (nothing, some, level)] == [0, 3, 0]
