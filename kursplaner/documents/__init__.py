"""Floor 3, paper out: sheets as PDF, drawn from plain data and from layouts in millimetres."""
