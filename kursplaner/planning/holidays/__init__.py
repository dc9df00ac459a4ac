"""Days without lessons that the town sets itself.

Next door: public and school holidays are told by `domain.holidays`.
"""
