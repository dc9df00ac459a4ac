"""The frame of a page and of the window: head, inspector, rail, notices, tab order.

Next door: the window itself is `ui.main_window`.
"""
