"""What the tables of courses, childcare and rides hold about people."""

from collections.abc import Mapping
from types import MappingProxyType

from kursplaner.domain.kinds.privacy import Fate, Purpose, RetentionRule
from kursplaner.domain.privacy.registry import Entry, plain

COURSES: Mapping[str, Entry] = MappingProxyType(
    {
        "course": Entry(
            Purpose.TEACHING,
            RetentionRule.WHILE_NEEDED,
            Fate.KEEP,
            none="id number title search_text course_type level status required_units unit_minutes"
            " capacity first_day pause_in_school_holidays childcare shuttle women_only"
            " walk_in colour"
            " language site_id grant_id provider_id predecessor_id needs_accessible needs_equipment"
            " ended_on version",
            personal="note",
            others="note",
        ),
        "course_grant": plain("id course_id starts grant_id"),
        "named_grant": plain("id course_id grant_id position"),
        "closed_month": Entry(
            Purpose.TEACHING,
            RetentionRule.PROOF,
            Fate.KEEP,
            none="id course_id month closed_at reopened_at",
            personal="reopened_because",
            others="reopened_because",
        ),
        "lesson_pattern": plain(
            "id course_id weekday starts ends pause_minutes valid_from valid_until"
        ),
        "skipped_date": plain("id course_id day reason name"),
        "lesson": Entry(
            Purpose.TEACHING,
            RetentionRule.WHILE_NEEDED,
            Fate.KEEP,
            none="id course_id starts ends teaching_minutes room_id status topic pinned"
            " makeup_for_id"
            " cancel_reason cancel_cost_cents cancel_cost_eligible attendance_done version",
            personal="cancel_note",
            others="cancel_note",
        ),
        "lesson_person": Entry(
            Purpose.STAFF,
            RetentionRule.PROOF,
            Fate.KEEP,
            none="id lesson_id",
            personal="person_id role",
        ),
        "lesson_interpreter": Entry(
            Purpose.STAFF,
            RetentionRule.PROOF,
            Fate.CLEAR,
            none="id lesson_id agency version",
            personal="person_id language minutes cost_cents note",
            keep="person_id language minutes cost_cents",
        ),
        "lesson_tally": plain("id lesson_id adults women children"),
        "tally_age": plain("id lesson_id from_age people"),
        "enrolment": Entry(
            Purpose.TEACHING,
            RetentionRule.PROOF,
            Fate.CLEAR,
            none="id version",
            personal="course_id person_id status asked_on waiting_position joined_on left_on"
            " reason reason_note way childcare_wanted only_planned_lessons note",
            keep="course_id person_id status asked_on waiting_position joined_on left_on reason way"
            " childcare_wanted only_planned_lessons",
        ),
        "enrolment_child": Entry(
            Purpose.CHILDCARE,
            RetentionRule.PROOF,
            Fate.KEEP,
            personal="enrolment_id child_id childcare rides",
            others="enrolment_id child_id",
        ),
        "planned_lesson": Entry(
            Purpose.TEACHING, RetentionRule.PROOF, Fate.KEEP, personal="enrolment_id lesson_id"
        ),
        "course_change": plain("id kind from_course_id to_course_id day note"),
        "course_rule": plain("id course_id kind severity"),
        "attendance_mark": Entry(
            Purpose.TEACHING,
            RetentionRule.PROOF,
            Fate.CLEAR,
            personal="enrolment_id lesson_id mark evidence_on came_at left_at note",
            special="reason",
            keep="enrolment_id lesson_id mark reason came_at left_at",
        ),
    }
)

SERVICES: Mapping[str, Entry] = MappingProxyType(
    {
        "childcare_slot": Entry(
            Purpose.CHILDCARE,
            RetentionRule.WHILE_NEEDED,
            Fate.KEEP,
            none="id room_id starts ends status cancel_reason version",
            personal="note",
            others="note",
        ),
        "childcare_slot_lesson": plain("id slot_id lesson_id"),
        "childcare_slot_carer": Entry(
            Purpose.STAFF,
            RetentionRule.PROOF,
            Fate.KEEP,
            none="id slot_id",
            personal="person_id starts ends",
        ),
        "childcare_place": Entry(
            Purpose.CHILDCARE,
            RetentionRule.PROOF,
            Fate.CLEAR,
            none="id slot_id",
            personal="child_id enrolment_id carer_id status brought_at brought_by collected_at"
            " collected_by over_limit_reason remark",
            keep="child_id enrolment_id carer_id status brought_at collected_at",
            others="enrolment_id carer_id brought_by collected_by",
        ),
        "vehicle": Entry(
            Purpose.RIDES,
            RetentionRule.WHILE_NEEDED,
            Fate.KEEP,
            none="id name plate seats wheelchair_places pram_places depot_stop_id odometer_km note"
            " ended_on owner",
            personal="usual_driver_id",
        ),
        "vehicle_seat": plain("id vehicle_id kind count"),
        "stop": plain("id name municipality latitude longitude note ended_on version"),
        "place_distance": plain("id from_stop_id to_stop_id metres minutes"),
        "ride_demand": Entry(
            Purpose.RIDES,
            RetentionRule.RIDES,
            Fate.DELETE_ROW,
            none="id version",
            personal="enrolment_id direction stop_id pram ended_on",
            special="wheelchair",
        ),
        "ride_demand_exception": Entry(
            Purpose.RIDES,
            RetentionRule.RIDES,
            Fate.DELETE_ROW,
            personal="demand_id day kind stop_id",
        ),
        "ride": Entry(
            Purpose.RIDES,
            RetentionRule.RIDES,
            Fate.KEEP,
            none="id direction vehicle_id starts ends metres status locked cancel_reason"
            " odometer_start_km odometer_end_km version",
            personal="driver_id remark",
            others="remark",
        ),
        "ride_lesson": plain("id ride_id lesson_id"),
        "ride_stop": plain("id ride_id position stop_id site_id at"),
        "ride_seat": Entry(
            Purpose.RIDES,
            RetentionRule.RIDES,
            Fate.CLEAR,
            none="id ride_id",
            personal="person_id enrolment_id stop_id kind pram result result_reason",
            special="wheelchair",
            keep="person_id enrolment_id stop_id kind pram result wheelchair",
            others="enrolment_id",
        ),
        "occupation": Entry(
            Purpose.OFFICE,
            RetentionRule.PROOF,
            Fate.CLEAR,
            none="id active source source_id",
            personal="resource_id starts ends accepted_reason",
            keep="resource_id starts ends",
        ),
    }
)
