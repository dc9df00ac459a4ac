"""Privacy in words: what tables and columns hold, how long, what erasing a person does.

The words for kinds lie in `desk/wording/words`; merging and ending people in `wording/people`.
"""
