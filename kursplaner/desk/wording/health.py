"""A child's health in words: every line says what it is about, nothing is shortened."""

from kursplaner.store.queries.people.child_cards import HealthText


def health_lines(health: HealthText | None) -> tuple[str, ...]:
    """Return "Allergie: Erdnuss" and so on, a line for each field that is filled in."""
    if health is None:
        return ()
    labelled = (
        ("Allergie", health.allergies),
        ("Krankheit", health.illness),
        ("Medikament", health.medicine),
        ("Im Notfall", health.emergency),
    )
    return tuple(f"{label}: {text.strip()}" for label, text in labelled if text.strip())
