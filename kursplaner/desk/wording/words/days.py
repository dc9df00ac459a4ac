"""Days, times and periods as the office writes them: "Di 02.03.", "9:00–11:15"."""

from datetime import date, datetime

from kursplaner.basics.spans import DAY_MINUTES, clock_text, day_of, minute_of_day

WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)


def weekday(number: int) -> str:
    """Return "Di" for 1; Monday is 0."""
    return WEEKDAYS[number][:2]


def weekday_long(number: int) -> str:
    """Return "Dienstag" for 1; Monday is 0."""
    return WEEKDAYS[number]


def month(number: int) -> str:
    """Return "März" for 3."""
    return MONTHS[number - 1]


def short_day(day: date) -> str:
    """Return "Di 02.03.": the form of lists and blocks."""
    return f"{weekday(day.weekday())} {day:%d.%m.}"


def dated(day: date) -> str:
    """Return "02.03.2027"."""
    return f"{day.day:02}.{day.month:02}.{day.year}"


def full_day(day: date) -> str:
    """Return "Di 02.03.2027"."""
    return f"{weekday(day.weekday())} {dated(day)}"


def long_day(day: date) -> str:
    """Return "Dienstag, 2. März 2027": the form of letters and headings."""
    return f"{weekday_long(day.weekday())}, {day.day}. {month(day.month)} {day.year}"


def period(first: date, last: date) -> str:
    """Return "02.02.–29.06.2027", one day as itself, and both years where they differ."""
    if first == last:
        return dated(first)
    start = f"{first:%d.%m.}" if first.year == last.year else dated(first)
    return f"{start}–{dated(last)}"


def clock(minute: int) -> str:
    """Return "9:00" for an absolute minute or a minute of the day."""
    return clock_text(minute if 0 <= minute <= DAY_MINUTES else minute_of_day(minute))


def times(starts: int, ends: int) -> str:
    """Return "9:00–11:15" for two absolute minutes, "ganztägig"; another last day is named."""
    if not minute_of_day(starts) and not minute_of_day(ends):
        last_day = day_of(ends - 1)
        whole = day_of(starts) == last_day
        return "ganztägig" if whole else f"ganztägig bis {full_day(last_day)}"
    if ends - starts <= DAY_MINUTES and day_of(starts) == day_of(ends - 1):
        last = minute_of_day(ends) or DAY_MINUTES
        return f"{clock_text(minute_of_day(starts))}–{clock_text(last)}"
    return f"{clock_text(minute_of_day(starts))} bis {when_from(ends)}"


def when_from(minute: int) -> str:
    """Return "Di 02.03.2027, 9:00" for an absolute minute."""
    return f"{full_day(day_of(minute))}, {clock_text(minute_of_day(minute))}"


def when(starts: int, ends: int) -> str:
    """Return "Di 02.03.2027, 9:00–11:15" for two absolute minutes."""
    return f"{full_day(day_of(starts))}, {times(starts, ends)}"


def moment(at: datetime) -> str:
    """Return "Di 02.03.2027, 9:05" for a moment on the clock."""
    return f"{full_day(at.date())}, {at.hour}:{at.minute:02}"


def half_year(day: date) -> str:
    """Return the half-year as offices call it: "Frühjahr 2027"."""
    return f"{'Frühjahr' if day.month < 8 else 'Herbst'} {day.year}"


def gone_by(last: date, today: date) -> str:
    """Return the question about days that are all over, nothing if the last one is yet to come."""
    return "Das liegt in der Vergangenheit. Stimmt das Jahr?" if last < today else ""
