"""What the lines of follow-ups say."""

from kursplaner.domain.kinds import Asking, MissingDetail, asked_in, asking_line


def test_what_is_asked_is_read_from_its_line_and_from_no_other() -> None:
    for asking in Asking:
        line = asking_line(asking, MissingDetail)
        assert asked_in(line, asking) == tuple(MissingDetail)
        assert not any(asked_in(line, other) for other in Asking if other is not asking)
    assert asked_in("bitte missing:phone", Asking.MISSING) == ()
