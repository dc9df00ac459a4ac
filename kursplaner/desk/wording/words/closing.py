"""How a sentence ends, and what is said where an act ends with nothing done."""

NOTHING = "Daran hat sich nichts geändert."


def ended(text: str) -> str:
    """Return the text with one full stop at its end, also behind "Ali M."."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
