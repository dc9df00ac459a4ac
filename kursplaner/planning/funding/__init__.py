"""Grants: what pays for courses, and until when it must be proved.

Next door: the figures of the proof are counted in `store.queries.funding`.
"""
