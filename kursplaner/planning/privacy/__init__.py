"""What becomes of a person's data: told to her, kept until a day, erased.

The registry lies in `domain/privacy`; ending and merging people in `planning/people`.
"""
