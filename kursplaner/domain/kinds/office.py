"""Enumerations of conflicts, money, printed sheets and acts."""

from enum import StrEnum


class ConflictKind(StrEnum):
    """What can stand against a plan."""

    ROOM = "room"
    TEACHER = "teacher"
    CARER = "carer"
    DRIVER = "driver"
    VEHICLE = "vehicle"
    ROOM_CAPACITY = "room_capacity"
    COURSE_CAPACITY = "course_capacity"
    CHILDCARE_CAPACITY = "childcare_capacity"
    CHILDCARE_MISSING = "childcare_missing"
    CARER_MISSING = "carer_missing"
    VEHICLE_CAPACITY = "vehicle_capacity"
    CHILD_SEAT = "child_seat"
    DRIVER_MISSING = "driver_missing"
    RIDE_MISSING = "ride_missing"
    CLOSURE = "closure"
    HOLIDAY = "holiday"
    CLOSING_DAY = "closing_day"
    NO_ROOM = "no_room"
    NO_TEACHER = "no_teacher"
    AVAILABILITY = "availability"
    CREDENTIAL = "paper"
    COURSE = "course"
    CARER_HOURS = "carer_hours"
    WEEKLY_HOURS = "weekly_hours"
    PARTICIPANT = "participant"
    CHILD = "child"
    GUARDIAN = "guardian"
    FAMILY_CHAIN = "family_chain"
    NEVER_TOGETHER = "never_together"
    TRAVEL = "travel"
    ACCESSIBILITY = "accessibility"
    EQUIPMENT = "equipment"
    LEVEL = "level"
    AGE = "age"
    ROLE = "role"
    WAITING_ORDER = "waiting_order"


class Severity(StrEnum):
    """Hard stops an act, soft is shown and may be accepted, off is not looked for."""

    HARD = "hard"
    SOFT = "soft"
    OFF = "off"


class AbsenceKind(StrEnum):
    """What fails: a person, a vehicle, the rides of a village, or the whole day."""

    PERSON = "person"
    VEHICLE = "vehicle"
    VILLAGE = "village"
    DAY = "day"


class CallAnswer(StrEnum):
    """What somebody who was called says about the lesson.

    COMES: all the same, by herself where the bus fails; WITHOUT_CHILD: so, and leaves some of her
    children at home.
    """

    OPEN = "open"
    STAYS_HOME = "stays_home"
    COMES = "comes"
    WITHOUT_CHILD = "without_child"
    UNDECIDED = "undecided"


class FinancingKind(StrEnum):
    """How a funder pays (VV zu § 44 BHO/SäHO)."""

    SHARE = "share"
    DEFICIT = "deficit"
    FIXED = "fixed"
    FULL = "full"


class CostType(StrEnum):
    """Cost type of a budget item or receipt (domain.md §6)."""

    STAFF = "staff"
    FEES = "fees"
    ALLOWANCES = "allowances"
    ROOMS = "rooms"
    SHUTTLE = "shuttle"
    TEACHING_MATERIAL = "teaching_material"
    CHILDCARE_MATERIAL = "childcare_material"
    PUBLICITY = "publicity"
    EXAMS = "exams"
    EQUIPMENT = "equipment"
    OVERHEAD = "overhead"
    INCOME = "income"


class SheetKind(StrEnum):
    """Kind of printed sheet."""

    ATTENDANCE = "attendance"
    CHILDCARE = "childcare"
    DRIVER = "driver"
    EVALUATION = "evaluation"
    DOOR = "door"


class ActKind(StrEnum):
    """What was done; the German title is made in desk/wording when the history is shown."""

    TOWN_CREATED = "town_created"
    DEMO_BUILT = "demo_built"
    SETTINGS_CHANGED = "settings_changed"
    PERSON_ADDED = "person_added"
    PERSON_CHANGED = "person_changed"
    PEOPLE_IMPORTED = "people_imported"
    PEOPLE_MERGED = "people_merged"
    PEOPLE_KEPT_APART = "people_kept_apart"
    PERSON_DELETED = "person_deleted"
    PERSON_ENDED = "person_ended"
    PERSON_ERASED = "person_erased"
    ROOM_CHANGED = "room_changed"
    ROOM_BOOKED = "room_booked"
    BOOKING_LIFTED = "booking_lifted"
    CLOSURE_ADDED = "closure_added"
    CLOSURE_REMOVED = "closure_removed"
    AVAILABILITY_CHANGED = "availability_changed"
    VEHICLE_CHANGED = "vehicle_changed"
    STOP_CHANGED = "stop_changed"
    COURSE_ADDED = "course_added"
    COURSE_CHANGED = "course_changed"
    COURSE_CONTINUED = "course_continued"
    COURSE_DELETED = "course_deleted"
    COURSE_CANCELLED = "course_cancelled"
    COURSE_ENDED = "course_ended"
    LESSON_MOVED = "lesson_moved"
    LESSONS_MOVED = "lessons_moved"
    LESSON_CANCELLED = "lesson_cancelled"
    LESSONS_CANCELLED = "lessons_cancelled"
    LESSON_ADDED = "lesson_added"
    LESSON_CHANGED = "lesson_changed"
    ENROLLED = "enrolled"
    DATES_PLANNED = "dates_planned"
    ENROLMENT_CHANGED = "enrolment_changed"
    WAITLISTED = "waitlisted"
    MOVED_UP = "moved_up"
    ENROLMENT_REFUSED = "enrolment_refused"
    LEFT_COURSE = "left_course"
    RETURNED = "returned"
    ATTENDANCE_MARKED = "attendance_marked"
    MONTH_CLOSED = "month_closed"
    MONTH_REOPENED = "month_reopened"
    TALLY_ENTERED = "tally_entered"
    INTERPRETER_CHANGED = "interpreter_changed"
    CHILD_ADMITTED = "child_admitted"
    CHILD_BROUGHT = "child_brought"
    CHILD_COLLECTED = "child_collected"
    CHILDCARE_CHANGED = "childcare_changed"
    RIDES_PLANNED = "rides_planned"
    RIDE_CHANGED = "ride_changed"
    RIDES_SWAPPED = "rides_swapped"
    RIDE_RESULT_ENTERED = "ride_result_entered"
    FOLLOW_UP_ADDED = "follow_up_added"
    FOLLOW_UP_DONE = "follow_up_done"
    FOLLOW_UP_REOPENED = "follow_up_reopened"
    FOLLOW_UP_POSTPONED = "follow_up_postponed"
    GRANT_CHANGED = "grant_changed"
    ORGANISATION_CHANGED = "organisation_changed"
    SHEETS_PRINTED = "papers_printed"
    CONFLICT_ACCEPTED = "conflict_accepted"
    ACCEPTANCE_TAKEN_BACK = "acceptance_taken_back"
    CONTACT_LOGGED = "contact_logged"
    FIX_APPLIED = "fix_applied"
    LESSONS_SWAPPED = "lessons_swapped"
    ROOMS_SWAPPED = "rooms_swapped"
    TIMES_CHANGED = "times_changed"
    COURSES_MERGED = "courses_merged"
    COURSE_SPLIT = "course_split"
    ABSENCE_REPORTED = "absence_reported"
    ABSENCE_ENDED = "absence_ended"
    STAND_IN_ASSIGNED = "stand_in_assigned"
    DRAFT_CHANGED = "draft_changed"
    DRAFT_APPLIED = "draft_applied"
    DRAFT_DISCARDED = "draft_discarded"
