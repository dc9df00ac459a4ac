"""Moving, cancelling and swapping lessons at the shell.

Next door: whole courses lie in `cli.courses`.
"""
