"""Planning and changing a course as window and shell show it.

Next door: the decisions lie in `planning.courses`.
"""
