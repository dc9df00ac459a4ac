"""The whole schema: the town's tables and the journal's."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from kursplaner.domain.base import AUTOINCREMENT
from kursplaner.domain.every import METADATA

SCHEMA = METADATA

ACT = Table(
    "act",
    SCHEMA,
    Column("id", Integer, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("subjects", Text, nullable=False, default="[]"),
    Column("who", String(120), nullable=False),
    Column("at", String(26), nullable=False),
    Column("tables", Text, nullable=False, default=""),
    Column("undone", Boolean, nullable=False, default=False),
    Column("discarded", Boolean, nullable=False, default=False),
    Column("final", Boolean, nullable=False, default=False),
    **AUTOINCREMENT,
)

JOURNAL = Table(
    "journal",
    SCHEMA,
    Column("id", Integer, primary_key=True),
    Column("act_id", Integer, ForeignKey("act.id", ondelete="CASCADE"), nullable=False),
    Column("table_name", String(40), nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("operation", String(1), nullable=False),
    Column("old_row", Text),
    Column("new_row", Text),
    Index("ix_journal_act_id", "act_id"),
    **AUTOINCREMENT,
)

JOURNAL_STATE = Table(
    "journal_state",
    SCHEMA,
    Column("id", Integer, primary_key=True),
    Column("act_id", Integer),
    Column("version_floor", Integer, nullable=False, default=1_000_000),
)

UNJOURNALED = frozenset(
    {
        *("act", "journal", "journal_state", "stored_file", "alembic_version"),
        *("printed_sheet", "printed_page", "print_layout", "open_form"),
    }
)
JOURNALED = tuple(table for name, table in SCHEMA.tables.items() if name not in UNJOURNALED)

KIND_OF_TABLE = {
    "people": (
        "resource person other_name profile weekly_limit person_address contact_route guardianship"
        " authorised_collector emergency_contact health_note never_together consent"
        " level_result paper contact_log"
        " organisation membership"
    ),
    "rooms": "room site room_equipment room_booking closure availability week_note",
    "courses": (
        "course course_grant named_grant lesson_pattern skipped_date"
        " lesson lesson_person lesson_tally tally_age lesson_interpreter enrolment"
        " enrolment_child planned_lesson course_change"
    ),
    "attendance": "attendance_mark closed_month",
    "childcare": "childcare_slot childcare_slot_lesson childcare_slot_carer childcare_place",
    "rides": (
        "vehicle vehicle_seat stop place_distance ride_demand ride_demand_exception ride"
        " ride_lesson ride_stop ride_seat"
    ),
    "occupations": "occupation",
    "funding": "grant grant_logo budget_item receipt volunteer_hours year_figure",
    "evaluation": "evaluation_run evaluation_sheet evaluation_answer",
    "settings": "setting closing_day",
    "followups": "follow_up",
    "conflicts": "accepted_conflict course_rule",
    "absences": ("absence absence_ending absence_call absence_word absence_answer absence_effect"),
    "drafts": "draft draft_step",
    "printing": "printed_sheet printed_page print_layout",
}
NOUN_OF_TABLE = {table: noun for noun, tables in KIND_OF_TABLE.items() for table in tables.split()}


def kinds_of(tables: set[str]) -> frozenset[str]:
    """Return which kinds of record changed, from the names of the tables that did."""
    return frozenset(NOUN_OF_TABLE[name] for name in tables if name in NOUN_OF_TABLE)
