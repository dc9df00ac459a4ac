"""The sentences of a sheet in the language asked for, from resources/texts/<language>/."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from kursplaner.basics import resources
from kursplaner.documents.page.language import plural_category
from kursplaner.documents.type.shaping import TextPart
from kursplaner.documents.type.text import marked


class Texts:
    """The texts of one kind of sheet in one language.

    A missing text raises `KeyError`: a sheet never goes out with a hole in it.
    """

    def __init__(self, values: Mapping[str, Any], language: str) -> None:
        self._values = values
        self._language = language

    def plain(self, key: str, **values: object) -> str:
        """Return a text with its values filled in."""
        return str(self._values[key]).format_map(values)

    def counted(self, key: str, count: int, **values: object) -> str:
        """Return a text in the form its language has for a count, with the count filled in.

        The text is a table of forms by the names of Unicode: one, two, few, many, and other, which
        stands for those that are missing.
        """
        forms: Mapping[str, str] = self._values[key]
        form = forms.get(plural_category(self._language, count)) or forms["other"]
        return form.format_map({"count": count, **values})

    def parts(self, key: str, *, bold: bool = False, **values: object) -> tuple[TextPart, ...]:
        """Return a text whose `**…**` is bold, its values isolated."""
        return marked(str(self._values[key]), bold=bold, **values)

    def flag(self, key: str) -> bool:
        """Tell whether something is true of the texts, such as that they were checked."""
        return bool(self._values.get(key))

    def several(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(str(value) for value in self._values[key])

    def tables(self, key: str) -> tuple[Mapping[str, Any], ...]:
        """Return a list of tables, such as the items of a questionnaire."""
        return tuple(self._values[key])


@cache
def texts(language: str, document: str) -> Texts:
    """Return the texts of a kind of sheet.

    Raises:
        FileNotFoundError: if there is no translation into this language.
    """
    path = resources.path(f"texts/{language}/{document}.toml")
    return Texts(tomllib.loads(path.read_text(encoding="utf-8")), language)
