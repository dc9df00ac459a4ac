"""A page: its measures, heading, texts and pictograms, drawn and shown.

Next door: what stands on it lies in `documents.sheets`, how it is set in `documents.type`.
"""
