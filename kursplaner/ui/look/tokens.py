"""Colours of the window in its two modes, and the six pairs a course can wear."""

from __future__ import annotations

from typing import Final, Literal

Mode = Literal["light", "dark", "system"]

LIGHT: Final[dict[str, str]] = {
    "background": "#F5F6F8",
    "surface": "#FFFFFF",
    "rail": "#ECEFF3",
    "line": "#DDE2E8",
    "faint": "#EBEEF2",
    "shade": "#F0F2F5",
    "text": "#1B2430",
    "text2": "#596575",
    "text3": "#5F6B7A",
    "accent": "#1A6B86",
    "accent_weak": "#E2F0F4",
    "on_accent": "#FFFFFF",
    "accent_hover": "#155A71",
    "good": "#2B7A4B",
    "good_weak": "#E3F2E9",
    "warning": "#9A5B00",
    "warning_weak": "#FBEFD9",
    "bad": "#B3261E",
    "bad_weak": "#FBE6E4",
    "notice": "#1B2430",
    "on_notice": "#F5F6F8",
    "notice_link": "#7CC7DC",
    "hatch": "#F0F2F5",
    "today": "#F4FAFC",
    "disabled": "#8B96A3",
}

DARK: Final[dict[str, str]] = {
    "background": "#14181D",
    "surface": "#1B2128",
    "rail": "#10141A",
    "line": "#303A45",
    "faint": "#262E37",
    "shade": "#171C22",
    "text": "#E7ECF2",
    "text2": "#A3AFBC",
    "text3": "#92A0AE",
    "accent": "#5FB6CF",
    "accent_weak": "#1D3640",
    "on_accent": "#0C1A20",
    "accent_hover": "#7CC7DC",
    "good": "#6CC08E",
    "good_weak": "#1C3427",
    "warning": "#E0A44A",
    "warning_weak": "#3A2D17",
    "bad": "#F08A80",
    "bad_weak": "#40211F",
    "notice": "#E7ECF2",
    "on_notice": "#1B2430",
    "notice_link": "#1A6B86",
    "hatch": "#161B21",
    "today": "#1B282F",
    "disabled": "#6B7886",
}

COURSES_LIGHT: Final[tuple[tuple[str, str], ...]] = (
    ("#DCEBF7", "#2F6FA8"),
    ("#E4F1DF", "#4B8B3B"),
    ("#F8E7DC", "#B5622B"),
    ("#ECE4F6", "#7650A8"),
    ("#FBE3EA", "#B0446A"),
    ("#E0F1EE", "#2E8577"),
)

COURSES_DARK: Final[tuple[tuple[str, str], ...]] = (
    ("#1F3346", "#7DB4E6"),
    ("#22361F", "#8CC97B"),
    ("#3D2A1E", "#E6A172"),
    ("#2F2741", "#B79BE6"),
    ("#3E2430", "#E88BAA"),
    ("#1C3733", "#6CC4B5"),
)

# Every pair of text and ground the widgets use; tests measure each at 4.5 : 1 or more.
USED_PAIRS: Final[tuple[tuple[str, str], ...]] = (
    *(
        (text, ground)
        for text in ("text", "text2", "text3")
        for ground in ("background", "surface", "rail", "shade", "accent_weak")
    ),
    *(
        (text, ground)
        for text in ("accent", "good", "warning", "bad")
        for ground in ("surface", "background")
    ),
    ("accent", "accent_weak"),
    ("on_accent", "accent"),
    ("good", "good_weak"),
    ("warning", "warning_weak"),
    ("bad", "bad_weak"),
    ("text", "warning_weak"),
    ("text", "bad_weak"),
    ("text", "good_weak"),
    ("on_notice", "notice"),
    ("notice_link", "notice"),
)
