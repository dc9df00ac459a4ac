"""What is the same for every course of a town, read once where several waiting lists are judged."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from kursplaner.basics.places import Distance
from kursplaner.basics.settings import Settings
from kursplaner.planning.conflicts.severities import Rules, rules_of
from kursplaner.planning.rides.tours import TourRules, tour_rules
from kursplaner.store.queries.choices import VehicleFacts, vehicles_in_use
from kursplaner.store.queries.rides.ride_facts import StopFacts, place_distances, stops_in_use
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of


class OfTheTown:
    """Settings, rules, vehicles and ways, each read when first asked for, within one transaction.

    What is read stays as it was then: whoever writes asks anew with another one.
    """

    def __init__(self, db: Db, settings: Settings | None = None) -> None:
        """Read nothing yet."""
        self._db = db
        self.settings = settings or settings_of(db)
        self._fleets: dict[date, Mapping[int, VehicleFacts]] = {}

    @cached_property
    def rules(self) -> Rules:
        """How serious each kind of conflict is."""
        return rules_of(self._db, self.settings)

    @cached_property
    def tours(self) -> TourRules:
        """How tours are laid."""
        return tour_rules(self.settings)

    @cached_property
    def stops(self) -> Mapping[int, StopFacts]:
        """The stops in use, by id."""
        return stops_in_use(self._db)

    @cached_property
    def ways(self) -> Mapping[tuple[int, int], Distance]:
        """The ways set by hand."""
        return place_distances(self._db, self.tours.kmh)

    def fleet(self, day: date) -> Mapping[int, VehicleFacts]:
        """Return the vehicles not given up before a day, by id."""
        if day not in self._fleets:
            self._fleets[day] = {v.id: v for v in vehicles_in_use(self._db, day)}
        return self._fleets[day]
