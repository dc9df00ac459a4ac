"""Pictures of times: axis, boards, lanes, months, ratio and small charts.

Next door: the week lies in `ui.widgets.calendar`.
"""
