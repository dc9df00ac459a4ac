import pytest

from kursplaner.basics.progress import each, part, untold

Steps = list[tuple[int, int]]


def test_every_item_comes_and_few_are_told() -> None:
    steps: Steps = []
    assert list(each(range(10_000), lambda *step: steps.append(step))) == list(range(10_000))
    assert steps == sorted(steps)
    assert steps[0] == (0, 10_000)
    assert steps[-1] == (10_000, 10_000)
    assert len(steps) <= 202


def test_nothing_to_do_is_done() -> None:
    steps: Steps = []
    assert list(each([], lambda *step: steps.append(step))) == []
    assert steps == [(0, 0)]
    assert list(each("ab", untold)) == ["a", "b"]


def test_what_the_listener_raises_ends_the_work() -> None:
    done = []

    def stop(count: int, _total: int) -> None:
        if count == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        for item in each("abcd", stop):
            done.append(item)  # noqa: PERF402 (what came before the end counts)
    assert done == ["a", "b"]


def test_a_part_never_goes_back_and_never_beyond() -> None:
    steps: Steps = []
    second = part(lambda *step: steps.append(step), 0.5, 1)
    for done, total in ((0, 4), (2, 4), (1, 4), (0, 0), (9, 4)):
        second(done, total)
    assert steps == [(500, 1000), (750, 1000), (750, 1000), (750, 1000), (1000, 1000)]


def test_of_few_items_each_is_told() -> None:
    steps: Steps = []
    assert list(each("abc", lambda *step: steps.append(step))) == ["a", "b", "c"]
    assert steps == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_a_part_begins_and_ends_at_its_shares() -> None:
    steps: Steps = []
    for first, last in ((0, 0.4), (0.4, 1)):
        told = part(lambda *step: steps.append(step), first, last)
        told(0, 1)
        told(1, 1)
    assert steps == [(0, 1000), (400, 1000), (400, 1000), (1000, 1000)]


def test_of_many_items_every_so_manieth_is_told() -> None:
    steps: Steps = []
    assert len(list(each(range(10_000), lambda *step: steps.append(step)))) == 10_000
    assert steps == [(at, 10_000) for at in range(0, 10_001, 50)]
    for count, told in ((199, 200), (399, 400), (400, 201)):
        steps.clear()
        list(each(range(count), lambda *step: steps.append(step)))
        assert len(steps) == told
