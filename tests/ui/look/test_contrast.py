"""Every pair of text and ground that the style sheet can make, and what tells controls apart.

WCAG 2.1: 1.4.3 asks 4.5 : 1 of text, 1.4.11 asks 3 : 1 of what a control is known by. What
cannot be used now is exempt.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from kursplaner.ui.look import stylesheet, tokens
from tests.ui.look.test_theme import contrast

RULE = re.compile(r"([^{}]+)\{([^}]*)\}")
SELECTOR = re.compile(r"^(.*?\w(?:::[\w-]+)?)((?:\[[^\]]+\])*)((?::[\w-]+)*)$")
COLOUR = re.compile(r"(?<![\w-])(color|background):\s*(@\w+|transparent)")
GROUNDS = {"RailButton": ("rail",), '[k="notice"]': ("notice",)}
"""What lies under what paints no ground itself; else the window and cards."""
UNUSABLE = ":disabled"
Look = dict[str, str]
Rules = dict[str, list[tuple[frozenset[str], frozenset[str], Look]]]


def rules() -> Rules:
    """Return what each kind of widget gets: attributes, states and colours, in their order."""
    found: Rules = defaultdict(list)
    for selectors, body in RULE.findall(stylesheet.SHEET):
        look = {name: value.lstrip("@") for name, value in COLOUR.findall(body)}
        for selector in selectors.split(","):
            parts = SELECTOR.match(" ".join(selector.split()))
            assert parts is not None, selector
            attributes = frozenset(re.findall(r"\[[^\]]+\]", parts[2]))
            states = frozenset(re.findall(r":[\w-]+", parts[3]))
            found[parts[1]].append((attributes, states, look))
    return found


def pairs() -> Iterator[tuple[str, str, str]]:
    """Return each text on each ground that somebody can see, with who wears it."""
    for kind, known in rules().items():
        for attributes in {attributes for attributes, _, _ in known}:
            for states in {states for _, states, _ in known if UNUSABLE not in states}:
                worn: Look = {}
                fits = [
                    (len(own) + len(when), at, look)
                    for at, (own, when, look) in enumerate(known)
                    if own <= attributes and when <= states
                ]
                for _, _, look in sorted(fits, key=lambda fit: fit[:2]):
                    worn |= look
                yield from worn_pairs(f"{kind}{''.join(attributes)}{''.join(states)}", worn)


def worn_pairs(who: str, worn: Look) -> Iterator[tuple[str, str, str]]:
    if not {"color", "background"} <= worn.keys():
        return
    own = (worn["background"],)
    under = next((grounds for key, grounds in GROUNDS.items() if key in who), None)
    for ground in under or ("background", "surface") if own == ("transparent",) else own:
        yield who, worn["color"], ground


PAIRS = sorted({(text, ground) for _, text, ground in pairs()})


def test_the_sheet_is_read_as_qt_reads_it() -> None:
    found = {who: (text, ground) for who, text, ground in pairs()}
    assert found['QPushButton[k="danger"]:hover'] == ("bad", "shade")
    assert found['QPushButton[k="primary"]:hover'] == ("on_accent", "accent_hover")
    assert found["QPushButton:checked"] == ("accent", "accent_weak")
    assert len(PAIRS) >= 20


@pytest.mark.parametrize("colours", [tokens.LIGHT, tokens.DARK], ids=["light", "dark"])
def test_every_pair_of_the_sheet_can_be_read(colours: dict[str, str]) -> None:
    faint = {
        f"{who}: {text} on {ground}": round(contrast(colours[text], colours[ground]), 2)
        for who, text, ground in pairs()
        if contrast(colours[text], colours[ground]) < 4.5
    }
    assert faint == {}


@pytest.mark.parametrize("colours", [tokens.LIGHT, tokens.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("edge", "ground"),
    [
        *(("text3", ground) for ground in ("surface", "background")),
        *(("accent", ground) for ground in ("surface", "background", "rail", "accent_weak")),
        *(("bad", ground) for ground in ("surface", "background")),
        ("surface", "text3"),
        ("on_accent", "accent"),
    ],
)
def test_borders_switches_and_the_ring_are_seen(
    colours: dict[str, str], edge: str, ground: str
) -> None:
    assert contrast(colours[edge], colours[ground]) >= 3


@pytest.mark.parametrize(
    ("colours", "worn"),
    [(tokens.LIGHT, tokens.COURSES_LIGHT), (tokens.DARK, tokens.COURSES_DARK)],
    ids=["light", "dark"],
)
def test_the_edge_of_a_course_is_seen_on_its_fill_and_beside_it(
    colours: dict[str, str], worn: tuple[tuple[str, str], ...]
) -> None:
    for fill, edge in worn:
        assert contrast(edge, fill) >= 3
        assert contrast(edge, colours["surface"]) >= 3
