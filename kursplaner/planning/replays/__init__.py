"""Undo and redo as everybody may ask for them, past no full course, slot or vehicle.

Next door: the journal itself is played in `store.journal`.
"""
