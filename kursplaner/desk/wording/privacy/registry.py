"""The registry of personal data in German: tables, columns, purposes and periods."""

from collections.abc import Mapping
from types import MappingProxyType

from kursplaner.basics.settings import DEFAULTS, Settings
from kursplaner.domain.kinds.privacy import Purpose, RetentionRule
from kursplaner.domain.privacy.registry import SETTING_OF

PURPOSES: Mapping[Purpose, str] = MappingProxyType(
    {
        Purpose.OFFICE: "Arbeit des Büros",
        Purpose.CARE: "Beratung, Anmeldung und Erreichbarkeit",
        Purpose.TEACHING: "Durchführung der Kurse",
        Purpose.CHILDCARE: "Betreuung der Kinder",
        Purpose.RIDES: "Fahrdienst zu den Kursen",
        Purpose.STAFF: "Einsatz von Lehr-, Betreuungs- und Fahrkräften",
        Purpose.FUNDING: "Nachweis gegenüber Zuwendungsgebern",
        Purpose.ABSENCES: "Vertretung und Absagen",
        Purpose.EVALUATION: "Befragung ohne Namen",
        Purpose.TRACE: "Nachvollziehbarkeit und Rückgängig",
    }
)
_RULES: Mapping[RetentionRule, str] = MappingProxyType(
    {
        RetentionRule.NO_DATA: "Keine Angaben über Personen, keine Frist.",
        RetentionRule.WHILE_NEEDED: "Solange die Person geführt wird; danach oder auf Antrag"
        " gelöscht.",
        RetentionRule.PROOF: "{period} nach Vorlage des Verwendungsnachweises ({source}).",
        RetentionRule.CHILD_HEALTH: "{period} nach Ende des letzten Kurses ({source}).",
        RetentionRule.RIDES: "{period} nach der Fahrt ({source}).",
        RetentionRule.WAITING_LIST: "{period} nach der Anfrage ({source}).",
        RetentionRule.MENTORING: "{period} nach Ende der Begleitung ({source}).",
        RetentionRule.JOURNAL: "{period} nach der Änderung ({source}).",
    }
)
TABLES: Mapping[str, str] = MappingProxyType(
    {
        "person": "Angaben zur Person",
        "other_name": "Weitere Namen",
        "profile": "Rollen",
        "person_address": "Anschriften",
        "contact_route": "Wege, sie zu erreichen",
        "guardianship": "Verbindung zur Familie",
        "authorised_collector": "Abholen",
        "emergency_contact": "Notfallkontakte",
        "health_note": "Gesundheitsangaben",
        "never_together": "Hinweise, wem sie nicht begegnen soll",
        "consent": "Einwilligungen",
        "level_result": "Ergebnisse von Einstufung und Prüfung",
        "paper": "Nachweise",
        "availability": "Verfügbarkeit",
        "weekly_limit": "Höchste Stunden einer Woche",
        "week_note": "Bemerkungen zur Verfügbarkeit",
        "closure": "Zeiten, in denen sie fehlt",
        "contact_log": "Versuche, sie zu erreichen",
        "organisation": "Ansprechpersonen von Einrichtungen",
        "membership": "Zugehörigkeit zu Einrichtungen",
        "volunteer_hours": "Ehrenamtliche Stunden",
        "course": "Bemerkungen an Kursen",
        "closed_month": "Gründe, aus denen ein Monat wieder geöffnet wurde",
        "lesson": "Bemerkungen an Terminen",
        "lesson_person": "Einsatz in Terminen",
        "lesson_interpreter": "Sprachmittlung",
        "enrolment": "Anmeldungen",
        "enrolment_child": "Kinder, die mitkommen",
        "planned_lesson": "Eingeplante Termine",
        "attendance_mark": "Anwesenheit",
        "childcare_slot": "Bemerkungen an Betreuungen",
        "childcare_slot_carer": "Einsatz in der Betreuung",
        "childcare_place": "Plätze in der Betreuung",
        "vehicle": "Übliche Fahrkraft eines Fahrzeugs",
        "ride_demand": "Bedarf an Fahrten",
        "ride_demand_exception": "Abweichende Fahrten",
        "ride": "Gefahrene Touren",
        "ride_seat": "Sitze in Fahrten",
        "occupation": "Belegte Zeiten",
        "stored_file": "Abgelegte Dateien",
        "accepted_conflict": "Hingenommene Konflikte",
        "draft": "Titel von Entwürfen",
        "draft_step": "Schritte in Entwürfen",
        "open_form": "Angefangene Eingaben",
        "follow_up": "Wiedervorlagen",
        "receipt": "Belege",
        "evaluation_answer": "Antworten in Befragungen",
        "absence": "Abwesenheiten",
        "absence_ending": "Ende von Abwesenheiten",
        "absence_call": "Anrufe bei Ausfall",
        "absence_word": "Nachrichten bei Ausfall",
        "absence_answer": "Antworten bei Ausfall",
        "absence_effect": "Folgen von Abwesenheiten",
        "act": "Wer etwas geändert hat",
        "journal": "Alte und neue Werte",
    }
)


def rule_text(rule: RetentionRule, settings: Settings) -> str:
    """Return how long a rule keeps data, with its source."""
    key = SETTING_OF.get(rule)
    if key is None:
        return _RULES[rule]
    count = settings.number(key)
    words = ("Jahr", "Jahre") if key.endswith("_years") else ("Monat", "Monate")
    period = f"{count} {words[count != 1]}"
    return _RULES[rule].format(period=period, source=DEFAULTS[key].source)
