"""Changes collected before they are applied: tried together, with what follows from them.

Next door: single changes are planned in `planning.lessons` and `planning.courses`.
"""
