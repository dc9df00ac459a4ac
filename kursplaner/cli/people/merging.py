"""Two records of one person at the shell: shown, and made one as one act."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from kursplaner.cli.shell import output
from kursplaner.cli.shell.town import town
from kursplaner.desk.people.merge_view import MergeView, view
from kursplaner.desk.wording.people import merging as words
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.people import doubles, merging
from kursplaner.planning.people.merge_fields import MergeField, Side
from kursplaner.planning.people.merging import MergePlan, MergeWish
from kursplaner.store.queries.names import person_names
from kursplaner.store.session import Db

SIDES = {"left": Side.FIRST, "right": Side.SECOND, "both": Side.BOTH}
TAKEN = {Side.FIRST: "links", Side.SECOND: "rechts", Side.BOTH: "beide", None: "offen"}
FIELD_OF = {
    **{field.value.removesuffix("_cm").removesuffix("_date"): field for field in MergeField},
    "own_script": MergeField.OWN_SCRIPT,
    "contact": MergeField.ROUTES,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What stood on the command line."""

    take: tuple[str, ...]
    every: str | None
    marks: str | None
    children_apart: bool

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> "Asked":
        """Return what the options of the command say."""
        return cls(**options)


def merge_people(
    file: Path, pair: tuple[int, int], asked: Asked, *, dry_run: bool, as_json: bool
) -> None:
    """Show what becomes of two records and make them one."""
    single = _chosen(asked.take)
    with town(file) as workspace:
        with workspace.rehearse() as db:
            plan = _planned(db, pair, asked, single)
        with workspace.read() as db:
            shown = view(db, plan)
        if not dry_run:
            subjects = [("person", plan.wish.kept_id)]
            with workspace.change(ActKind.PEOPLE_MERGED, subjects) as db:
                merging.apply(db, plan)
    if as_json:
        output.say_json(_answer(plan, shown, stored=output.kept()))
        return
    _say(shown)
    done = words.done_text(shown.after.name, _other(shown))
    output.done(f"{done}.", dry_run=dry_run)


def _planned(
    db: Db, pair: tuple[int, int], asked: Asked, single: dict[MergeField, Side]
) -> MergePlan:
    kept, gone = merging.in_order(db, *pair)
    plan = merging.propose(db, MergeWish(kept, gone, children_apart=asked.children_apart))
    choices = merging.choosing(plan, SIDES[asked.every]) if asked.every else {}
    marks = {mark.lesson_id: SIDES[asked.marks] for mark in plan.marks} if asked.marks else {}
    if not (choices or single or marks):
        return plan
    wish = MergeWish(kept, gone, {**choices, **single}, marks, asked.children_apart)
    return merging.propose(db, wish)


def _chosen(take: Iterable[str]) -> dict[MergeField, Side]:
    found = {}
    for text in take:
        name, _, side = text.partition("=")
        if name not in FIELD_OF or side not in SIDES:
            known = ", ".join(FIELD_OF)
            raise click.UsageError(
                f"„{text}“ ist nicht verständlich. Zum Beispiel: --take name=right. Felder: {known}"
            )
        found[FIELD_OF[name]] = SIDES[side]
    return found


def _say(shown: MergeView) -> None:
    rows = [
        (row.label, row.first, row.second, "gleich" if row.same else TAKEN[row.taken], row.why)
        for row in shown.rows
    ]
    heads = ("Angabe", f"{shown.names[0]} (bleibt)", shown.names[1], "gilt", "warum")
    output.say(output.table(heads, rows))
    output.say("")
    along = [(row.label, row.first, row.second, row.after) for row in shown.along]
    if along:
        output.say(output.table(("Was mitgeht", *shown.names, "danach"), along))
    for line in (*shown.after.good, *shown.after.warnings):
        output.say(line)


def _other(shown: MergeView) -> str:
    return next((name for name in reversed(shown.names) if name != shown.after.name),
                shown.after.name)  # fmt: skip


def _answer(plan: MergePlan, shown: MergeView, *, stored: bool) -> dict[str, object]:
    return {
        "stored": stored,
        "kept": plan.wish.kept_id,
        "gone": plan.wish.gone_id,
        "name": shown.after.name,
        "fields": [
            {
                "field": choice.field.value,
                "taken": choice.taken(plan.wish.choices).value,
                "why": choice.why.value,
            }
            for choice in plan.fields
        ],
        "undecided_lessons": [mark.lesson_id for mark in plan.open_marks],
        "joined_enrolments": [[stay.kept, stay.gone] for stay in plan.stays],
        "children": [list(pair) for pair in plan.children],
        "marked_lessons": plan.after.marked,
        "rides": plan.after.out + plan.after.back,
        "conflicts": [conflict.id for conflict in plan.conflicts],
    }


def show_doubles(file: Path, *, as_json: bool) -> None:
    """Show who is likely recorded twice."""
    with town(file) as workspace, workspace.read() as db:
        pairs = doubles.doubles(db)
        names = person_names(db, {key for pair in pairs for key in (pair.first_id, pair.second_id)})
    if as_json:
        keys = ("first", "second", "score", "reasons")
        rows = [(p.first_id, p.second_id, p.score, list(p.reasons)) for p in pairs]
        output.say_json([dict(zip(keys, row, strict=True)) for row in rows])
        return
    lines = [
        (
            pair.first_id,
            names[pair.first_id],
            pair.second_id,
            names[pair.second_id],
            words.likely_text(pair)[0],
            words.reasons_text(pair, ()),
        )
        for pair in pairs
    ]
    if lines:
        heads = ("ID", "Name", "ID2", "Name", "wie sicher", "warum")
        output.say(output.table(heads, lines, right={0, 2}))
    else:
        output.say("Niemand ist wahrscheinlich zweimal angelegt.")


def keep_people_apart(file: Path, first: int, second: int) -> None:
    """Note that two records are two people."""
    with town(file) as workspace:
        subjects = [("person", first), ("person", second)]
        with workspace.change(ActKind.PEOPLE_KEPT_APART, subjects) as db:
            doubles.keep_apart(db, first, second)
    output.done(f"{words.apart_text()}.")
