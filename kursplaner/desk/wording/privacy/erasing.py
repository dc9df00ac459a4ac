"""What erasing a person does, in sentences, before and after."""

from collections.abc import Iterable

from kursplaner.desk.wording.privacy.registry import TABLES
from kursplaner.desk.wording.words.counts import listed
from kursplaner.desk.wording.words.days import dated
from kursplaner.domain.kinds.privacy import ErasureAnswer, RetentionRule
from kursplaner.planning.privacy.erasing import ErasureItem, ErasurePlan

BECAUSE = {RetentionRule.PROOF: "Verwendungsnachweis, Nr. 6.5 ANBest-P"}
FOR_GOOD = "Das lässt sich nicht rückgängig machen."
ON_DISK = (
    "Ganz aus der Datei verschwunden sind die Angaben, sobald alle Fenster dieser Stadt"
    " geschlossen sind. Ältere Sicherungen und ausgedruckte Listen enthalten sie weiter; bitte"
    " löschen Sie diese von Hand."
)


def answer_text(item: ErasureItem) -> str:
    """Return what is answered for one kind of data."""
    if item.answer is ErasureAnswer.RESTRICTED and item.until and item.rule:
        return f"gesperrt bis {dated(item.until)} ({BECAUSE[item.rule]})"
    if item.answer is ErasureAnswer.NAMELESS:
        return "bleibt ohne Namen, für die Summen"
    return "wird gelöscht"


def item_lines(plan: ErasurePlan) -> list[tuple[str, int, str]]:
    """Return a line for each kind of data: what it is, how many, what becomes of it."""
    return [(TABLES[item.table], item.count, answer_text(item)) for item in plan.items]


def lines(plan: ErasurePlan) -> list[str]:
    """Return what comes of it, in few sentences."""
    return list(_lines(plan))


def _lines(plan: ErasurePlan) -> Iterable[str]:
    for answer, begin in (
        (ErasureAnswer.ERASED, "Gelöscht"),
        (ErasureAnswer.NAMELESS, "Bleibt ohne Namen, damit die Summen stimmen"),
    ):
        named = [TABLES[item.table] for item in plan.items if item.answer is answer]
        if named:
            yield f"{begin}: {listed(named)}."
    kept = [TABLES[item.table] for item in plan.items if item.answer is ErasureAnswer.RESTRICTED]
    if kept and plan.until is not None:
        why = BECAUSE[RetentionRule.PROOF]
        yield f"Gesperrt bis {dated(plan.until)} ({why}): {listed(kept)}."
    yield from besides(plan)


def besides(plan: ErasurePlan) -> Iterable[str]:
    """Return what happens beside the kinds of data."""
    if plan.mentioned:
        count = plan.mentioned
        where = "einem anderen Text" if count == 1 else f"{count} anderen Texten"
        yield f"In {where} steht statt des Namens dann „…“."
    if plan.steps:
        yield (
            "Ein Schritt im Verlauf lässt sich danach nicht mehr zurücknehmen."
            if plan.steps == 1
            else f"{plan.steps} Schritte im Verlauf lassen sich danach nicht mehr zurücknehmen."
        )
    yield FOR_GOOD


def done(plan: ErasurePlan) -> str:
    """Return the notice afterwards; it names nobody."""
    if plan.until is None:
        return "Personendaten gelöscht"
    return f"Personendaten gelöscht, der Rest ist gesperrt bis {dated(plan.until)}"
