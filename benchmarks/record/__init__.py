"""A record of what is visible, so that a change of the house can show that it changed no more.

    python -m benchmarks.record write FOLDER [--sizes town county] [--seed N] [--only PART …]
    python -m benchmarks.record compare BEFORE AFTER [--because FILE]

`write` makes the demo towns of a seed at a fixed moment and writes down, as text and pictures, what
the program says of them: its commands, sheets, workbooks, calendars, window and tables, and what
undoing and redoing everything leaves. `compare` lists what differs between two such folders; a
table of reasons explains what was meant.
"""
