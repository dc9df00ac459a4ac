"""Every enumeration of the field, without SQLAlchemy, so that all floors import it cheaply.

Values are stored in the database and appear in JSON: they never change their spelling.
"""

from enum import StrEnum


class ResourceKind(StrEnum):
    """What can be busy."""

    PERSON = "person"
    ROOM = "room"
    VEHICLE = "vehicle"


class Gender(StrEnum):
    """Gender as told; unknown is allowed everywhere."""

    FEMALE = "female"
    MALE = "male"
    DIVERSE = "diverse"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """A profile of a person; participant and guardian arise from enrolment and guardianship."""

    TEACHER = "teacher"
    CARER = "carer"
    DRIVER = "driver"
    MENTOR = "mentor"
    INTERPRETER = "interpreter"
    SPEAKER = "speaker"
    VOLUNTEER = "volunteer"
    STAFF = "staff"


class RouteKind(StrEnum):
    """A way to reach a person, tried in the order of its position."""

    PHONE = "phone"
    MESSENGER = "messenger"
    EMAIL = "email"
    NEIGHBOUR = "neighbour"
    EMPLOYER = "employer"
    HOSTEL = "hostel"
    LETTER = "letter"


class OrganisationKind(StrEnum):
    """What an organisation is to the town."""

    PROVIDER = "provider"
    EMPLOYER = "employer"
    FUNDER = "funder"
    AUTHORITY = "authority"
    SCHOOL = "school"
    OTHER = "other"


class PaperKind(StrEnum):
    """A proof with an expiry that a person or a vehicle needs."""

    POLICE_CERTIFICATE = "police_certificate"
    FIRST_AID = "first_aid"
    MEASLES = "measles"
    HYGIENE = "hygiene"
    LICENCE_CHECK = "licence_check"
    DRIVER_BRIEFING = "driver_briefing"
    INSPECTION = "inspection"
    INSURANCE = "insurance"


class ClosureReason(StrEnum):
    """Why a resource cannot be used for a time."""

    CLOSED = "closed"
    REPAIR = "repair"
    ILL = "ill"
    HOLIDAY = "holiday"
    AWAY = "away"
    WEATHER = "weather"
    STRIKE = "strike"
    OTHER = "other"


class AvailabilityKind(StrEnum):
    """A weekly time in which a person or a room can, cannot or would rather be used."""

    AVAILABLE = "available"
    UNAVAILABLE = "unavailable"
    WISH = "wish"


class RoomPurpose(StrEnum):
    """What a room is proposed for."""

    TEACHING = "teaching"
    CHILDCARE = "childcare"
    SPORT = "sport"
    HALL = "hall"
    OTHER = "other"


class Equipment(StrEnum):
    """What a room offers."""

    BEAMER = "beamer"
    WHITEBOARD = "whiteboard"
    COMPUTERS = "computers"
    KITCHEN = "kitchen"
    CHANGING_TABLE = "changing_table"
    TOYS = "toys"
    SPORTS = "sports"
    INDUCTION_LOOP = "induction_loop"


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


class Level(StrEnum):
    """Language level (CEFR) with the steps courses use."""

    ALPHA = "Alpha"
    A0 = "A0"
    A1 = "A1"
    A1_1 = "A1.1"
    A1_2 = "A1.2"
    A2 = "A2"
    A2_1 = "A2.1"
    A2_2 = "A2.2"
    B1 = "B1"
    B1_1 = "B1.1"
    B1_2 = "B1.2"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"


class Skill(StrEnum):
    """What a level was measured in."""

    OVERALL = "overall"
    LISTENING = "listening"
    READING = "reading"
    WRITING = "writing"
    SPEAKING = "speaking"


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


class Way(StrEnum):
    """How a participant comes to the course."""

    SHUTTLE = "shuttle"
    BUS = "bus"
    WALK = "walk"
    CAR = "car"
    LIFT = "lift"
    UNKNOWN = "unknown"


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


class SeatKind(StrEnum):
    """What a passenger sits on."""

    NONE = "none"
    BOOSTER = "booster"
    CHILD_SEAT = "child_seat"
    INFANT_CARRIER = "infant_carrier"
    WHEELCHAIR = "wheelchair"


class Direction(StrEnum):
    """To the course or back from it."""

    OUT = "out"
    BACK = "back"


class RideStatus(StrEnum):
    """Where a ride stands."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


class SeatResult(StrEnum):
    """What became of one passenger's seat in one ride."""

    OPEN = "open"
    DONE = "done"
    CANCELLED_IN_TIME = "cancelled_in_time"
    CANCELLED_LATE = "cancelled_late"
    NO_SHOW = "no_show"
    REFUSED = "refused"
    NOT_SERVED = "not_served"


class DemandException(StrEnum):
    """How one date differs from the standing ride demand."""

    SKIP = "skip"
    OTHER_STOP = "other_stop"


class OccupationSource(StrEnum):
    """Which record makes a resource busy."""

    LESSON = "lesson"
    CHILDCARE = "childcare"
    RIDE = "ride"
    BOOKING = "booking"


class ConflictKind(StrEnum):
    """What can stand against a plan (issue: one town; the other kinds follow the same shape)."""

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
    PAPER = "paper"
    COURSE = "course"
    CARER_HOURS = "carer_hours"


class Severity(StrEnum):
    """Hard stops an act, soft is shown and may be accepted, off is not looked for."""

    HARD = "hard"
    SOFT = "soft"
    OFF = "off"


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
    """Kind of printed paper."""

    ATTENDANCE = "attendance"
    CHILDCARE = "childcare"
    DRIVER = "driver"
    EVALUATION = "evaluation"
    DOOR = "door"


class ContactResult(StrEnum):
    """What a call came to."""

    REACHED = "reached"
    MAILBOX = "mailbox"
    OPEN = "open"


class ConsentPurpose(StrEnum):
    """What a consent is for."""

    PHOTO = "photo"
    OUTING = "outing"
    FIRST_AID = "first_aid"
    DATA = "data"
    NEWS = "news"


class ActKind(StrEnum):
    """What was done; the German title is made in desk/wording when the history is shown."""

    TOWN_CREATED = "town_created"
    DEMO_BUILT = "demo_built"
    SETTINGS_CHANGED = "settings_changed"
    PERSON_ADDED = "person_added"
    PERSON_CHANGED = "person_changed"
    PEOPLE_IMPORTED = "people_imported"
    PEOPLE_MERGED = "people_merged"
    ROOM_CHANGED = "room_changed"
    ROOM_BOOKED = "room_booked"
    CLOSURE_ADDED = "closure_added"
    CLOSURE_REMOVED = "closure_removed"
    VEHICLE_CHANGED = "vehicle_changed"
    STOP_CHANGED = "stop_changed"
    COURSE_ADDED = "course_added"
    COURSE_CHANGED = "course_changed"
    COURSE_CONTINUED = "course_continued"
    COURSE_CANCELLED = "course_cancelled"
    LESSON_MOVED = "lesson_moved"
    LESSONS_MOVED = "lessons_moved"
    LESSON_CANCELLED = "lesson_cancelled"
    LESSONS_CANCELLED = "lessons_cancelled"
    LESSON_ADDED = "lesson_added"
    LESSON_CHANGED = "lesson_changed"
    ENROLLED = "enrolled"
    WAITLISTED = "waitlisted"
    MOVED_UP = "moved_up"
    ENROLMENT_REFUSED = "enrolment_refused"
    LEFT_COURSE = "left_course"
    RETURNED = "returned"
    ATTENDANCE_MARKED = "attendance_marked"
    TALLY_ENTERED = "tally_entered"
    CHILD_ADMITTED = "child_admitted"
    CHILD_BROUGHT = "child_brought"
    CHILD_COLLECTED = "child_collected"
    CHILDCARE_CHANGED = "childcare_changed"
    RIDES_PLANNED = "rides_planned"
    RIDE_CHANGED = "ride_changed"
    RIDE_RESULT_ENTERED = "ride_result_entered"
    FOLLOW_UP_ADDED = "follow_up_added"
    FOLLOW_UP_DONE = "follow_up_done"
    GRANT_CHANGED = "grant_changed"
    ORGANISATION_CHANGED = "organisation_changed"
    PAPERS_PRINTED = "papers_printed"
    CONFLICT_ACCEPTED = "conflict_accepted"
    CONTACT_LOGGED = "contact_logged"
