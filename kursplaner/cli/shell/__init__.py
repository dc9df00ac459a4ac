"""What every command stands on: German help, values as people type them, output, the town.

Next door: the commands lie beside it, a folder a noun.
"""
