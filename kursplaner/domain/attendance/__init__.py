"""One mark of attendance and the rules about it.

Next door: entering whole lessons lies in `planning.attendance`.
"""
