"""Who is reached at a number about a child, in the same words wherever the number stands."""

from collections.abc import Iterable

from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.kinds import said
from kursplaner.desk.wording.words.relations import relation_word
from kursplaner.domain.kinds import RouteKind
from kursplaner.store.queries.people.child_calls import Callee, CallRoute

OWN_PHONES = (RouteKind.PHONE.value, RouteKind.MESSENGER.value)
BARRED = "darf nicht abholen"


def callees_text(route: CallRoute, *, hidden: bool = False) -> str:
    """Return "Rima Haddad (Mutter); darf nicht abholen: Omar Haddad (Vater)"."""
    free = "; ".join(callee_names(route, barred=False, hidden=hidden))
    barred = "; ".join(callee_names(route, barred=True, hidden=hidden))
    return "; ".join(part for part in (free, f"{BARRED}: {barred}" if barred else "") if part)


def callee_names(route: CallRoute, *, barred: bool, hidden: bool = False) -> tuple[str, ...]:
    """Return those at a number who must not collect the child, or all others."""
    return tuple(
        _named(callee, hidden=hidden) for callee in route.callees if callee.barred == barred
    )


def _named(callee: Callee, *, hidden: bool) -> str:
    """Return "Rima Haddad (Mutter, Nachbarschaft, Frau Kern)"; a note may name somebody."""
    name = names.initials(callee.name) if hidden else names.spoken(callee.name)
    facts = ", ".join(part for part in _facts(callee, hidden=hidden) if part)
    return f"{name} ({facts})" if facts else name


def _facts(callee: Callee, *, hidden: bool) -> Iterable[str]:
    yield relation_word(callee.relation)
    if callee.own:
        yield "beim Kind eingetragen"
    if callee.along:
        yield "Begleitperson"
    if callee.kind not in OWN_PHONES:
        yield said(RouteKind, callee.kind)
    if not hidden:
        yield callee.note
    if callee.until is not None:
        yield f"Abholen nur bis {days.dated(callee.until)}"
