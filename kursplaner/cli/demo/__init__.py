"""Making a demo town at the shell, with its papers.

Next door: the town itself is drawn in `desk.demo`.
"""
