"""The journal of all changes: written by triggers, read to undo, redo and rehearse.

Next door: who may undo what is decided in `planning.replays`.
"""
