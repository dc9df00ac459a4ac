"""The workbook for the funder, sheet by sheet.

Next door: its figures are counted in `store.queries.funding`.
"""
