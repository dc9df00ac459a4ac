"""A person's data for window and shell: the access report as a file, and its erasure.

What is decided lies in `planning/privacy`, the sentences in `desk/wording/privacy`.
"""
