"""The small town with a village: families of Oelsnitz and one of Raun in one bus, on two days."""

from datetime import timedelta
from pathlib import Path

from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.kinds import (
    AbsenceKind,
    ActKind,
    CallAnswer,
    CancelReason,
    ClosureReason,
    ContactResult,
)
from kursplaner.domain.people import Credential
from kursplaner.domain.rides.rides import RideSeat, RideStop, Stop, Vehicle
from kursplaner.planning.absences import calls, cancelling, reporting, stand_ins
from kursplaner.planning.absences.calls import CallEntry
from kursplaner.planning.absences.reach import AbsenceDraft, Part
from kursplaner.planning.absences.words import Standing, standings
from kursplaner.planning.lessons import cancelling as cancellations
from kursplaner.store.records import find
from kursplaner.store.session import Db
from tests.planning.morning_town import Morning, add_families, draft_for, reported
from tests.planning.small_town import TUESDAY, SmallTown, add_person, build, enrol_plainly

THURSDAY = TUESDAY + timedelta(days=2)
DRIVER_CREDENTIALS = ("licence_check", "police_certificate", "driver_briefing")


class Village(Morning):
    """A morning in it: its acts by name. Rima and Olena come from Oelsnitz, Layla from Raun."""

    second_bus: int = 0
    raun: int = 0

    def report(self, kind: str = "village", last_day: bool = False) -> int:  # noqa: FBT001, FBT002
        """Report the village, the bus, the carer or the day; returns the id."""
        last = THURSDAY if last_day else TUESDAY
        if kind == "carer":
            return reported(self.town, draft_for(self.town.people["Roth"], last))
        kinds = {
            "village": (AbsenceKind.VILLAGE, ClosureReason.WEATHER, None, "Oelsnitz"),
            "bus": (AbsenceKind.VEHICLE, ClosureReason.REPAIR, self.town.vehicle, ""),
            "day": (AbsenceKind.DAY, ClosureReason.WEATHER, None, ""),
        }
        made, reason, key, village = kinds[kind]
        return reported(self.town, AbsenceDraft(made, TUESDAY, last, reason, key, village))

    def call(
        self,
        absence_id: int,
        name: str,
        answer: CallAnswer = CallAnswer.STAYS_HOME,
        result: ContactResult = ContactResult.REACHED,
        note: str = "",
    ) -> None:
        """Note a call."""
        entry = CallEntry(self.people[name], result, answer, "Telefon", note)
        with self.workspace.change(ActKind.CONTACT_LOGGED) as db:
            calls.log_call(db, absence_id, entry)

    def call_off(self, absence_id: int) -> None:
        """Call off what the absence touches."""
        with self.workspace.change(ActKind.RIDE_CHANGED) as db:
            plan = cancelling.propose(db, absence_id)
            cancelling.apply(db, absence_id, plan)

    def take_over(self, absence_id: int) -> None:
        """Excuse those who stay at home."""
        with self.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
            plan = calls.propose_excuses(db, absence_id)
            calls.apply_excuses(db, absence_id, plan, "ausgefallen")

    def end(self, absence_id: int, last: int = -1) -> None:
        """End the absence `last` days after Tuesday; -1 takes it back."""
        with self.workspace.change(ActKind.ABSENCE_ENDED) as db:
            reporting.end(db, absence_id, TUESDAY + timedelta(days=last))

    def stand_in(self, absence_id: int, part: Part, records: list[int]) -> None:
        """Let the second bus or the second carer take over."""
        who = self.second_bus if part is Part.VEHICLE else self.people["Weiss"]
        with self.workspace.change(ActKind.STAND_IN_ASSIGNED) as db:
            stand_ins.assign(db, absence_id, part, who, records)

    def cancel_lesson(self, at: int = 0) -> None:
        """Cancel a lesson from the calendar, for a reason that is not the absence's."""
        with self.workspace.change(ActKind.LESSONS_CANCELLED) as db:
            cancellations.cancel(db, [self.town.lessons[at]], CancelReason.TOO_FEW)

    def restore_lesson(self, at: int = 0) -> None:
        """Take the cancellation back."""
        with self.workspace.change(ActKind.LESSONS_CANCELLED) as db:
            plan = cancellations.propose_restore(db, self.town.lessons[at])
            cancellations.apply_restore(db, plan)

    def standing(self, absence_id: int, name: str) -> Standing | None:
        """Return how somebody stands on a list."""
        with self.workspace.read() as db:
            found = standings(db, absence_id)
        return next((person for person in found if person.person_id == self.people[name]), None)

    def taken_out(self, name: str) -> tuple[list[str], list[str], list[str]]:
        """Return marks, states of the children's places and results of the seats of Tuesday."""
        town, key = self.town, self.enrolments[name]
        with self.workspace.read() as db:
            marks = find(db, AttendanceMark, enrolment_id=key, lesson_id=town.lessons[0])
            places = find(db, ChildcarePlace, enrolment_id=key, slot_id=town.slots[0])
            seats = find(db, RideSeat, enrolment_id=key, ride_id=town.rides[:2])
            return (
                [f"{mark.mark} {mark.reason}" for mark in marks],
                [place.status for place in places],
                [seat.result for seat in seats],
            )


def build_village(path: Path) -> Village:
    """Make the small town with the village in a new file."""
    return village(build(path))


def village(town: SmallTown, *, shared: bool = True) -> Village:
    """Give Olena seats too, Layla of Raun if `shared`, a second bus, and all its credentials."""
    morning = add_families(town)
    made = Village(town, morning.people, morning.enrolments)
    with town.workspace.fill() as db:
        raun = Stop(name="Raun", municipality="Raun", latitude=50_290_000, longitude=12_250_000)
        bus = Vehicle(name="Bus 2", seats=6, usual_driver_id=None)
        db.add_all([raun, bus])
        db.flush()
        made.second_bus, made.raun = bus.id, raun.id
        db.add_all(
            [Credential(resource_id=bus.id, kind=kind) for kind in ("inspection", "insurance")]
        )
        made.people["Layla"] = add_person(db, "Layla")
        made.enrolments["Layla"] = enrol_plainly(db, town.course, made.people["Layla"])
        for ride in town.rides:
            names = [("Olena", town.stop)] + [("Layla", raun.id)] * shared
            for name, stop in names:
                seat = RideSeat(ride_id=ride, person_id=made.people[name], stop_id=stop)
                seat.enrolment_id = made.enrolments[name]
                db.add(seat)
            if shared:
                _halts(db, ride, raun.id)
    return made


def _halts(db: Db, ride: int, stop: int) -> None:
    """Let a ride halt at a further stop, halfway."""
    home, site = sorted(find(db, RideStop, ride_id=ride), key=lambda halt: halt.position)
    site.position = 3
    db.flush()
    db.add(RideStop(ride_id=ride, position=2, stop_id=stop, at=(home.at + site.at) // 2))


def still_as_planned(name: str) -> tuple[list[str], list[str], list[str]]:
    """Return what `taken_out` tells of a family for whom nothing is out."""
    children = {"Rima": 2, "Olena": 1, "Layla": 0}[name]
    return [], ["planned"] * children, ["open", "open"]
