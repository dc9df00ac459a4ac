"""How Python looks for what nobody needs any more: rarely, and never through what was loaded."""

import gc

EVERY = 50_000
"""New objects between two looks; at Python's own 700 a start spends a tenth of its time looking."""


def look_rarely() -> None:
    """Look for circles of unused objects less often, from the start on."""
    gc.set_threshold(EVERY, 20, 20)


def keep_what_is_loaded() -> None:
    """Look no more through what there is now: modules, classes and statements stay to the end.

    With everything imported one whole look takes a tenth of a second, in the middle of a click.
    """
    gc.freeze()
