"""Files for others: lists, the funder's workbook, calendars.

Next door: the formats are written in `exchange`.
"""
