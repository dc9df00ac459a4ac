"""What commands are given: files, days, moments, numbers; refused in German."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import click

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of, parse_time, plannable
from kursplaner.desk.day_input import parse_day
from kursplaner.desk.wording.errors.sentences import sentence


class DayType(click.ParamType[date]):
    """A day as 2027-03-02 or 02.03.2027."""

    name = "TAG"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day."""
        if isinstance(value, date):
            return value
        try:
            day = parse_day(str(value))
        except Refused as error:
            self.fail(sentence(error), param, ctx)
        return plannable(day)


class MomentType(click.ParamType[int]):
    """A day and a time as "2027-03-04 09:00", as an absolute minute."""

    name = "TAG UHRZEIT"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Return the absolute local minute."""
        if isinstance(value, int):
            return value
        text, _, time = str(value).strip().replace("T", " ").partition(" ")
        try:
            day, minutes = parse_day(text), parse_time(time)
        except Refused as error:
            hint = ' Beides zusammen zum Beispiel: --to "2027-03-04 09:00".'
            self.fail(sentence(error) + hint, param, ctx)
        return minute_of(plannable(day), minutes)


class ClockType(click.ParamType[int]):
    """A time of the day as "9:20", as minutes since midnight."""

    name = "UHRZEIT"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Return the minute of the day."""
        if isinstance(value, int):
            return value
        try:
            return parse_time(str(value))
        except Refused as error:
            self.fail(sentence(error), param, ctx)


class NumberType(click.ParamType[int]):
    """The number of a record, as lists show it."""

    def __init__(self, name: str = "ID") -> None:
        """Take what the usage line calls it."""
        self.name = name

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Return the number."""
        text = str(value).strip()
        if not (text.isascii() and text.isdigit() and len(text) < 19):
            self.fail(f"„{value}“ ist keine Nummer; gemeint ist eine ganze Zahl.", param, ctx)
        return int(text)


class MinutesType(click.ParamType[int]):
    """Some minutes, before or after: "60" or "-30"."""

    name = "MINUTEN"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Return the minutes."""
        text = str(value).strip()
        digits = text.removeprefix("-").removeprefix("+")
        if not (digits.isascii() and digits.isdigit() and len(digits) < 6):
            self.fail(f"„{value}“ ist keine Zahl von Minuten.", param, ctx)
        return int(text)


class PathType(click.ParamType[Path]):
    """A file, checked by the command that opens it."""

    name = "DATEI"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """Return the path; "~" stands for the home folder."""
        if not str(value).strip():
            self.fail("Der Name der Datei fehlt.", param, ctx)
        return Path(str(value)).expanduser()


class ChoiceType(click.Choice[str]):
    """One of some words."""

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return the word."""
        text = str(value).strip().casefold()
        if text not in self.choices:
            self.fail(f"„{value}“ kennt das Programm nicht; {_either(self.choices)}.", param, ctx)
        return text


def _either(words: Sequence[str]) -> str:
    return f"möglich sind: {', '.join(words)}"


DAY, MOMENT, CLOCK, PATH = DayType(), MomentType(), ClockType(), PathType()
PASSWORD_FD = "password_fd"  # noqa: S105 (the name of an option)
"""Where the commands find which descriptor the password comes from."""
_Command = TypeVar("_Command", bound=Callable[..., object])


def descriptor(name: str, what: str) -> Callable[[_Command], _Command]:
    """Return an option that names a descriptor with a secret in it; it is kept in the context."""
    key = name.removeprefix("--").replace("-", "_")

    def keep(ctx: click.Context, _param: click.Parameter, value: int | None) -> None:
        if value is not None:
            ctx.meta[key] = value

    return click.option(
        name, metavar="N", type=NumberType("N"), expose_value=False, callback=keep, help=what
    )


def TOWN(command: _Command) -> _Command:  # noqa: N802 (a decorator like its neighbours)
    """Let a command take the file of a town, and where its password comes from."""
    with_password = descriptor(
        "--password-fd", "Das Passwort kommt aus dieser Leitung, eine Zeile."
    )
    return click.argument("file", metavar="FILE", type=PATH)(with_password(command))


PAST = click.option("--past", is_flag=True, help="Es liegt ganz in der Vergangenheit, so gemeint.")
DRY_RUN = click.option("--dry-run", is_flag=True, help="Nur zeigen, was geschähe.")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Als JSON ausgeben.")
