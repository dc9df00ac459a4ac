"""How a sentence ends."""


def ended(text: str) -> str:
    """Return the text with one full stop at its end, also behind "Ali M."."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
