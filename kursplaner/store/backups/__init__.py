"""Verified copies of a town, and the way back to one.

Next door: the town file itself lies in `store.file`.
"""
