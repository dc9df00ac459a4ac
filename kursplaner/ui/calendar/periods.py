"""Which days a day, week or month of the calendar shows, and what they are called."""

from __future__ import annotations

from datetime import date, timedelta

from kursplaner.desk.wording.words import days

WEEK = 7
WEEKEND = 5


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def shown_days(view: str, day: date, *, weekend: bool = False) -> tuple[date, ...]:
    """Return the days of a view ("day", "week", "month"); a week without its empty weekend."""
    if view == "day":
        return (day,)
    if view == "week":
        first = monday_of(day)
        return tuple(first + timedelta(days=step) for step in range(WEEK if weekend else WEEKEND))
    first = monday_of(day.replace(day=1))
    last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    weeks = (monday_of(last) - first).days // WEEK + 1
    return tuple(first + timedelta(days=step) for step in range(weeks * WEEK))


def stepped(view: str, day: date, steps: int) -> date:
    """Return the day so many days, weeks or months on."""
    if view == "day":
        return day + timedelta(days=steps)
    if view == "week":
        return day + timedelta(days=WEEK * steps)
    year, month = divmod(day.year * 12 + day.month - 1 + steps, 12)
    return date(year, month + 1, 1)


def period_text(view: str, day: date, today: date) -> str:
    """Return "Di 02.03.2027", "KW 9 · 1.–5. März" (and another year), "März 2027"."""
    if view == "day":
        return days.full_day(day)
    if view == "month":
        return f"{days.month(day.month)} {day.year}"
    first = monday_of(day)
    last = first + timedelta(days=WEEKEND - 1)
    year = f" {last.year}" if last.year != today.year else ""
    number = first.isocalendar().week
    if first.month == last.month:
        return f"KW {number} · {first.day}.–{last.day}. {days.month(last.month)}{year}"
    return f"KW {number} · {first.day}.{first.month}.–{last.day}.{last.month}.{year}"
