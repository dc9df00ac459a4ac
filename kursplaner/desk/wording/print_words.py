"""Words for sheets of paper: their state, what changed, and what was printed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from kursplaner.basics.spans import clock_text, day_of, minute_of_day
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted, listed
from kursplaner.documents.unprintable import Unprintable, signs_of
from kursplaner.domain.kinds import SheetKind

GROUPS: Mapping[str, str] = MappingProxyType(
    {
        SheetKind.ATTENDANCE: "Listen",
        SheetKind.DRIVER: "Fahrten",
        SheetKind.CHILDCARE: "Betreuung",
        SheetKind.DOOR: "Türaushänge",
        SheetKind.EVALUATION: "Evaluation",
    }
)
ASPECT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "head": "Briefkopf",
        "course": "Kurs",
        "days": "Tage",
        "times": "Zeiten",
        "place": "Ort",
        "staff": "Besetzung",
        "people": "Personen",
        "details": "Angaben",
    }
)
MOST_NAMES = 2


def when_printed(minute: int, today: date) -> str:
    """Return "8:05" for today, "Mo 8:05" within a week, else "Mo 01.03."."""
    day, clock = day_of(minute), clock_text(minute_of_day(minute))
    if day == today:
        return clock
    if 0 < (today - day).days < 7:
        return f"{days.weekday(day.weekday())} {clock}"
    return days.short_day(day)


def changes(names: Sequence[str], aspects: Collection[str]) -> str:
    """Return "seitdem neu: Selam T.; geändert: Ort"."""
    rest = [aspect for aspect in aspects if not (names and aspect in {"people", "details"})]
    parts = []
    if names:
        more = len(names) - MOST_NAMES
        shown = [*names[:MOST_NAMES], *([f"{more} weitere"] if more > 0 else [])]
        parts.append(f"seitdem neu: {listed(shown)}")
    if rest:
        parts.append(f"geändert: {listed(ASPECT_WORDS[aspect] for aspect in rest)}")
    return "; ".join(parts)


def printed(sheets: int, pages: int, printer: str) -> str:
    """Return "3 Blätter gedruckt, 6 Seiten: Laserdrucker"."""
    return f"{counted(sheets, 'sheet')} gedruckt, {counted(pages, 'page')}: {printer}"


def saved(sheets: int, pages: int, path: str) -> str:
    """Return "3 Blätter als PDF gespeichert, 6 Seiten: Listen.pdf"."""
    return f"{counted(sheets, 'sheet')} als PDF gespeichert, {counted(pages, 'page')}: {path}"


def counts_as_printed(*, printed: bool) -> str:
    """Return whether sheets written by the shell count as printed, and what else to do."""
    if printed:
        return "Als gedruckt vermerkt."
    return "Noch nicht als gedruckt vermerkt; mit --printed geschieht das."


def waiting(sheets: int) -> str:
    """Return that saved sheets wait to be confirmed, empty for none."""
    if not sheets:
        return ""
    verb = "liegt" if sheets == 1 else "liegen"
    return f"{counted(sheets, 'sheet')} {verb} als PDF da, noch nicht als gedruckt vermerkt."


def no_end_soon(within: int, day: date) -> str:
    """Return that no course ends within some days, and on which day those meant end."""
    soon = f"In den nächsten {within} Tagen" if within > 1 else "Heute"
    return f"{soon} endet kein Kurs; es sind die Bögen zum Kursende am {days.full_day(day)}."


def confirmed(sheets: int) -> str:
    """Return "3 Blätter als gedruckt vermerkt"."""
    return f"{counted(sheets, 'sheet')} als gedruckt vermerkt"


def signs(missing: Iterable[str]) -> str:
    """Return the sentence about signs no font has, empty without any."""
    found = sorted(missing)
    if not found:
        return ""
    shown = " ".join(found)
    if len(found) == 1:
        return f"Für das Zeichen {shown} fehlt die Schrift; es erscheint als Kästchen."
    return f"Für die Zeichen {shown} fehlt die Schrift; sie erscheinen als Kästchen."


def without_font(
    found: Collection[Unprintable], *, hidden: bool = False, most: int | None = None
) -> str:
    """Return the sentence about signs no font has, and whose entries they stand in.

    With `hidden` nobody is named; beyond `most` entries the others are counted.
    """
    words = signs(signs_of(found))
    if hidden or not words:
        return words
    named = list(found)[:most]
    entries = [
        f"{unprintable.entry} ({' '.join(sorted(unprintable.signs))})" for unprintable in named
    ]
    more = len(found) - len(named)
    if more:
        entries.append("ein weiterer Eintrag" if more == 1 else f"{more} weitere Einträge")
    return f"{words} Betroffen: {'; '.join(entries)}."


def day_heading(day: date, today: date) -> str:
    """Return "Heute, Di 02.03.", "Morgen, Mi 03.03." or "Do 04.03."."""
    words = {0: "Heute, ", 1: "Morgen, "}
    return f"{words.get((day - today).days, '')}{days.short_day(day)}"


def replaced(count: int) -> str:
    """Return what printing again does to sheets that lie printed already; empty for none."""
    if not count:
        return ""
    if count == 1:
        return "Ein gedrucktes Blatt wird ersetzt; der Code des alten gilt dann nicht mehr."
    return f"{count} gedruckte Blätter werden ersetzt; ihre alten Codes gelten dann nicht mehr."


def going_on(count: int) -> str:
    """Return what printing again does to lists some of whose dates are past; empty for none."""
    if not count:
        return ""
    if count == 1:
        return "Eine gedruckte Liste wird fortgeführt; das alte Blatt gilt für seine Tage weiter."
    return f"{count} gedruckte Listen werden fortgeführt; ihre alten Blätter gelten weiter."
