"""What every sheet of paper shares: whose it is, what it shows, and its fingerprint."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from types import MappingProxyType
from typing import Final

from kursplaner.basics.layout import town_signs
from kursplaner.basics.settings import Settings
from kursplaner.desk.wording.words.names import first_letter
from kursplaner.documents.page.heading import Funding, Letterhead
from kursplaner.documents.pile import Sheet
from kursplaner.domain.kinds import SheetKind
from kursplaner.store.queries.sheets import GrantLine, SheetCourse, SheetRoom

ASPECTS: Final = ("head", "course", "days", "times", "place", "staff", "people", "details")
"""What a sheet shows, in parts, so that a change can be named; eight signs of a print each."""
_SIGNS: Final = 8
LETTERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        SheetKind.ATTENDANCE: "A",
        SheetKind.CHILDCARE: "K",
        SheetKind.DRIVER: "F",
        SheetKind.EVALUATION: "E",
        SheetKind.DOOR: "T",
    }
)


@dataclass(frozen=True, slots=True)
class Owner:
    """The record a sheet belongs to."""

    course_id: int | None = None
    slot_id: int | None = None
    ride_id: int | None = None
    room_id: int | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """The records behind the names on a sheet: which table, and each one's name by id.

    Attributes:
        ids: the record of each of the sheet's people, in their order.
        columns: the lesson of each of its dates, in their order.
    """

    table: str = ""
    names: Mapping[int, str] = field(default_factory=dict)
    ids: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """A printing that people may have signed already.

    Attributes:
        code: as it is told, such as "A 412".
        rows: the records behind its rows, from the first one down.
        minute: absolute minute up to which a lesson that began counts as signed.
    """

    code: str
    rows: tuple[int, ...]
    minute: int


@dataclass(frozen=True, slots=True)
class Continued:
    """A sheet that goes on where an earlier one was signed.

    Attributes:
        valid_from: first day signed on it; None where all is past and nothing is signed on it.
        earlier_until: last day for which the earlier one stays valid.
    """

    sheet: Sheet
    rows: Rows
    valid_from: date | None
    earlier_until: date


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """How sheets are wanted.

    Attributes:
        profile: "simple" or "bamf"; empty takes the town's setting.
        filled: attendance lists with marks instead of fields to sign in.
        version: evaluation sheets "standard", "easy", "literacy" or "children"; empty goes by what
            was chosen for the course before, and by its kind.
        every: evaluation sheets of all courses, not of those alone that end soon.
        copies: evaluation sheets a course; 0 takes as many as people are enrolled.
    """

    profile: str = ""
    filled: bool = False
    version: str = ""
    every: bool = False
    copies: int = 0


AS_USUAL: Final = SheetChoice()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSheet:
    """One sheet as it stands now, with all that is printed on it.

    Attributes:
        first_day: first of the days the sheet is for; with the last one it tells sheets apart.
        layout: its variant, such as "bamf".
        day: the day under which it is listed.
        starts: absolute minute in whose order it is printed.
        ends: absolute minute after which nobody needs it any more.
        shows: by aspect, what it shows.
        rows: the records behind its names.
        again: how it looks after an earlier printing was begun; None: nobody has begun it.
        goes_on: the part of it that is printed beside an earlier printing.
        section: which section of its course it is for; 0: it is for days.
    """

    kind: SheetKind
    sheet: Sheet
    owner: Owner
    first_day: date
    last_day: date
    layout: str
    day: date
    starts: int
    ends: int
    title: str
    subtitle: str
    course_ids: frozenset[int]
    shows: Mapping[str, object]
    rows: Rows = Rows()
    again: Callable[[Earlier], Continued | None] | None = None
    goes_on: Continued | None = None
    section: int = 0

    @property
    def fingerprint(self) -> str:
        """Eight signs for each aspect, together as long as the store keeps."""
        return "".join(_print_of(self.shows.get(aspect)) for aspect in ASPECTS)


def _print_of(value: object) -> str:
    text = repr(value).encode("utf-8", "surrogatepass")
    return blake2b(text, digest_size=_SIGNS // 2).hexdigest()


def aspects_changed(old: str, new: str) -> tuple[str, ...]:
    """Return which aspects differ between two fingerprints."""
    return tuple(
        aspect
        for place, aspect in enumerate(ASPECTS)
        if old[place * _SIGNS : (place + 1) * _SIGNS] != new[place * _SIGNS : (place + 1) * _SIGNS]
    )


def letterhead(settings: Settings) -> Letterhead:
    """Return who issues the sheets: the sender of the settings, else "Stadt" and its name."""
    town = settings.text("town.name")
    issuer = settings.text("town.sender") or (f"Stadt {town}" if town else "")
    return Letterhead(
        issuer=issuer,
        office=settings.text("town.office"),
        phone=settings.text("town.phone"),
        town=town_signs(settings.text("town.uuid")),
    )


def funding(grant: GrantLine | None) -> Funding | None:
    """Return the funding line with the grant's reference, None where nobody asks for one."""
    if grant is None or not (grant.line or grant.logo or grant.further_logos):
        return None
    named = grant.line if grant.reference in grant.line else f"{grant.line} Az. {grant.reference}"
    return Funding(line=named.strip(), logo=grant.logo, further_logos=grant.further_logos)


def funders(grants: Sequence[GrantLine]) -> tuple[Funding, ...]:
    """Return the funding of those grants that ask for a line or a logo."""
    found = (funding(grant) for grant in grants)
    return tuple(each for each in found if each is not None)


def shown_head(
    head: Letterhead, paid_by: Funding | None = None, further: Sequence[Funding] = ()
) -> tuple[object, ...]:
    """Return what the head of a sheet shows, for its fingerprint; a logo by its hash."""
    shown: tuple[object, ...] = (head.issuer, head.office, head.phone)
    if paid_by is not None:
        shown += (paid_by.line, _shown_logo(paid_by.logo or b""))
        shown += tuple(_shown_logo(logo) for logo in paid_by.further_logos)
    for each in further:
        shown += ((each.line, *(_shown_logo(logo) for logo in each.logos)),)
    return shown


def _shown_logo(logo: bytes) -> str:
    return blake2b(logo, digest_size=_SIGNS).hexdigest()


def course_words(course: SheetCourse) -> str:
    """Return "A2 Alltag", the number where there is no title."""
    return course.title or course.number


def place_words(room: SheetRoom | None) -> str:
    """Return "Markt 1, Schulungsraum": street (or site) and room."""
    if room is None:
        return "noch offen"
    return ", ".join(dict.fromkeys(part for part in (room.street or room.site, room.name) if part))


def first_and_initial(given: str, family: str) -> str:
    """Return "Rima H.", or a single name as it is."""
    if not given or not family:
        return given or family
    return f"{given} {first_letter(family)}."


def most_common(values: Iterable[int | None]) -> int | None:
    """Return the value that comes most often, the first of several; None counts for nothing."""
    counts: dict[int, int] = {}
    for value in values:
        if value is not None:
            counts[value] = counts.get(value, 0) + 1
    return max(counts, key=lambda minutes: counts[minutes]) if counts else None
