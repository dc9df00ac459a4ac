"""Lists out: as Excel, OpenDocument or CSV, all from one content.

Next door: lists come in through `exchange.reading`.
"""
