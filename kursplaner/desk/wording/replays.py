"""Why a step was not taken back or done again: what would be too full, and who came since."""

from collections.abc import Sequence
from dataclasses import replace

from kursplaner.desk.wording import acts
from kursplaner.desk.wording.conflicts import sentences
from kursplaner.desk.wording.conflicts.subjects import subject_text
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import at_most, counted, decimal, listed, noun, number
from kursplaner.desk.wording.words.kinds import said
from kursplaner.desk.wording.words.nouns import record
from kursplaner.domain.absences import EffectSource
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.conflicts.facts import how_many
from kursplaner.domain.conflicts.replays import ActSince, Came, Overfilled, TakenSince
from kursplaner.domain.kinds import ConflictKind, SeatKind
from kursplaner.planning.absences.returns import StaysAway

NOT_AGAIN = (Overfilled, TakenSince)
MOST_NAMED = 6
PLACES = {"wheelchair": "Rollstuhlplätze", "pram": "Plätze für Kinderwagen"}
NEW_WAY = (
    "Bitte melden Sie die Familie neu an (ist kein Platz frei, bietet das Programm die Warteliste"
    " an) oder machen Sie erst Platz."
)
BY_HAND = "Bitte machen Sie erst Platz oder ändern Sie es von Hand."
OTHER_PLACE = "Bitte tragen Sie es von Hand mit einer freien Zeit oder einer Vertretung ein."


def not_done(step: object, *, backwards: bool, hidden: bool = False) -> str:
    """Return "„Abgemeldet: Rima Haddad“ wurde nicht rückgängig gemacht" (or "wiederholt")."""
    what = f"„{_title(step, hidden=hidden)}“" if isinstance(step, ActSince) else "Der Schritt"
    return f"{what} wurde nicht {'rückgängig gemacht' if backwards else 'wiederholt'}"


def again_text(reasons: Sequence[Overfilled | TakenSince], *, hidden: bool) -> str:
    """Return why a step was not played again: one line a reason, then what to do."""
    first = reasons[0]
    said_first = not_done(first.step, backwards=first.backwards, hidden=hidden)
    lines = [f"{said_first}; es bleibt alles, wie es ist."]
    for reason in reasons:
        told = _taken if isinstance(reason, TakenSince) else _overfilled
        lines.append(told(reason, hidden))  # type: ignore[arg-type]
    guests = any(isinstance(overfilled, Overfilled) and overfilled.people for overfilled in reasons)
    taken = isinstance(first, TakenSince)
    return "\n".join([*lines, NEW_WAY if guests else OTHER_PLACE if taken else BY_HAND])


def record_text(subject: object, starts: object = None, *, hidden: bool = False) -> str:
    """Return what was changed since: "Fahrt zu „Deutsch A1“ am Di 02.03.2027, 8:10,".

    A record without a title is told by its kind.
    """
    if not isinstance(subject, Subject):
        return "Ein Eintrag"
    shown = _covered(subject, hidden=hidden)
    text = subject_text(shown) if shown.label else record(shown.noun)
    return f"{text} am {days.when_from(starts)}," if isinstance(starts, int) else text


def by_text(act: object, *, hidden: bool) -> str:
    """Return ", und zwar von „amt“ am Di 02.03.2027, 9:05 (Angemeldet: Rima Haddad)"."""
    return f", und zwar von {_act(act, hidden=hidden)}" if isinstance(act, ActSince) else ""


def _act(act: ActSince, *, hidden: bool) -> str:
    title = _title(act, hidden=hidden)
    if act.taken_back:
        return f"„{act.who}“ (zurückgenommen: {title}, {days.moment(act.at)})"
    return f"„{act.who}“ am {days.moment(act.at)} ({title})"


def _title(act: ActSince, *, hidden: bool) -> str:
    shown = [_covered(subject, hidden=hidden) for subject in act.subjects]
    labels = {(subject.noun, subject.id): subject.label for subject in shown}
    return acts.title(act.kind, labels, labels)


def _covered(subject: Subject, *, hidden: bool) -> Subject:
    if not hidden or subject.noun != "person":
        return subject
    return subject._replace(label=names.initials(subject.label))


def covered(conflict: Conflict, *, hidden: bool) -> Conflict:
    """Return the conflict as the window may show it while names are hidden."""
    subjects = tuple(_covered(subject, hidden=hidden) for subject in conflict.subjects)
    return replace(conflict, subjects=subjects)


def _named(people: Sequence[Subject], *, hidden: bool) -> str:
    shown = [subject_text(_covered(person, hidden=hidden)) for person in people]
    rest = len(shown) - MOST_NAMED
    return listed(shown if rest <= 0 else [*shown[:MOST_NAMED], f"{number(rest)} weitere"])


def _overfilled(reason: Overfilled, hidden: bool) -> str:  # noqa: FBT001 (as `_taken`)
    for_whom = _named(reason.people, hidden=hidden)
    first = f"Für {for_whom} ist kein Platz mehr. " if for_whom else ""
    further = noun("further_day", reason.more, dative=True)
    several = "einem" if reason.more == 1 else number(reason.more)
    more = f" (und an {several} {further})" if reason.more else ""
    since = _since(reason.came, "seit Ihrem Schritt", hidden=hidden)
    return f"{first}{_would(reason.conflict)}{more}. {since}"


def away_title(away: StaysAway, *, hidden: bool = False) -> str:
    """Return "Kein Sitz mehr: Rima Haddad", "Kein Betreuungsplatz mehr: …"."""
    what = (
        "Kein Sitz mehr" if away.gone.source is EffectSource.SEAT else "Kein Betreuungsplatz mehr"
    )
    return f"{what}: {_named(away.people, hidden=hidden)}"


def away_text(away: StaysAway, *, hidden: bool = False) -> str:
    """Return why something did not come back after an absence, and who has it since."""
    conflict = covered(away.conflict, hidden=hidden)
    if "lack" in conflict.facts:
        return sentences.sentence(conflict)
    return f"{_would(conflict)}. {_since(away.came, 'seitdem', hidden=hidden)}".strip()


def _since(came: Sequence[Came], since: str, *, hidden: bool) -> str:
    return " ".join(_came(change, since, hidden=hidden) for change in came)


def _would(conflict: Conflict) -> str:
    """Return what would be too full: "Kurs „Deutsch A1“ hätte am … 3 Teilnehmende von …"."""
    facts, texts = conflict.facts, [subject_text(subject) for subject in conflict.subjects]
    when = days.when(conflict.starts, conflict.ends)
    wanted, limit = how_many(facts), facts.get("limit", 0)
    match conflict.kind:
        case ConflictKind.COURSE_CAPACITY:
            at = "Es" if facts.get("lasting") else f"Am {when},"
            people = counted(wanted, "participant")
            return f"{texts[0]}: {at} wären {people}, vorgesehen sind höchstens {number(limit)}"
        case ConflictKind.CHILDCARE_CAPACITY:
            share = f"{decimal(wanted / 10)} von höchstens {at_most(limit)}"
            return f"{texts[0]}: Am {when}, wären {share} belegt"
        case ConflictKind.ROOM_CAPACITY:
            holds = f"{texts[0]} fasst {counted(limit, 'person')}"
            return f"{holds}; zu {texts[-1]} am {when} kämen {number(wanted)}"
    return _aboard(facts.get("seat", ""), texts, when, (wanted, limit))


def _aboard(seat: str, texts: Sequence[str], when: str, counts: tuple[int, int]) -> str:
    ride, vehicle = texts[0], texts[-1]
    wanted, limit = counts
    if seat == "seats":
        people = counted(wanted, "person")
        return f"{ride}: Am {when}, wären {people} in {vehicle}, Platz ist für {number(limit)}"
    what = PLACES.get(seat) or f"Sitze der Art „{said(SeatKind, seat) or 'Kindersitz'}“"
    return f"{ride}: Am {when}, fehlen in {vehicle} {what} ({wanted} gebraucht, {limit} vorhanden)"


def _came(came: Came, since: str, *, hidden: bool) -> str:
    act = _act(came.act, hidden=hidden)
    if not came.people:
        return f"Geändert {since} von {act}."
    return f"Dazugekommen {since}: {_named(came.people, hidden=hidden)}, durch {act}."


def _taken(reason: TakenSince, hidden: bool) -> str:  # noqa: FBT001 (as `_overfilled`)
    what = record_text(reason.resource, hidden=hidden)
    by = record_text(reason.by, hidden=hidden)
    act = f", eingetragen von {_act(reason.act, hidden=hidden)}" if reason.act else ""
    return f"{what} ist am {days.when(reason.starts, reason.ends)} inzwischen vergeben: {by}{act}."
