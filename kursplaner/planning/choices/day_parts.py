"""The part of the day in which a lesson begins: families arranged their day around it."""

from dataclasses import dataclass

from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import minute_of_day


@dataclass(frozen=True, slots=True)
class DayParts:
    """Where morning ends and evening begins, in minutes of the day."""

    afternoon_starts: int
    evening_starts: int

    def of(self, minute: int) -> int:
        """Return 0 for morning, 1 for afternoon, 2 for evening, of any minute."""
        at = minute_of_day(minute)
        return (at >= self.afternoon_starts) + (
            at >= max(self.afternoon_starts, self.evening_starts)
        )

    def same(self, minute: int, other: int) -> bool:
        """Tell whether both minutes lie in the same part of their days."""
        return self.of(minute) == self.of(other)


def day_parts(settings: Settings) -> DayParts:
    """Return the parts of the day as the town set them."""
    return DayParts(
        settings.number("timetable.afternoon_starts"), settings.number("timetable.evening_starts")
    )
