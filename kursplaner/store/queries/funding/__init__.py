"""The figures of the proof: grants, units, services, demand that was not met.

Next door: the workbook lies in `exchange.funder`.
"""
