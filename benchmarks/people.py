"""Finding people among ten years of them."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Figure, median_ms
from benchmarks.towns import fresh_copy
from kursplaner.store.queries.people import people_count, people_rows
from kursplaner.store.workspace import Workspace

TYPED = ("n", "no", "nov", "nova", "li", "haddad", "0171")
WINDOW = 60


def figures() -> Iterator[Figure]:
    """Measure what the store does for each key typed; the window's share is measured there."""
    with TemporaryDirectory() as folder:
        town = Workspace.open(fresh_copy("decade", Path(folder)))
        texts = cycle(TYPED)

        def look() -> None:
            text = next(texts)
            with town.read() as db:
                people_count(db, text)
                people_rows(db, text, limit=WINDOW)

        yield Figure("people search, store's share of a key, decade", median_ms(look, 21), limit=50)
        town.close()
