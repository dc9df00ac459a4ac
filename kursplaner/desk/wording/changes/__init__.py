"""What a change does, in sentences: lessons, courses, records and all that follows.

Next door: the titles of acts lie in `desk.wording.acts`.
"""
