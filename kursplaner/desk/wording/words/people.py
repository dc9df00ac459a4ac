"""German words for people, their credentials, routes and consents."""

from kursplaner.domain.kinds import (
    ConsentPurpose,
    ContactResult,
    CredentialKind,
    Gender,
    OrganisationKind,
    ResourceKind,
    Role,
    RouteKind,
    Skill,
)

PEOPLE_WORDS: dict[type, dict[str, str]] = {
    ResourceKind: {
        ResourceKind.PERSON: "Person",
        ResourceKind.ROOM: "Raum",
        ResourceKind.VEHICLE: "Fahrzeug",
    },
    Gender: {
        Gender.FEMALE: "weiblich",
        Gender.MALE: "männlich",
        Gender.DIVERSE: "divers",
        Gender.UNKNOWN: "ohne Angabe",
    },
    Role: {
        Role.TEACHER: "Lehrkraft",
        Role.CARER: "Betreuungsperson",
        Role.DRIVER: "Fahrdienst",
        Role.MENTOR: "Mentor:in",
        Role.INTERPRETER: "Sprachmittlung",
        Role.SPEAKER: "Referent:in",
        Role.VOLUNTEER: "Ehrenamt",
        Role.STAFF: "Büro",
    },
    RouteKind: {
        RouteKind.PHONE: "Telefon",
        RouteKind.MESSENGER: "Messenger",
        RouteKind.EMAIL: "E-Mail",
        RouteKind.NEIGHBOUR: "Nachbarschaft",
        RouteKind.EMPLOYER: "Betrieb",
        RouteKind.HOSTEL: "Unterkunft",
        RouteKind.LETTER: "Brief",
    },
    OrganisationKind: {
        OrganisationKind.PROVIDER: "Träger",
        OrganisationKind.EMPLOYER: "Betrieb",
        OrganisationKind.FUNDER: "Zuwendungsgeber",
        OrganisationKind.AUTHORITY: "Behörde",
        OrganisationKind.SCHOOL: "Schule",
        OrganisationKind.OTHER: "Sonstige",
    },
    CredentialKind: {
        CredentialKind.POLICE_CERTIFICATE: "Erweitertes Führungszeugnis",
        CredentialKind.FIRST_AID: "Erste Hilfe am Kind",
        CredentialKind.MEASLES: "Masernschutz",
        CredentialKind.HYGIENE: "Hygienebelehrung",
        CredentialKind.LICENCE_CHECK: "Führerscheinkontrolle",
        CredentialKind.DRIVER_BRIEFING: "Unterweisung Fahrdienst",
        CredentialKind.INSPECTION: "Hauptuntersuchung (HU)",
        CredentialKind.INSURANCE: "Versicherung",
    },
    ConsentPurpose: {
        ConsentPurpose.PHOTO: "Fotos",
        ConsentPurpose.OUTING: "Ausflüge",
        ConsentPurpose.FIRST_AID: "Erste Hilfe",
        ConsentPurpose.DATA: "Datenverarbeitung",
        ConsentPurpose.NEWS: "Neuigkeiten",
    },
    ContactResult: {
        ContactResult.REACHED: "erreicht",
        ContactResult.MAILBOX: "Mailbox",
        ContactResult.OPEN: "offen",
    },
    Skill: {
        Skill.OVERALL: "gesamt",
        Skill.LISTENING: "Hören",
        Skill.READING: "Lesen",
        Skill.WRITING: "Schreiben",
        Skill.SPEAKING: "Sprechen",
    },
}
