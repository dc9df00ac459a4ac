"""Files for others, from the window: calendar files and the list of lessons.

Next door: the workbook for the funder is in `ui.funding`, what a list shows in `ui.list_output`.
"""
