"""The list of every page: rows in pages, painting, search, sort, copy.

Next door: plain rows come from the pages.
"""
