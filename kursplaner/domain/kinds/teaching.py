"""Enumerations of courses, lessons, attendance and childcare."""

from enum import StrEnum


class CourseType(StrEnum):
    """Kind of course (domain: Kursart)."""

    GENERAL = "general"
    LITERACY = "literacy"
    SECOND_SCRIPT = "second_script"
    SPECIAL_NEEDS = "special_needs"
    INTENSIVE = "intensive"
    WOMENS = "womens"
    YOUTH = "youth"
    ORIENTATION = "orientation"
    MIA = "mia"
    MUNICIPAL = "municipal"
    CONVERSATION = "conversation"
    EVENING = "evening"
    SPORT = "sport"
    HOMEWORK = "homework"
    TRAINING = "training"
    WORKSHOP = "workshop"


class CourseStatus(StrEnum):
    """Where a course stands."""

    DRAFT = "draft"
    ACTIVE = "active"
    CANCELLED = "cancelled"
    ENDED = "ended"


class LessonStatus(StrEnum):
    """Where a lesson stands. Only planned and held lessons occupy anything."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class CancelReason(StrEnum):
    """Why a lesson, a ride or a childcare slot does not take place."""

    TEACHER_ILL = "teacher_ill"
    CARER_ILL = "carer_ill"
    DRIVER_ILL = "driver_ill"
    SNOW = "snow"
    TOO_FEW = "too_few"
    HOLIDAY = "holiday"
    STRIKE = "strike"
    ROOM_CLOSED = "room_closed"
    OTHER = "other"


class LessonRole(StrEnum):
    """What a person does in a lesson."""

    TEACHER = "teacher"
    INTERPRETER = "interpreter"
    SPEAKER = "speaker"
    ASSISTANT = "assistant"


class SkipReason(StrEnum):
    """Why a date of the series gets no lesson."""

    PUBLIC_HOLIDAY = "public_holiday"
    SCHOOL_HOLIDAY = "school_holiday"
    CLOSING_DAY = "closing_day"
    BY_HAND = "by_hand"


class CourseChangeKind(StrEnum):
    """How the people of a course went on in another one."""

    MERGED = "merged"
    SPLIT = "split"
    CONTINUED = "continued"


class EnrolmentStatus(StrEnum):
    """Where an enrolment stands."""

    ASKED = "asked"
    WAITING = "waiting"
    ENROLLED = "enrolled"
    REFUSED = "refused"
    LEFT = "left"
    COMPLETED = "completed"


class LeaveReason(StrEnum):
    """Why an enrolment ended or was refused."""

    MOVED = "moved"
    WORK = "work"
    OTHER_COURSE = "other_course"
    ILLNESS = "illness"
    CHILDCARE = "childcare"
    RIDE = "ride"
    NOT_RESPONDING = "not_responding"
    FULL = "full"
    LEVEL = "level"
    COMPLETED = "completed"
    OTHER = "other"


class Mark(StrEnum):
    """One tick of attendance; any other mark counts as U (BAMF list, legend)."""

    PRESENT = "X"
    EXCUSED = "E"
    UNEXCUSED = "U"
    CHANGED = "W"
    INTERNSHIP = "P"


class ExcuseReason(StrEnum):
    """Why an absence counts as excused."""

    ILL = "ill"
    CHILD_ILL = "child_ill"
    BIRTH = "birth"
    DEATH = "death"
    SUMMONS = "summons"
    TRIAL_WORK = "trial_work"
    CHILDCARE_FAILED = "childcare_failed"
    RIDE_FAILED = "ride_failed"
    OTHER = "other"


class SlotStatus(StrEnum):
    """Where a childcare slot stands."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


class PlaceStatus(StrEnum):
    """Where one child's place in one childcare slot stands."""

    PLANNED = "planned"
    BROUGHT = "brought"
    COLLECTED = "collected"
    EXCUSED = "excused"
    CANCELLED = "cancelled"
