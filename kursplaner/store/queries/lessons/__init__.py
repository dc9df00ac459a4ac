"""Questions about lessons and all that hangs on them.

Next door: courses lie in `store.queries.courses`.
"""
