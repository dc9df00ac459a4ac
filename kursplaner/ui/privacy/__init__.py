"""Privacy in the window: a person's data told to her, and erased.

The panel that leads here lies in `ui/people`; the sentences in `desk/wording/privacy`.
"""
