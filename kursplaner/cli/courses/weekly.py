"""A weekly time as the shell takes it: "Di 10:00-12:00" or "tue 10:00-12:00"."""

import re

import click

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import parse_time
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.desk.wording.words import days
from kursplaner.domain.weekly_times import CourseTime

ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SHAPE = re.compile(r"([A-Za-z]+)\.?\s+(\S+?)\s*(?:-|–|bis)\s*(\S+)")


class WeeklyType(click.ParamType[CourseTime]):
    """A weekday with a beginning and an end."""

    name = "WOCHENTAG VON-BIS"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> CourseTime:
        """Return the weekly time."""
        if isinstance(value, CourseTime):
            return value
        try:
            return weekly_time(str(value))
        except Refused as error:
            self.fail(sentence(error), param, ctx)


def weekly_time(text: str) -> CourseTime:
    """Return the weekly time a text names.

    Raises:
        Refused: "weekly_time_unreadable", "time_unreadable".
    """
    found = SHAPE.fullmatch(text.strip())
    weekday = _weekday(found.group(1).casefold()) if found else None
    if found is None or weekday is None:
        raise Refused("weekly_time_unreadable", text=text)
    return CourseTime(weekday, parse_time(found.group(2)), parse_time(found.group(3)))


def _weekday(word: str) -> int | None:
    for number, english in enumerate(ENGLISH):
        if word in (english, days.weekday(number).casefold(), days.weekday_long(number).casefold()):
            return number
    return None


WEEKLY = WeeklyType()
