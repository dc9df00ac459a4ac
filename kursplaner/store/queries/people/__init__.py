"""Questions about people, families and where they are.

Next door: their enrolments lie in `store.queries.courses`.
"""
