"""Whom to call about an absence, and what to say.

Next door: reporting one lies in `planning.absences`, its page in `ui.absences`.
"""
