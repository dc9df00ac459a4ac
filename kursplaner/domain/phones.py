"""A telephone number: what it is the same as, how it is shown, and whether it is one at all.

Numbers are kept as people write them; what is compared is made anew each time. The rules of each
country come from `phonenumberslite`, which is imported when the first number is looked at.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

HOME, HOME_CODE = "DE", 49
SHORTEST = 6
"""With fewer digits behind the country code a number is no sign of a person."""
WITHOUT_PLUS = ("49", "420", "380", "963", "48", "43")
"""Countries whose numbers lists bring without a plus: 11 digits that begin so come from there,
although many could be German ones that lost their 0."""
_LONG = 11
_SIGNS = re.compile(r"(?:\+|00)?[\d\s()/.\-–]{5,}")
_WHOLE = re.compile(r"[+0][\d\s()/.\-–]{6,}")
_MOBILE = re.compile(r"(1[567]\d)(\d{6,})")


@lru_cache(maxsize=20_000)
def number_key(text: str) -> str:
    """Return what tells one number from another: +49 171 3920014 is 0171 39200 14.

    Empty for what is no number, or too short to tell anything. Words beside it count for nothing.
    """
    digits = "".join(char for char in _plain(text) if char.isdigit())
    found = _parsed(f"+{digits}" if _plain(text).startswith("+") else digits)
    if found is not None:
        national = str(found.national_number)
        return f"+{found.country_code}{national}" if len(national) >= SHORTEST else ""
    return digits if len(digits) >= SHORTEST else ""  # two numbers in one, and the like


def number_shown(written: str) -> str:
    """Return a number as it is shown: "+49 171 2345678", "037423 1234"; others as written.

    Digits that begin with neither 0 nor + may be a number within the town; they stay, too.
    """
    text = _plain(written)
    found = _parsed(text) if _SIGNS.fullmatch(text) else None
    if found is None or not _valid(found):
        return written
    bare = text.lstrip("( ")
    if bare.startswith("0") and not bare.startswith("00"):
        return _in_house_form(found, home=True)
    abroad = bare.startswith(("+", "00")) or _lacks_plus(text)
    return _in_house_form(found, home=False) if abroad else written


def number_restored(digits: str) -> str:
    """Return digits that a workbook kept as a number, with the 0 or + it ate."""
    at_home, abroad = _parsed(f"0{digits}"), _parsed(f"+{digits}")
    if abroad is None or not _valid(abroad):
        return f"0{digits}"
    if _lacks_plus(digits) or at_home is None or not _valid(at_home):
        return f"+{digits}"
    return f"0{digits}"


def looks_like_number(text: str) -> bool:
    """Whether a text is written like a number with its area or country, and as long as one is."""
    from phonenumbers import is_possible_number

    plain = _plain(text)
    found = _parsed(plain) if _WHOLE.fullmatch(plain) else None
    return found is not None and is_possible_number(found)


def _plain(written: str) -> str:
    """Return a number without the sign that made it a text in Excel, and without "(0)"."""
    return written.lstrip("'").strip().replace("(0)", "")


def _lacks_plus(text: str) -> bool:
    return text.isdigit() and len(text) >= _LONG and text.startswith(WITHOUT_PLUS)


def _parsed(plain: str) -> "PhoneNumber | None":
    from phonenumbers import NumberParseException, parse

    try:
        return parse(f"+{plain}" if _lacks_plus(plain) else plain, HOME)
    except NumberParseException:
        return None


def _valid(number: "PhoneNumber") -> bool:
    from phonenumbers import is_valid_number

    return is_valid_number(number)


def _in_house_form(number: "PhoneNumber", *, home: bool) -> str:
    """Return the usual groups; German mobile numbers in the two that offices write."""
    from phonenumbers import PhoneNumberFormat, format_number

    at_home = number.country_code == HOME_CODE
    mobile = _MOBILE.fullmatch(str(number.national_number)) if at_home else None
    if mobile:
        return f"{'0' if home else f'+{HOME_CODE} '}{mobile[1]} {mobile[2]}"
    form = PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL
    return format_number(number, form)
