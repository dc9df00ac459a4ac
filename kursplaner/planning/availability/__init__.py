"""When people and vehicles are there: versions of their week, exceptions, and what both touch.

Next door: `domain.weekly_hours` judges one hour, `planning.choices` asks for many; somebody who is
ill is an absence (`planning.absences`), a room that is shut a closure (`planning.rooms`).
"""
