"""In which order the signs of a line stand on paper when scripts of both directions meet.

The Unicode Bidirectional Algorithm (UAX #9) with isolates and paired brackets, for one paragraph.
Lines are wrapped between `levels` and `visual_order`, as the standard asks: first the levels of
the whole paragraph, then the break, then the order within each line.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from kursplaner.documents.type.brackets import CANONICAL, CLOSING, OPENING

Direction: TypeAlias = Literal["ltr", "rtl", "auto"]

FSI: Final = "\u2068"
PDI: Final = "\u2069"
MAX_DEPTH: Final = 125
_ISOLATES: Final = frozenset({"LRI", "RLI", "FSI"})
_EMBEDDINGS: Final = {"LRE": (0, None), "RLE": (1, None), "LRO": (0, "L"), "RLO": (1, "R")}
_REMOVED: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "BN"})
_NEUTRAL: Final = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"})
_TRAILING: Final = frozenset({"WS", "LRI", "RLI", "FSI", "PDI"}) | _REMOVED
_STRONG_AS: Final = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}
_BRACKET_STACK: Final = 63


@dataclass(slots=True)
class _Sequence:
    """One isolating run sequence: places in the text, and the directions at both of its ends."""

    places: list[int]
    level: int
    before: str
    after: str


def isolate(text: str) -> str:
    """Return `text` so wrapped that it never disturbs the order of the sentence around it.

    For names, numbers and phone numbers put into a translated sentence.
    """
    return f"{FSI}{text}{PDI}"


def levels(text: str, direction: Direction = "auto") -> tuple[int, tuple[int, ...]]:
    """Return the paragraph's own level (0 or 1) and one level for each sign of `text`.

    Signs the algorithm removes (embedding marks) get the level of the sign before them.
    """
    classes = [unicodedata.bidirectional(char) or "L" for char in text]
    base = _base_level(classes, direction)
    if base == 0 and not _has_rtl(classes):
        return 0, (0,) * len(text)
    result, resolved = _explicit(classes, base)
    for run in _sequences(classes, result, base):
        _resolve_weak(run, resolved)
        _resolve_brackets(run, resolved, classes, text)
        _resolve_neutral(run, resolved)
        _resolve_implicit(run, resolved, result)
    _fill_removed(classes, result, base)
    _reset_separators(classes, result, base)
    return base, tuple(result)


def visual_order(line_levels: Sequence[int]) -> list[int]:
    """Return the places of a line's signs from left to right (rule L2)."""
    order = list(range(len(line_levels)))
    lowest = min((level for level in line_levels if level % 2), default=MAX_DEPTH + 2)
    for level in range(max(line_levels, default=0), lowest - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and line_levels[order[end]] >= level:
                end += 1
            if end > start:
                order[start:end] = order[start:end][::-1]
            start = end + 1
    return order


def reset_line_end(text: str, line_levels: Sequence[int], base: int) -> list[int]:
    """Return the levels of a wrapped line with its trailing blanks at the base level (rule L1)."""
    result = list(line_levels)
    for place in range(len(text) - 1, -1, -1):
        if unicodedata.bidirectional(text[place]) not in _TRAILING:
            break
        result[place] = base
    return result


def _has_rtl(classes: Sequence[str]) -> bool:
    return any(kind in {"R", "AL", "AN", "RLE", "RLO", "RLI", "LRE", "LRO"} for kind in classes)


def _base_level(classes: Sequence[str], direction: Direction) -> int:
    if direction != "auto":
        return int(direction == "rtl")
    return _first_strong(classes, 0, len(classes))


def _first_strong(classes: Sequence[str], start: int, end: int) -> int:
    """Rules P2 and P3: the level of the first strong sign outside isolates, 0 without one."""
    depth = 0
    for kind in classes[start:end]:
        if kind in _ISOLATES:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind in {"L", "R", "AL"}:
            return int(kind != "L")
    return 0


def _matching_pdi(classes: Sequence[str], start: int) -> int:
    depth = 0
    for place in range(start, len(classes)):
        if classes[place] in _ISOLATES:
            depth += 1
        elif classes[place] == "PDI":
            depth -= 1
            if depth == 0:
                return place
    return len(classes)


class _Explicit:
    """The directional status stack of rules X1 to X8."""

    def __init__(self, base: int) -> None:
        self.base = base
        self.stack: list[tuple[int, str | None, bool]] = [(base, None, False)]
        self.overflow_isolates = self.overflow_embeddings = self.valid_isolates = 0

    def next_level(self, parity: int) -> int:
        level = self.stack[-1][0] + 1
        return level if level % 2 == parity else level + 1

    def embed(self, parity: int, override: str | None) -> None:
        level = self.next_level(parity)
        if level <= MAX_DEPTH and not self.overflow_isolates and not self.overflow_embeddings:
            self.stack.append((level, override, False))
        elif not self.overflow_isolates:
            self.overflow_embeddings += 1

    def isolate(self, parity: int) -> None:
        level = self.next_level(parity)
        if level <= MAX_DEPTH and not self.overflow_isolates and not self.overflow_embeddings:
            self.valid_isolates += 1
            self.stack.append((level, None, True))
        else:
            self.overflow_isolates += 1

    def end_isolate(self) -> None:
        if self.overflow_isolates:
            self.overflow_isolates -= 1
        elif self.valid_isolates:
            self.overflow_embeddings = 0
            while not self.stack[-1][2]:
                self.stack.pop()
            self.stack.pop()
            self.valid_isolates -= 1

    def end_embedding(self) -> None:
        if self.overflow_isolates:
            return
        if self.overflow_embeddings:
            self.overflow_embeddings -= 1
        elif not self.stack[-1][2] and len(self.stack) > 1:
            self.stack.pop()


def _explicit(classes: Sequence[str], base: int) -> tuple[list[int], list[str]]:
    """Rules X1 to X8: levels by embedding, and the classes after overrides."""
    state = _Explicit(base)
    result, resolved = [base] * len(classes), list(classes)
    for place, kind in enumerate(classes):
        if kind == "PDI":
            state.end_isolate()
        elif kind == "PDF":
            state.end_embedding()
        elif kind == "B":
            state = _Explicit(base)
        level, override, _ = state.stack[-1]
        result[place] = base if kind == "B" else level
        if override and kind not in _REMOVED and kind != "B":
            resolved[place] = override
        if kind in _EMBEDDINGS:
            state.embed(*_EMBEDDINGS[kind])
        elif kind in _ISOLATES:
            parity = {"LRI": 0, "RLI": 1}.get(kind)
            if parity is None:
                parity = _first_strong(classes, place + 1, _matching_pdi(classes, place))
            state.isolate(parity)
    return result, resolved


def _level_runs(classes: Sequence[str], result: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for place, kind in enumerate(classes):
        if kind in _REMOVED:
            continue
        if runs and result[runs[-1][-1]] == result[place]:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _sequences(classes: Sequence[str], result: Sequence[int], base: int) -> list[_Sequence]:
    """Rule X10: level runs joined over isolates, with the directions around them."""
    runs = _level_runs(classes, result)
    kept = [place for run in runs for place in run]
    position = {place: index for index, place in enumerate(kept)}
    starts = {run[0]: run for run in runs}
    partner = _partners(classes)
    closes = set(partner.values())
    sequences = []
    for run in runs:
        if classes[run[0]] == "PDI" and run[0] in closes:
            continue
        places = list(run)
        while classes[places[-1]] in _ISOLATES and partner.get(places[-1]) in starts:
            places.extend(starts[partner[places[-1]]])
        level = result[places[0]]
        first, last = position[places[0]], position[places[-1]]
        before = result[kept[first - 1]] if first else base
        open_end = classes[places[-1]] in _ISOLATES
        after = base if open_end or last + 1 == len(kept) else result[kept[last + 1]]
        sequences.append(
            _Sequence(places, level, _side(max(level, before)), _side(max(level, after)))
        )
    return sequences


def _partners(classes: Sequence[str]) -> dict[int, int]:
    """Rule BD9: the closing place of each isolate that is closed."""
    found, stack = {}, []
    for place, kind in enumerate(classes):
        if kind in _ISOLATES:
            stack.append(place)
        elif kind == "PDI" and stack:
            found[stack.pop()] = place
        elif kind == "B":
            stack.clear()
    return found


def _side(level: int) -> str:
    return "R" if level % 2 else "L"


def _resolve_weak(run: _Sequence, kinds: list[str]) -> None:
    """Rules W1 to W7."""
    places = run.places
    previous = run.before
    for place in places:
        if kinds[place] == "NSM":
            kinds[place] = "ON" if previous in _ISOLATES or previous == "PDI" else previous
        previous = kinds[place]
    strong = run.before
    for place in places:
        if kinds[place] in {"L", "R", "AL"}:
            strong = kinds[place]
        elif kinds[place] == "EN" and strong == "AL":
            kinds[place] = "AN"
    for place in places:
        if kinds[place] == "AL":
            kinds[place] = "R"
    _join_numbers(places, kinds)
    strong = run.before
    for place in places:
        if kinds[place] in {"L", "R"}:
            strong = kinds[place]
        elif kinds[place] == "EN" and strong == "L":
            kinds[place] = "L"


def _join_numbers(places: Sequence[int], kinds: list[str]) -> None:
    """Rules W4 to W6: separators and currency signs at numbers."""
    for left, place, right in zip(places, places[1:], places[2:], strict=False):
        pair = {kinds[left], kinds[right]}
        if (kinds[place] == "ES" and pair == {"EN"}) or (
            kinds[place] == "CS" and pair in ({"EN"}, {"AN"})
        ):
            kinds[place] = kinds[left]
    index = 0
    while index < len(places):
        end = index
        while end < len(places) and kinds[places[end]] == "ET":
            end += 1
        if end == index:
            index += 1
            continue
        beside = [kinds[places[i]] for i in (index - 1, end) if 0 <= i < len(places)]
        for place in places[index:end]:
            kinds[place] = "EN" if "EN" in beside else "ON"
        index = end
    for place in places:
        if kinds[place] in {"ES", "CS"}:
            kinds[place] = "ON"


def _bracket_pairs(
    run: _Sequence, kinds: Sequence[str], classes: Sequence[str], text: str
) -> list[tuple[int, int]]:
    """Rule BD16, as indexes into the run's places."""
    stack: list[tuple[str, int]] = []
    pairs = []
    for index, place in enumerate(run.places):
        if kinds[place] != "ON" or classes[place] != "ON":
            continue
        char = CANONICAL.get(text[place], text[place])
        if char in OPENING:
            if len(stack) == _BRACKET_STACK:
                return []
            stack.append((OPENING[char], index))
        elif char in CLOSING:
            for depth in range(len(stack) - 1, -1, -1):
                if stack[depth][0] == char:
                    pairs.append((stack[depth][1], index))
                    del stack[depth:]
                    break
    return sorted(pairs)


def _resolve_brackets(run: _Sequence, kinds: list[str], classes: Sequence[str], text: str) -> None:
    """Rule N0: a pair of brackets takes the direction of what it holds or stands in."""
    own = _side(run.level)
    for opening, closing in _bracket_pairs(run, kinds, classes, text):
        places = run.places
        inside = {_STRONG_AS.get(kinds[p]) for p in places[opening + 1 : closing]}
        if own in inside:
            side = own
        elif inside & {"L", "R"}:
            context = run.before
            for place in reversed(places[:opening]):
                if kinds[place] in _STRONG_AS:
                    context = _STRONG_AS[kinds[place]]
                    break
            side = context
        else:
            continue
        for index in (opening, closing):
            kinds[places[index]] = side
            for place in places[index + 1 :]:
                if classes[place] != "NSM":
                    break
                kinds[place] = side


def _resolve_neutral(run: _Sequence, kinds: list[str]) -> None:
    """Rules N1 and N2."""
    places, index, left = run.places, 0, run.before
    while index < len(places):
        kind = kinds[places[index]]
        if kind not in _NEUTRAL:
            left = _STRONG_AS[kind]
            index += 1
            continue
        end = index
        while end < len(places) and kinds[places[end]] in _NEUTRAL:
            end += 1
        right = _STRONG_AS[kinds[places[end]]] if end < len(places) else run.after
        for place in places[index:end]:
            kinds[place] = left if left == right else _side(run.level)
        index = end


def _resolve_implicit(run: _Sequence, kinds: Sequence[str], result: list[int]) -> None:
    """Rules I1 and I2."""
    for place in run.places:
        kind = kinds[place]
        if run.level % 2:
            result[place] = run.level + int(kind != "R")
        else:
            result[place] = run.level + {"L": 0, "R": 1}.get(kind, 2)


def _fill_removed(classes: Sequence[str], result: list[int], base: int) -> None:
    previous = base
    for place, kind in enumerate(classes):
        if kind in _REMOVED:
            result[place] = previous
        previous = result[place]


def _reset_separators(classes: Sequence[str], result: list[int], base: int) -> None:
    """Rule L1 for the paragraph: separators, and blanks before them and at the end."""
    trailing = True
    for place in range(len(classes) - 1, -1, -1):
        kind = classes[place]
        if kind in {"B", "S"}:
            result[place], trailing = base, True
        elif trailing and kind in _TRAILING:
            result[place] = base
        else:
            trailing = False
