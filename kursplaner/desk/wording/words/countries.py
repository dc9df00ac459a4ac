"""Countries as people call them, from their codes or as they were typed."""

from collections.abc import Mapping
from types import MappingProxyType

COUNTRIES: Mapping[str, str] = MappingProxyType(
    {
        "AF": "Afghanistan",
        "AL": "Albanien",
        "AM": "Armenien",
        "AZ": "Aserbaidschan",
        "BG": "Bulgarien",
        "BY": "Belarus",
        "CN": "China",
        "CO": "Kolumbien",
        "CZ": "Tschechien",
        "DE": "Deutschland",
        "EG": "Ägypten",
        "ER": "Eritrea",
        "ET": "Äthiopien",
        "GE": "Georgien",
        "GH": "Ghana",
        "HU": "Ungarn",
        "IN": "Indien",
        "IQ": "Irak",
        "IR": "Iran",
        "IT": "Italien",
        "KZ": "Kasachstan",
        "LB": "Libanon",
        "LY": "Libyen",
        "MA": "Marokko",
        "MD": "Moldau",
        "MK": "Nordmazedonien",
        "NG": "Nigeria",
        "PK": "Pakistan",
        "PL": "Polen",
        "RO": "Rumänien",
        "RS": "Serbien",
        "RU": "Russland",
        "SD": "Sudan",
        "SK": "Slowakei",
        "SO": "Somalia",
        "SY": "Syrien",
        "TN": "Tunesien",
        "TR": "Türkei",
        "UA": "Ukraine",
        "VE": "Venezuela",
        "VN": "Vietnam",
        "XK": "Kosovo",
    }
)


def country_text(stored: str) -> str:
    """Return "Syrien" for "SY"; what is no code stays as it was typed."""
    return COUNTRIES.get(stored.strip(), stored.strip())
