"""A planned course in words: its counts, its dates, and every choice with what speaks against."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from kursplaner.desk.wording import days, names
from kursplaner.desk.wording.counts import counted, listed, number
from kursplaner.desk.wording.obstacles import against_text
from kursplaner.desk.wording.words import said
from kursplaner.domain.kinds import SkipReason, Weekday
from kursplaner.domain.obstacles import Against, Choice, Obstacle
from kursplaner.planning.course_plan import CoursePlan
from kursplaner.planning.dates import SkippedDay
