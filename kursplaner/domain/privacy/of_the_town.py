"""What the tables of the town, of funding and of the trace of changes hold about people."""

from collections.abc import Mapping
from types import MappingProxyType

from kursplaner.domain.kinds.privacy import Fate, Purpose, RetentionRule
from kursplaner.domain.privacy.registry import Entry, plain

OFFICE: Mapping[str, Entry] = MappingProxyType(
    {
        "setting": plain("id key value"),
        "closing_day": plain("id first_day last_day name site_id"),
        "site": plain(
            "id name street postcode municipality land latitude longitude note ended_on version"
        ),
        "room": plain(
            "id site_id name capacity purpose accessible beside_id cost_cents note ended_on"
        ),
        "room_equipment": plain("id room_id kind count"),
        "room_booking": plain(
            "id room_id starts ends title organisation_id cancelled note version"
        ),
        "stored_file": Entry(
            Purpose.FUNDING,
            RetentionRule.PROOF,
            Fate.KEEP,
            none="hash media_type",
            personal="content",
            others="content",
        ),
        "printed_sheet": plain(
            "id code kind course_id slot_id ride_id room_id first_day last_day printed_at pages"
            " fingerprint layout voided folder_number confirmed valid_from valid_until"
            " earlier_until let_go"
        ),
        "print_layout": plain("id digest measures"),
        "printed_page": plain("id sheet_id page layout_id meaning"),
        "accepted_conflict": Entry(
            Purpose.OFFICE,
            RetentionRule.WHILE_NEEDED,
            Fate.DELETE_ROW,
            none="id facts accepted_at",
            personal="conflict reason",
            others="conflict reason",
        ),
        "draft": Entry(
            Purpose.OFFICE,
            RetentionRule.WHILE_NEEDED,
            Fate.KEEP,
            none="id made_at version",
            personal="title",
            others="title",
        ),
        "draft_step": Entry(
            Purpose.OFFICE,
            RetentionRule.WHILE_NEEDED,
            Fate.DELETE_ROW,
            none="id draft_id position kind",
            personal="content",
            others="content",
        ),
        "open_form": Entry(
            Purpose.OFFICE,
            RetentionRule.WHILE_NEEDED,
            Fate.DELETE_ROW,
            none="id form at",
            personal="who",
            special="content",
            others="who content",
        ),
        "follow_up": Entry(
            Purpose.CARE,
            RetentionRule.MENTORING,
            Fate.DELETE_ROW,
            none="id course_id version",
            personal="day line person_id done_on",
        ),
        "grant": plain(
            "id reference title funder_id funding_line logo_hash first_day last_day amount_cents"
            " financing overrun_percent proof_due_on version"
        ),
        "grant_logo": plain("id grant_id position file_hash"),
        "budget_item": plain("id grant_id number title cost_type planned_cents"),
        "receipt": Entry(
            Purpose.FUNDING,
            RetentionRule.PROOF,
            Fate.KEEP,
            none="id grant_id item_id number invoice_on paid_on amount_cents eligible_cents"
            " is_income"
            " file_hash version",
            personal="party purpose note",
            others="party purpose note",
        ),
        "year_figure": plain("id year key breakdown value"),
        "evaluation_run": plain("id course_id day occasion"),
        "evaluation_sheet": plain("id run_id number language version"),
        "evaluation_answer": Entry(
            Purpose.EVALUATION,
            RetentionRule.WHILE_NEEDED,
            Fate.KEEP,
            none="id sheet_id item value",
            personal="text",
            others="text",
        ),
    }
)

TRACE: Mapping[str, Entry] = MappingProxyType(
    {
        "act": Entry(
            Purpose.TRACE,
            RetentionRule.JOURNAL,
            Fate.KEEP,
            none="id kind subjects at tables undone discarded final",
            personal="who",
            others="who",
        ),
        "journal": Entry(
            Purpose.TRACE,
            RetentionRule.JOURNAL,
            Fate.DELETE_ROW,
            none="id act_id table_name row_id operation",
            personal="old_row new_row",
            others="old_row new_row",
        ),
        "journal_state": plain("id act_id version_floor"),
    }
)
