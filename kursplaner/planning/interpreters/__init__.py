"""Who interprets in a lesson: in which language, how long, at what cost.

Next door: who teaches is changed in `planning.lessons`.
"""
