"""The first page: a new town, a file, the demo.

Next door: a file is opened in `ui.opening`.
"""
