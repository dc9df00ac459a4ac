"""Questions about marks of attendance and which lessons were held.

Next door: the figures for the funder lie in `store.queries.funding`.
"""
