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
PROFILES: Mapping[str, str] = MappingProxyType(
    {"simple": "Einfach", "bamf": "BAMF", "bamf_sections": "BAMF je Abschnitt"}
)
FEDERAL_FORM = (
    "Für die Abrechnung mit dem Bundesamt (BAMF) gilt dessen eigener Vordruck; diese Liste ist nach"
    " seinem Muster gemacht und ersetzt ihn nicht."
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
    """Return the sentences about signs no font has: whose they are, on which sheets.

    Names printed as in the passport are told apart from signs that come out as boxes. With
    `hidden` nobody is named; beyond `most` entries the others are counted.
    """
    boxes = [entry for entry in found if not entry.instead]
    replaced = [entry for entry in found if entry.instead]
    words = signs(signs_of(boxes))
    if words and not hidden:
        words = f"{words} Betroffen: {_entries(boxes, most)}."
    return " ".join(part for part in (words, _instead(replaced, most, hidden=hidden)) if part)


def _entries(found: Sequence[Unprintable], most: int | None) -> str:
    named = [f"{entry.entry} ({' '.join(sorted(entry.signs))}){_on(entry)}" for entry in found]
    return "; ".join((*named[:most], *_more(len(named) - len(named[:most]))))


def _instead(found: Sequence[Unprintable], most: int | None, *, hidden: bool) -> str:
    """Return what is said of names that are printed in Latin letters."""
    if not found:
        return ""
    if hidden:
        return "Wo die Schrift eines Namens fehlt, steht der Name laut Pass."
    named = [f"{entry.instead} statt {entry.entry}{_on(entry)}" for entry in found]
    shown = "; ".join((*named[:most], *_more(len(named) - len(named[:most]))))
    return f"Wo die Schrift fehlt, steht der Name laut Pass: {shown}."


def _on(entry: Unprintable) -> str:
    """Return " auf Türaushang …", the sheets an entry stands on."""
    sheets, more = entry.sheets[:MOST_NAMES], len(entry.sheets) - MOST_NAMES
    if not sheets:
        return ""
    return f" auf {listed([*sheets, *([f'{more} weiteren'] if more > 0 else [])])}"


def _more(count: int) -> list[str]:
    if count <= 0:
        return []
    return ["ein weiterer Eintrag" if count == 1 else f"{count} weitere Einträge"]


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
