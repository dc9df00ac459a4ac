"""What is said and written about an absence: one sentence in a language, and its message."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from kursplaner.basics import resources
from kursplaner.desk.wording.words.languages import LANGUAGES
from kursplaner.documents.page.language import day_text

GERMAN = "de"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "prs", "ps", "ur"})
KIN = {"prs": "fa"}
TOPICS = ("day", "lesson", "childcare", "ride")
"""What may fail and take place after all; `FULL` is what others have by now."""
WORK = ("work_care", "work_ride", "detour", "vehicle", "free")
"""What those who work there are told, with the times of that day."""
FULL = ("place", "seat", "seat_out", "seat_back")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A ready sentence; `checked` tells whether somebody who speaks the language has read it."""

    language: str
    text: str
    checked: bool

    @property
    def right_to_left(self) -> bool:
        """Whether it is written from the right."""
        return self.language in RIGHT_TO_LEFT

    @property
    def name(self) -> str:
        """The language in German."""
        return LANGUAGES.get(self.language, self.language)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One thing to say: its topic, the days from the first to the last, or times of one day.

    `boards` is when the bus is at the stop, "7:50"; empty where that is not to be said. `place`
    names the villages that a tour leaves out, or the vehicle that drives it.
    """

    topic: str
    days: tuple[date, ...]
    times: tuple[str, ...] = ()
    boards: str = ""
    place: str = ""


@cache
def _texts(language: str) -> Mapping[str, Any] | None:
    try:
        path = resources.path(f"texts/{language}/calls.toml")
    except FileNotFoundError:
        return None
    return tomllib.loads(path.read_text(encoding="utf-8"))


def sentence(
    language: str, topic: str, days: Sequence[date], times: Sequence[str] = (), place: str = ""
) -> Sentence | None:
    """Return the sentence for a topic on some days; None where the language has no text.

    With `times` only the lessons at these times of the one day are meant; `place` is put in.
    """
    code = KIN.get(language, language)
    texts = _texts(code)
    if texts is None or topic not in texts or not days:
        return None
    at = "on_day_work" if topic.removesuffix("_again") in WORK else "on_day_at"
    when = _when(code, min(days), max(days), times, at)
    filled = str(texts[topic]).format(when=when, place=place)
    return Sentence(code, filled, bool(texts.get("checked")))


def _when(language: str, first: date, last: date, times: Sequence[str], at: str) -> str:
    """Return the days a sentence begins with; `on_weekdays` has "We wtorek" for "wtorek"."""
    texts = _texts(language) or {}
    if first == last:
        written = texts.get("on_weekdays")
        said = str(texts[at if times else "on_day"]).format(
            weekday=written[first.weekday()] if written else day_text(language, first, "EEEE"),
            day=first.day,
            month=day_text(language, first, "MMMM"),
            times=", ".join(times),
        )
    else:
        said = str(texts["on_days"]).format(
            first_day=first.day,
            first_month=day_text(language, first, "MMMM"),
            last_day=last.day,
            last_month=day_text(language, last, "MMMM"),
        )
    return said[:1].upper() + said[1:]


def codes(stored: str) -> tuple[str, ...]:
    """Return the codes of languages from codes or German names: "ar de", "Arabisch, Deutsch"."""
    by_name = {name.casefold(): code for code, name in LANGUAGES.items()}
    found = []
    for part in stored.replace(",", " ").replace(";", " ").split():
        code = part if part in LANGUAGES else by_name.get(part.casefold(), "")
        if code:
            found.append(code)
    return tuple(dict.fromkeys(found))


def sentences(languages: Sequence[str], topic: str, days: Sequence[date]) -> tuple[Sentence, ...]:
    """Return the German sentence, then that of the first language spoken that has a text."""
    german = sentence(GERMAN, topic, days)
    other = (sentence(code, topic, days) for code in languages if code != GERMAN)
    own = next((said for said in other if said is not None), None)
    return tuple(said for said in (german, own) if said is not None)


def message(language: str, phrases: Sequence[Phrase], *, forget: bool = False) -> Sentence | None:
    """Return all there is to say in a language; None where it has no text.

    With `forget` it begins with the request to forget what was said before.
    """
    code = KIN.get(language, language)
    texts = _texts(code)
    if texts is None or not phrases:
        return None
    parts: list[str] = []
    for phrase in phrases:
        said = sentence(language, phrase.topic, phrase.days, phrase.times, phrase.place)
        if said is None:
            return None
        parts += [
            said.text,
            *([str(texts["boards"]).format(time=phrase.boards)] * bool(phrase.boards)),
        ]
    before = [str(texts["forget"])] if forget else []
    return Sentence(code, " ".join([*before, *parts]), bool(texts.get("checked")))


def messages(
    languages: Sequence[str], phrases: Sequence[Phrase], *, forget: bool = False
) -> tuple[Sentence, ...]:
    """Return the German message, then that in the first language spoken that has a text."""
    german = message(GERMAN, phrases, forget=forget)
    other = (message(code, phrases, forget=forget) for code in languages if code != GERMAN)
    own = next((written for written in other if written is not None), None)
    return tuple(written for written in (german, own) if written is not None)
