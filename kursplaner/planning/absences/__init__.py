"""What an absence reaches, who stands in, whom to tell, and how it is taken back.

Next door: whom to call in which words is told by `desk.absences`.
"""
