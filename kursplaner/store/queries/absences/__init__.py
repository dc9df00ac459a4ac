"""Questions about absences, calls and what families answered.

Next door: whom an absence reaches is decided in `planning.absences`.
"""
