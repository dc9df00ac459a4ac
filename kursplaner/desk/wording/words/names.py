"""Names of people as the window shows them: whole, short, or hidden from a visitor's eyes."""

from unicodedata import category


def first_letter(name: str) -> str:
    """Return the first letter with the marks that belong to it, as "नि" or "É"."""
    end = 1
    while end < len(name) and (category(name[end])[0] == "M" or name[end] in "\u200d\ufe0f"):
        end += 1
    return name[:end]


def initials(name: str) -> str:
    """Return "R. H." for "Haddad, Rima"; a single name leaves one letter."""
    family, _, given = name.partition(", ")
    return " ".join(f"{first_letter(part)}." for part in (given, family) if part)


def shown(name: str, *, hidden: bool) -> str:
    """Return the name, or its initials while names are hidden."""
    return initials(name) if hidden else name


def spoken(name: str) -> str:
    """Return "Katrin Seidel" for "Seidel, Katrin"; a single name stands as it is."""
    family, _, given = name.partition(", ")
    return f"{given} {family}".strip()


def said(name: str, *, hidden: bool) -> str:
    """Return "Katrin Seidel" within a sentence, or initials while names are hidden."""
    return initials(name) if hidden else spoken(name)


def short(name: str) -> str:
    """Return "Rima H." for "Haddad, Rima"; a single name stands as it is."""
    family, _, given = name.partition(", ")
    return f"{given} {first_letter(family)}." if given and family else name


def brief(name: str) -> str:
    """Return "R. Haddad" for "Haddad, Rima"; a single name stands as it is."""
    family, _, given = name.partition(", ")
    return f"{first_letter(given)}. {family}" if given and family else name
