"""To whom children without a carer go: by age and ratio, siblings together, never who must not."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import day_of
from kursplaner.domain.kinds.counting import PLACES_IN_CARE
from kursplaner.planning.childcare.beside_lessons import TENTHS, ratio_rules, weight_tenths
from kursplaner.store.queries.childcare import SlotChild, SlotRow

Pairs = Collection[tuple[int, int]]
Siblings = tuple[SlotChild, ...]


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who goes to whom.

    Attributes:
        carers: the carer of each place that gets one now, by the place's id.
        left: places of children who fit with nobody within the ratio.
    """

    carers: Mapping[int, int] = field(default_factory=dict)
    left: tuple[int, ...] = ()


@dataclass
class _Group:
    """A carer with the children she has, and the tenths of places she has left."""

    carer_id: int
    free: int
    children: list[SlotChild]

    def takes(self, some: Siblings, weight: int, apart: Pairs) -> bool:
        """Tell whether they fit into the ratio and meet nobody they must not."""
        there = {self.carer_id, *(child.child_id for child in self.children)}
        met = {tuple(sorted((child.child_id, other))) for child in some for other in there}
        return weight <= self.free and met.isdisjoint(apart)

    def has_sibling(self, some: Siblings) -> bool:
        """Tell whether a child of the same enrolment is here."""
        families = {child.enrolment_id for child in some} - {None}
        return any(child.enrolment_id in families for child in self.children)


def shared(slot: SlotRow, settings: Settings, apart: Pairs) -> Sharing:
    """Return to whom the children without a carer go; the others stay where they are.

    `apart` are the pairs who must never meet, the smaller id first. Siblings go together where
    one carer has room for all of them; else each for itself, to whoever has most room.
    """
    rules, day = ratio_rules(settings), day_of(slot.starts)
    here = [child for child in slot.children if child.status in PLACES_IN_CARE]
    weights = {child.place_id: weight_tenths(child.birth_date, day, rules) for child in here}
    groups = _groups(slot, here, weights, rules.children_per_carer * TENTHS)
    known = {group.carer_id for group in groups}
    waiting = [child for child in here if child.carer_id not in known]
    carers: dict[int, int] = {}
    left: list[int] = []
    for family in _families(waiting, weights):
        for some in _placed(family, groups, weights, apart):
            group = _best(some, groups, weights, apart)
            if group is None:
                left += [child.place_id for child in some]
                continue
            group.free -= _weight(some, weights)
            group.children += some
            carers.update({child.place_id: group.carer_id for child in some})
    return Sharing(carers, tuple(left))


def _groups(
    slot: SlotRow, here: Iterable[SlotChild], weights: Mapping[int, int], limit: int
) -> list[_Group]:
    made = {carer.person_id: _Group(carer.person_id, limit, []) for carer in slot.carers}
    for child in here:
        if child.carer_id in made:
            made[child.carer_id].children.append(child)
            made[child.carer_id].free -= weights[child.place_id]
    return list(made.values())


def _families(waiting: Sequence[SlotChild], weights: Mapping[int, int]) -> list[Siblings]:
    """Return siblings together, the heaviest family first."""
    found: dict[tuple[str, int], list[SlotChild]] = {}
    for child in waiting:
        key = ("family", child.enrolment_id) if child.enrolment_id else ("child", child.place_id)
        found.setdefault(key, []).append(child)
    families = [tuple(some) for some in found.values()]
    return sorted(families, key=lambda some: (-_weight(some, weights), some[0].place_id))


def _placed(
    family: Siblings, groups: Sequence[_Group], weights: Mapping[int, int], apart: Pairs
) -> list[Siblings]:
    """Return the family as one where somebody can take it whole, else child by child."""
    if len(family) == 1 or _best(family, groups, weights, apart) is not None:
        return [family]
    ordered = sorted(family, key=lambda child: (-weights[child.place_id], child.place_id))
    return [(child,) for child in ordered]


def _best(
    some: Siblings, groups: Sequence[_Group], weights: Mapping[int, int], apart: Pairs
) -> _Group | None:
    fits = [group for group in groups if group.takes(some, _weight(some, weights), apart)]
    ranked = sorted(
        fits, key=lambda group: (not group.has_sibling(some), -group.free, group.carer_id)
    )
    return ranked[0] if ranked else None


def _weight(some: Siblings, weights: Mapping[int, int]) -> int:
    return sum(weights[child.place_id] for child in some)
