"""What the tables of people, families, staff and absences hold about people."""

from collections.abc import Mapping
from types import MappingProxyType

from kursplaner.domain.kinds.privacy import Fate, Purpose, RetentionRule
from kursplaner.domain.privacy.registry import Entry, plain

PEOPLE: Mapping[str, Entry] = MappingProxyType(
    {
        "resource": plain("id kind version"),
        "person": Entry(
            Purpose.CARE,
            RetentionRule.WHILE_NEEDED,
            Fate.CLEAR,
            none="id address_restricted processing_restricted",
            personal="family_name given_name call_name passport_name own_script_name search_text"
            " birth_date birth_uncertain gender height_cm height_measured_on languages level"
            " signer_id"
            " note registered_on ended_on",
            special="nationality needs",
            keep="gender",
            replace="family_name birth_date birth_uncertain ended_on",
            proof="family_name given_name passport_name birth_date birth_uncertain gender",
            others="signer_id",
        ),
        "other_name": Entry(
            Purpose.CARE,
            RetentionRule.WHILE_NEEDED,
            Fate.DELETE_ROW,
            personal="person_id family_name given_name search_text",
        ),
        "profile": Entry(
            Purpose.STAFF,
            RetentionRule.WHILE_NEEDED,
            Fate.CLEAR,
            personal="person_id role levels course_types weekly_minutes fee_cents fee_per trade"
            " note"
            " ended_on",
            keep="person_id role fee_per",
        ),
        "person_address": Entry(
            Purpose.CARE,
            RetentionRule.WHILE_NEEDED,
            Fate.CLEAR,
            personal="person_id valid_from street postcode municipality stop_id",
            keep="person_id valid_from municipality",
            proof="municipality",
        ),
        "contact_route": Entry(
            Purpose.CARE,
            RetentionRule.WHILE_NEEDED,
            Fate.DELETE_ROW,
            personal="person_id position kind value language note",
        ),
        "guardianship": Entry(
            Purpose.CHILDCARE,
            RetentionRule.WHILE_NEEDED,
            Fate.DELETE_ROW,
            personal="child_id adult_id relation has_custody may_collect may_not_collect by_court",
            others="child_id adult_id",
        ),
        "authorised_collector": Entry(
            Purpose.CHILDCARE,
            RetentionRule.WHILE_NEEDED,
            Fate.DELETE_ROW,
            personal="child_id adult_id name phone relation forbidden valid_until",
            others="child_id adult_id name phone",
        ),
        "emergency_contact": Entry(
            Purpose.CARE,
            RetentionRule.CHILD_HEALTH,
            Fate.DELETE_ROW,
            personal="person_id position name phone relation",
            others="name phone",
        ),
        "health_note": Entry(
            Purpose.CHILDCARE,
            RetentionRule.CHILD_HEALTH,
            Fate.DELETE_ROW,
            none="id",
            personal="person_id",
            special="allergies illness medicine emergency",
        ),
        "never_together": Entry(
            Purpose.CARE,
            RetentionRule.WHILE_NEEDED,
            Fate.DELETE_ROW,
            personal="first_id second_id reason",
            others="first_id second_id reason",
        ),
        "consent": Entry(
            Purpose.CARE,
            RetentionRule.WHILE_NEEDED,
            Fate.DELETE_ROW,
            personal="person_id purpose given given_on revoked_on",
        ),
        "level_result": Entry(
            Purpose.TEACHING,
            RetentionRule.WHILE_NEEDED,
            Fate.DELETE_ROW,
            personal="person_id day skill level occasion",
        ),
        "paper": Entry(
            Purpose.STAFF,
            RetentionRule.WHILE_NEEDED,
            Fate.DELETE_ROW,
            personal="resource_id kind issued_on valid_until note",
        ),
        "availability": Entry(
            Purpose.STAFF,
            RetentionRule.WHILE_NEEDED,
            Fate.DELETE_ROW,
            personal="resource_id kind weekday starts ends valid_from valid_until",
        ),
        "weekly_limit": Entry(
            Purpose.STAFF,
            RetentionRule.WHILE_NEEDED,
            Fate.DELETE_ROW,
            none="id",
            personal="person_id role valid_from minutes",
        ),
        "week_note": Entry(
            Purpose.STAFF,
            RetentionRule.WHILE_NEEDED,
            Fate.DELETE_ROW,
            none="id",
            personal="resource_id valid_from note",
            others="note",
        ),
        "closure": Entry(
            Purpose.ABSENCES,
            RetentionRule.WHILE_NEEDED,
            Fate.DELETE_ROW,
            personal="resource_id starts ends note",
            special="reason",
        ),
        "contact_log": Entry(
            Purpose.CARE,
            RetentionRule.MENTORING,
            Fate.DELETE_ROW,
            personal="person_id at route result note",
        ),
        "organisation": Entry(
            Purpose.CARE,
            RetentionRule.WHILE_NEEDED,
            Fate.KEEP,
            none="id name kind street postcode municipality trade ended_on version",
            personal="search_text contact phone email note",
        ),
        "membership": Entry(
            Purpose.CARE,
            RetentionRule.WHILE_NEEDED,
            Fate.DELETE_ROW,
            personal="person_id organisation_id kind from_day until_day",
        ),
        "volunteer_hours": Entry(
            Purpose.FUNDING,
            RetentionRule.PROOF,
            Fate.CLEAR,
            none="id grant_id",
            personal="person_id starts ends activity",
            keep="person_id starts ends",
        ),
    }
)

ABSENCES: Mapping[str, Entry] = MappingProxyType(
    {
        "absence": Entry(
            Purpose.ABSENCES,
            RetentionRule.WHILE_NEEDED,
            Fate.DELETE_ROW,
            none="id kind version",
            personal="resource_id closure_id municipality starts ends note reported_at",
            special="reason",
        ),
        "absence_ending": Entry(
            Purpose.ABSENCES,
            RetentionRule.WHILE_NEEDED,
            Fate.DELETE_ROW,
            none="id",
            personal="absence_id since",
        ),
        "absence_call": Entry(
            Purpose.ABSENCES,
            RetentionRule.WHILE_NEEDED,
            Fate.DELETE_ROW,
            none="id absence_id",
            personal="person_id result answer at note",
        ),
        "absence_word": Entry(
            Purpose.ABSENCES,
            RetentionRule.WHILE_NEEDED,
            Fate.DELETE_ROW,
            none="id absence_id source record_id",
            personal="person_id starts state result",
        ),
        "absence_answer": Entry(
            Purpose.ABSENCES,
            RetentionRule.WHILE_NEEDED,
            Fate.DELETE_ROW,
            none="id source record_id",
            personal="person_id answer",
        ),
        "absence_effect": Entry(
            Purpose.ABSENCES,
            RetentionRule.WHILE_NEEDED,
            Fate.DELETE_ROW,
            none="id absence_id source record_id",
            personal="person_id cause starts note",
        ),
    }
)
