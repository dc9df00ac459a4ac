"""What a passenger sits on (§ 21 Abs. 1a StVO, UN-R 129), and who must not ride alone."""

from dataclasses import dataclass
from datetime import date

from kursplaner.basics.settings import Settings
from kursplaner.domain.kinds import SeatKind

MONTHS = 12


@dataclass(frozen=True, slots=True)
class SeatRules:
    """Ages and heights from the settings; see their sources there."""

    seat_years: int
    seat_cm: int
    rear_facing_months: int
    carrier_cm: int
    booster_cm: int
    booster_years: int
    company_years: int


def seat_rules(settings: Settings) -> SeatRules:
    """Return the rules as the town has set them."""
    return SeatRules(
        seat_years=settings.number("rides.child_seat_age"),
        seat_cm=settings.number("rides.child_seat_cm"),
        rear_facing_months=settings.number("rides.rear_facing_months"),
        carrier_cm=settings.number("rides.infant_carrier_cm"),
        booster_cm=settings.number("rides.booster_cm"),
        booster_years=settings.number("rides.booster_age"),
        company_years=settings.number("rides.accompany_age"),
    )


def age_in_months(born: date, on: date) -> int:
    """Return the completed months of life."""
    months = (on.year - born.year) * MONTHS + on.month - born.month
    return months - (1 if on.day < born.day else 0)


def age_in_years(born: date, on: date) -> int:
    """Return the completed years of life; a 29 February's birthday is 1 March otherwise."""
    return age_in_months(born, on) // MONTHS


def seat_kind(
    born: date | None, height_cm: int | None, on: date, rules: SeatRules, *, child: bool = False
) -> SeatKind:
    """Return what a passenger sits on at a day.

    A restraint is needed under the age **and** under the height. Where the height is not known
    the age decides; a child of whom neither is known gets a child seat.
    """
    if height_cm is not None and height_cm >= rules.seat_cm:
        return SeatKind.NONE
    if born is None:
        return _by_height(height_cm, rules) if child else SeatKind.NONE
    months = age_in_months(born, on)
    if months >= rules.seat_years * MONTHS:
        return SeatKind.NONE
    if months < rules.rear_facing_months:
        return SeatKind.INFANT_CARRIER
    if height_cm is not None:
        return _by_height(height_cm, rules)
    return SeatKind.BOOSTER if months >= rules.booster_years * MONTHS else SeatKind.CHILD_SEAT


def needs_company(born: date | None, on: date, rules: SeatRules) -> bool:
    """Tell whether a child must ride with a guardian or carer; an unknown age counts as young."""
    return born is None or age_in_years(born, on) < rules.company_years


def _by_height(height_cm: int | None, rules: SeatRules) -> SeatKind:
    if height_cm is None:
        return SeatKind.CHILD_SEAT
    if height_cm <= rules.carrier_cm:
        return SeatKind.INFANT_CARRIER
    return SeatKind.BOOSTER if height_cm >= rules.booster_cm else SeatKind.CHILD_SEAT


def seat_fits(has: str, wanted: str) -> bool:
    """Tell whether a child may ride on a seat of one kind where another is the right one.

    More hold than needed is no fault: who has outgrown the seat may keep it, and a child seat
    does for a booster; an infant carrier fits nobody else.
    """
    if wanted in {has, SeatKind.NONE.value}:
        return True
    return (has, wanted) == (SeatKind.CHILD_SEAT, SeatKind.BOOSTER)
