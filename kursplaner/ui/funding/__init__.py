"""Förderung: the figures for the funder, what is missing for them, and the workbook."""
