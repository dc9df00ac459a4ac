"""Enumerations of people, their credentials and routes."""

from enum import StrEnum


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


class CredentialKind(StrEnum):
    """A proof with an expiry that a person or a vehicle needs."""

    POLICE_CERTIFICATE = "police_certificate"
    FIRST_AID = "first_aid"
    MEASLES = "measles"
    HYGIENE = "hygiene"
    LICENCE_CHECK = "licence_check"
    DRIVER_BRIEFING = "driver_briefing"
    INSPECTION = "inspection"
    INSURANCE = "insurance"


class ConsentPurpose(StrEnum):
    """What a consent is for."""

    PHOTO = "photo"
    OUTING = "outing"
    FIRST_AID = "first_aid"
    DATA = "data"
    NEWS = "news"


class ContactResult(StrEnum):
    """What a call came to."""

    REACHED = "reached"
    MAILBOX = "mailbox"
    OPEN = "open"


class AvailabilityKind(StrEnum):
    """A weekly time in which a person or a room can, cannot or would rather be used.

    EXTRA are hours of an exception, beside the week that holds else.
    """

    AVAILABLE = "available"
    IF_NEEDED = "if_needed"
    UNAVAILABLE = "unavailable"
    WISH = "wish"
    EXTRA = "extra"


class Skill(StrEnum):
    """What a level was measured in."""

    OVERALL = "overall"
    LISTENING = "listening"
    READING = "reading"
    WRITING = "writing"
    SPEAKING = "speaking"


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
