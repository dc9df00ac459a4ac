"""Questions about courses and who is enrolled in them.

Next door: their lessons lie in `store.queries.lessons`.
"""
