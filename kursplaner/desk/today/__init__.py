"""The day at a glance: who is here, what is to do, which families need something.

Next door: its page lies in `ui.today`.
"""
