"""Commands whose help and usage errors are German throughout."""

from typing import Any

import click

from kursplaner.cli.shell.people import look_up

HELP_NAMES = ("-h", "--hilfe", "--help")
REQUIRED = ("[required]", "[nötig]")
SETTINGS = {"help_option_names": list(HELP_NAMES), "max_content_width": 100}


class GermanCommand(click.Command):
    """A command with German headings, and with all it is given checked in German."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (as click has it)
        """Take what click.Command takes."""
        kwargs.setdefault("options_metavar", "[OPTIONEN]")
        kwargs["context_settings"] = {**SETTINGS, **(kwargs.get("context_settings") or {})}
        super().__init__(*args, **kwargs)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option --hilfe."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Diese Hilfe zeigen."
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write "Aufruf: …"."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="Aufruf: ")

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Leave arguments to the usage line and the help text."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options with their help."""
        records = [
            record
            for param in self.get_params(ctx)
            if isinstance(param, click.Option)
            and (record := param.get_help_record(ctx)) is not None
        ]
        if records:
            with formatter.section("Optionen"):
                formatter.write_dl([(name, text.replace(*REQUIRED)) for name, text in records])

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 (as click has it)
        """Do it, with the number of whoever was named in place of the name."""
        look_up(ctx)
        return super().invoke(ctx)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the arguments apart and refuse what is too much."""
        allowed, ctx.allow_extra_args = ctx.allow_extra_args, True
        rest = super().parse_args(ctx, args)
        if rest and not allowed and not ctx.resilient_parsing:
            raise click.UsageError(f"„{rest[0]}“ ist zu viel.", ctx)
        return rest


class GermanGroup(GermanCommand, click.Group):
    """A group of commands, German like them."""

    command_class = GermanCommand
    group_class = type

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (as click has it)
        """Take what click.Group takes."""
        kwargs.setdefault("subcommand_metavar", "BEFEHL …")
        kwargs.setdefault("options_metavar", "")
        super().__init__(*args, **kwargs)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        GermanCommand.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, each with one line."""
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                rows.append((name, command.get_short_help_str(limit=75)))
        if rows:
            with formatter.section("Befehle"):
                formatter.write_dl(rows)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the arguments apart; the rest belongs to the command."""
        return click.Group.parse_args(self, ctx, args)


def usage_text(error: click.UsageError) -> str:
    """Return the German sentence for a wrong call, with the way to the help."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.message
    context = error.ctx
    lines = [f"Fehler: {_reason(error)}"]
    if context is not None:
        lines = [context.get_usage(), *lines]
        lines.append(f"Hilfe dazu: {context.command_path} --hilfe")
    return "\n".join(lines)


def _reason(error: click.UsageError) -> str:
    if isinstance(error, click.MissingParameter):
        what = "die Option" if isinstance(error.param, click.Option) else "die Angabe"
        return f"Es fehlt {what} {_name(error)}."
    if isinstance(error, click.NoSuchOption):
        return f"Die Option „{error.option_name}“ gibt es nicht.{_guess(error.possibilities)}"
    if isinstance(error, click.NoSuchCommand):
        return f"Den Befehl „{error.command_name}“ gibt es nicht.{_guess(error.possibilities)}"
    if isinstance(error, click.BadOptionUsage):
        return _option_misused(error)
    if isinstance(error, click.BadParameter):
        return f"{_name(error)}: {error.message}"
    return "Es fehlt ein Befehl." if error.message == "Missing command." else error.message


def _name(error: click.BadParameter) -> str:
    param = error.param
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    if param is not None and error.ctx is not None:
        return param.make_metavar(error.ctx)
    return "ein Wert"


def _guess(possibilities: list[str] | None) -> str:
    return f" Meinten Sie „{possibilities[0]}“?" if possibilities else ""


def _option_misused(error: click.BadOptionUsage) -> str:
    wants_none = "does not take a value" in error.message
    wrong = "nimmt keinen Wert an" if wants_none else "braucht einen Wert"
    return f"Die Option „{error.option_name}“ {wrong}."
