from kursplaner.basics.errors import HardConflict, KursplanerError, Refused


def test_the_text_is_the_kind_and_never_a_fact() -> None:
    error = Refused("name_too_long", name="Ludmila Invented", kind_of="person")
    assert str(error) == "name_too_long"
    assert "Ludmila" not in repr(error)
    assert error.facts == {"name": "Ludmila Invented", "kind_of": "person"}
    assert isinstance(error, KursplanerError)


def test_a_fact_may_be_called_kind() -> None:
    assert Refused("unknown_kind", kind="choir").facts == {"kind": "choir"}


def test_a_hard_conflict_brings_its_conflicts() -> None:
    error = HardConflict(["a", "b"])
    assert error.conflicts == ("a", "b")
    assert str(error) == error.kind == "hard_conflict"
