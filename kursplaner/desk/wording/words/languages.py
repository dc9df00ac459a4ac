"""Languages as people say them, from short codes or as they were typed."""

from collections.abc import Mapping
from types import MappingProxyType

LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "am": "Amharisch",
        "ar": "Arabisch",
        "bg": "Bulgarisch",
        "cs": "Tschechisch",
        "de": "Deutsch",
        "en": "Englisch",
        "es": "Spanisch",
        "fa": "Persisch",
        "fr": "Französisch",
        "hu": "Ungarisch",
        "it": "Italienisch",
        "ka": "Georgisch",
        "ku": "Kurdisch",
        "pl": "Polnisch",
        "prs": "Dari",
        "ps": "Paschtu",
        "pt": "Portugiesisch",
        "ro": "Rumänisch",
        "ru": "Russisch",
        "sk": "Slowakisch",
        "so": "Somali",
        "sq": "Albanisch",
        "sr": "Serbisch",
        "ti": "Tigrinya",
        "tr": "Türkisch",
        "uk": "Ukrainisch",
        "ur": "Urdu",
        "vi": "Vietnamesisch",
        "zh": "Chinesisch",
    }
)


def languages_text(stored: str) -> str:
    """Return "Arabisch, Deutsch" for "ar de"; what is no code stays as it was typed."""
    parts = [part.strip() for part in stored.replace(";", ",").split(",")]
    words = [word for part in parts for word in _words(part)]
    return ", ".join(dict.fromkeys(words))


def _words(part: str) -> list[str]:
    pieces = part.split()
    if pieces and all(piece in LANGUAGES for piece in pieces):
        return [LANGUAGES[piece] for piece in pieces]
    return [part] if part else []
