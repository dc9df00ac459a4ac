"""Everything that clashes, one module for each kind, and how serious it is.

Next door: ways out lie in `planning.fixes`.
"""
