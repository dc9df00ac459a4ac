"""How the program looks: theme, colours, style sheet, icons, crisp painting.

Next door: the widgets that wear it lie in `ui.widgets`.
"""
