"""Demo towns: real places of the Vogtland, invented people, everything drawn from a seed."""
