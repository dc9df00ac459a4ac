"""`kursplaner settings`: every number, word and switch of a town, with its source."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import AS_JSON, DRY_RUN, TOWN
from kursplaner.domain.kinds import ActKind

if TYPE_CHECKING:
    from kursplaner.basics.settings import SettingDefault, Settings

NAME = click.argument("name", metavar="EINSTELLUNG")


@click.group(cls=GermanGroup, short_help="Einstellungen zeigen und ändern.")
def settings() -> None:
    """Einstellungen des Ortes: Gesetze, Sätze und Gewohnheiten, jede mit ihrer Quelle."""


@settings.command("list", cls=GermanCommand, short_help="Alle Einstellungen.")
@TOWN
@click.option("--find", metavar="TEXT", default="", help="Nur solche, die so heißen.")
@click.option("--changed", is_flag=True, help="Nur die, die der Ort geändert hat.")
@AS_JSON
def list_(file: Path, *, find: str, changed: bool, as_json: bool) -> None:
    """Alle Einstellungen mit ihrem Wert, nach denselben Abschnitten wie im Fenster."""
    from kursplaner.basics.folding import fold
    from kursplaner.desk.town_settings import sections

    with town(file) as workspace:
        now = workspace.settings
    rows = [
        _row(default, section, now)
        for section, some in sections().items()
        for default in some
        if fold(find) in fold(default.label) or fold(find) in fold(section)
        if not (changed and now.is_default(default.key))
    ]
    if as_json:
        output.say_json(rows)
        return
    for title in dict.fromkeys(row["section"] for row in rows):
        output.say(title)
        for row in rows:
            if row["section"] == title:
                output.say(f"  {row['name']}: {row['shown']}")
    if not rows:
        output.say("Keine Einstellung.")


@settings.command(cls=GermanCommand, short_help="Eine Einstellung mit ihrer Quelle.")
@TOWN
@NAME
@AS_JSON
def get(file: Path, name: str, *, as_json: bool) -> None:
    """Wert, Voreinstellung und Quelle; vom Namen genügt ein Teil, der eindeutig ist."""
    from kursplaner.desk.town_settings import sections, setting_called

    default = setting_called(name)
    with town(file) as workspace:
        now = workspace.settings
    section = next(title for title, some in sections().items() if default in some)
    row = _row(default, section, now)
    if as_json:
        output.say_json(row)
        return
    output.say(f"{row['name']}: {row['shown']}")
    if row["changed"]:
        output.say(f"Voreinstellung: {row['default']}")
    output.say(f"Quelle: {row['source']}")


@settings.command("set", cls=GermanCommand, short_help="Eine Einstellung ändern.")
@TOWN
@NAME
@click.argument("value", metavar="WERT", required=False)
@click.option("--default", "back", is_flag=True, help="Zurück zur Voreinstellung.")
@DRY_RUN
@AS_JSON
def set_(
    file: Path, name: str, value: str | None, *, back: bool, dry_run: bool, as_json: bool
) -> None:
    """Eine Einstellung ändern: eine Zahl, eine Uhrzeit, ja oder nein, Wochentage, Text.

    Was nicht sein kann, wird mit dem Grund abgelehnt. „-“ leert einen Text.
    """
    from kursplaner.basics.settings import checked
    from kursplaner.desk.town_settings import setting_called, shown, stored
    from kursplaner.store.settings import store_settings

    if back == (value is not None):
        text = "Bitte genau eines davon: einen Wert oder --default."
        raise click.UsageError(text, click.get_current_context())
    default = setting_called(name)
    text = default.value if value is None else checked(default.key, stored(default, value))
    with town(file) as workspace:
        before = workspace.settings.text(default.key)
        if text != before:
            act = workspace.rehearse() if dry_run else workspace.change(ActKind.SETTINGS_CHANGED)
            with act as db:
                store_settings(db, {default.key: text})
    if as_json:
        same = {"name": default.label, "key": default.key}
        words = {"before": shown(default, before), "after": shown(default, text)}
        output.say_json({**same, **words, "stored": not dry_run and text != before})
        return
    if text == before:
        output.say(f"{default.label} bleibt: {shown(default, text)}")
        return
    output.say(f"{default.label}: {shown(default, before)} → {shown(default, text)}")
    output.say(output.NOT_STORED if dry_run else "Gespeichert.")


def _row(default: "SettingDefault", section: str, now: "Settings") -> dict[str, Any]:
    """Return a setting as docs/json-schema/settings-list.json describes it."""
    from kursplaner.desk.town_settings import shown

    value = now.text(default.key)
    return {
        "key": default.key,
        "section": section,
        "name": default.label,
        "value": value,
        "shown": shown(default, value),
        "default": shown(default, default.value),
        "changed": not now.is_default(default.key),
        "source": default.source,
    }
