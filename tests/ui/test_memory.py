"""Python looks for unused circles less often than by itself, and finds them still."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from kursplaner.ui import memory


class Circle:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def kept() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


@pytest.mark.usefixtures("kept")
def test_what_is_loaded_stays_and_what_comes_later_is_found() -> None:
    memory.look_rarely()
    assert gc.isenabled()
    assert gc.get_threshold()[0] == memory.EVERY > 700
    memory.keep_what_is_loaded()
    assert gc.get_freeze_count() > 1000
    later = weakref.ref(Circle())
    assert later() is not None
    gc.collect()
    assert later() is None
