"""What the floors below the desk raise: kinds and facts, which desk/wording makes a sentence of."""

from collections.abc import Sequence


class KursplanerError(Exception):
    """Something a person should be told.

    Its text is the kind alone, so that a traceback or a log never carries a name.

    Attributes:
        kind: a short key such as "name_too_long".
        facts: what the sentence needs; it may hold personal data and stays in memory.
        named: what the records are called whose ids are among the facts, by noun and id, each
            with the minute in which it begins; the store adds them (`store.naming`).
    """

    def __init__(self, kind: str, /, **facts: object) -> None:
        """Take the kind and what its sentence needs."""
        super().__init__(kind)
        self.kind = kind
        self.facts: dict[str, object] = facts
        self.named: dict[tuple[str, int], tuple[object, int | None]] = {}

    def __str__(self) -> str:
        """Return the kind only."""
        return self.kind

    def __repr__(self) -> str:
        """Return class and kind, without the facts."""
        return f"{type(self).__name__}({self.kind!r})"


class Refused(KursplanerError):  # noqa: N818 - what happened, not a defect
    """Input, file or state is refused and nothing was stored (exit 4)."""


class HardConflict(KursplanerError):  # noqa: N818 - as Refused
    """The act would break a hard rule and nothing was stored (exit 3).

    Attributes:
        conflicts: what clashes, as the floor that found it describes it.
    """

    def __init__(self, conflicts: Sequence[object]) -> None:
        """Take the conflicts in the order in which they shall be told."""
        super().__init__("hard_conflict")
        self.conflicts: tuple[object, ...] = tuple(conflicts)
