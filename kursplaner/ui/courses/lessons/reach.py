"""How far a change of a lesson reaches: only this one, from here on, or all that are to come."""

from kursplaner.planning.lessons.weekly_series import Reach
from kursplaner.ui.widgets import Choice, Segmented

REACH = (
    Choice(Reach.ONE.value, "Nur dieser"),
    Choice(Reach.REST.value, "Ab hier"),
    Choice(Reach.ALL.value, "Alle"),
)
"""How far a change goes: "Alle" are all of the series that are to come."""


def reach_field(reach: Reach = Reach.ONE) -> Segmented:
    """Return the three choices."""
    return Segmented(REACH, reach.value, name="Wie weit", stretch=True)
