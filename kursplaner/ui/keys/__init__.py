"""Passwords in the window: unlocking, locking, setting up, and who opens the town.

Next door: `ui/welcome` makes new towns, `store/keys` holds what is asked for here.
"""
