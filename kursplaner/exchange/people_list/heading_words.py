"""The words people write above the columns of their lists, by what they mean.

German, English, Czech, Polish, French, Ukrainian, Russian and Arabic, separated by "|"; case,
accents, blanks, hyphens and ae/ä do not matter. Words must match whole, stems anywhere.
"""

WORDS: dict[str, str] = {
    "family_name": (
        "Name|Namen|Fam.Name|FamName|Fam.-Name|Nachname|Nachnamen|"
        "Familienname|Familie|Langname|Name1|Name 1|Hausname|"
        "Familiennamen|Zuname|NName|longName"
        "|Family Name TN|Nachname der Person|N.Name"
        "|Nachname TN|Name TN|Name Teilnehmer|Familienname Teilnehmer|Nachname (Familienname)"
        "|Name (Nachname)|last name|lastname|surname|family name|familyname|Příjmení|Nazwisko|Nom"
        "|Nom de famille|Прізвище|Фамилия|Apellido|Apellidos|Soyadı|Mbiemri|Prezime|Nume"
        "|اسم العائلة|الكنية|اللقب"
    ),
    "given_name": (
        "Vorname|Vornamen|VName|V.Name|Vorname TN|Vorname(n)|Rufname|first name|firstname"
        "|given name|givenname|given names|forename|fore name|Vorname 1|Jméno|Křestní jméno|Imię"
        "|Imiona|Prénom|Prénoms"
        "|Ім'я|Имя|Nombre|Adı|Emri|Ime|Prenume|الاسم الأول|الاسم"
    ),
    "name_family_first": (
        "Nachname, Vorname|Name, Vorname|Name/Vorname|Name Vorname|Name und Vorname|Name u. Vorname"
        "|Nach- und Vorname|Familienname, Vorname|Nachname Vorname|Nachname und Vorname"
        "|last name, first name|surname, first name|surname, given name|Příjmení a jméno"
        "|Příjmení, jméno|Nazwisko i imię|Nom et prénom|Прізвище та ім'я|ПІБ|ФИО"
    ),
    "name_given_first": (
        "Vorname Nachname|Vor- und Nachname|Vor- und Zuname|Vor- u. Nachname|Vorname, Name"
        "|Vorname und Name|Vorname, Nachname|Vorname und Nachname|Vorname Name|Vollständiger Name"
        "|TN|Ganzer Name|Voller Name|Anzeigename|display name|Teilnehmer|Teilnehmende|Teilnehmerin"
        "|Teilnehmer/in|Teilnehmer/-in"
        "|Teilnehmer*in|Teilnehmer:in|Teilnehmername|Name des Teilnehmers|Name der Teilnehmerin"
        "|Person|Kind|full name|fullname|complete name|participant"
        "|participant name|student|student name|Jméno a příjmení|Celé jméno|Imię i nazwisko"
        "|Prénom et nom|Ім'я та прізвище|Имя и фамилия|الاسم الكامل"
    ),
    "middle_name": (
        "Weitere Vornamen|Zweiter Vorname|Zweitname|middle name|additional name|further given names"
    ),
    "birth_name": (
        "Geburtsname|Mädchenname|Geburtsname (geb.)|Geb.-Name|Name bei Geburt|Früherer Name"
        "|Geburts-/früherer Name|birth name|maiden name|née|Rodné příjmení"
        "|Nazwisko rodowe|Nom de naissance|Nom de jeune fille|Дівоче прізвище|Девичья фамилия"
    ),
    "birth_month": "Geburtsmonat|birth month",
    "birth_day": "Geburtstag (Tag)|Tag der Geburt",
    "birth_year": "Geburtsjahr|Jahrgang|year of birth|birth year|Rok narození|Geb.-Jahr",
    "birth_date": (
        "Geburtsdatum|Geburtstag|Geburtsdat.|Geb.|Geb.-Datum|Geb.Dat.|Gebdat|GebDatum|Geb. am"
        "|Geboren|Geboren am|GD|date of birth|birth date|birthdate|birthday|DOB|born"
        "|Datum narození|Narozen|Narozena|Data urodzenia"
        "|Date de naissance|Дата народження|Дата рождения|Fecha de nacimiento|Doğum tarihi"
        "|Data e lindjes|Datum rođenja|Data nașterii|تاريخ الميلاد|تاريخ الولادة"
    ),
    "gender": (
        "Geschlecht|Geschl.|G.|m/w|m / w / d|m/f|w/m/d|"
        "m/w/d|w/m|w/m/d|gender|sex|Pohlaví|Płeć|Sexe|Стать|Пол|Sexo"
        "|Anrede|Cinsiyet|الجنس"
    ),
    "phone": (
        "Telefon|Telefonnummer|Telefonnr.|Tel|Tel.|Tel.-Nr.|Tel.Nr.|TelNr|Telefon privat"
        "|Telefon mobil|Handy|Handynummer|Handynr.|Handy-Nr.|Mobil"
        "|Mobilnummer|Mobiltelefon|Mobilfunk"
        "|Rufnummer|Festnetz|WhatsApp|Kontakt Telefon|Telefon/Handy|Tel./Handy|phone|phone number"
        "|telephone|mobile|mobile phone|cell|cell phone|Telefonní číslo|Mobilní telefon"
        "|Numer telefonu"
        "|Téléphone|Portable|Номер телефону|Номер телефона|Телефон|Teléfono|الهاتف|رقم الهاتف"
    ),
    "email": (
        "E-Mail|Email|Mail|E-Mail-Adresse|Mailadresse|Emailadresse|Mail-Adresse|Elektronische Post"
        "|email address|e-mail address|Adresa e-mail|Adres e-mail|Courriel|Електронна пошта"
        "|Электронная почта|البريد الإلكتروني"
    ),
    "street": (
        "Straße|Strasse|Str.|Privat: Adresse|Straße und Hausnr.|Straße u. Hausnr.|Straße Nr."
        "|Straße und Hausnummer|Straße, Hausnummer|Straße, Nr."
        "|Straße/Nr.|Straße/Hausnummer|Straße, Haus-Nr.|Straße u. Nr.|Straßenname|street"
        "|street address|address line 1|Ulice|Ulice a číslo|Ulica|Rue|Вулиця|Улица|الشارع"
    ),
    "house_number": (
        "Hausnummer|Haus-Nr.|HsNr|Hs.-Nr.|"
        "Hausnr.|HNr.|Nr. (Haus)|house number|house no|Číslo domu|Číslo popisné"
        "|Numer domu"
    ),
    "postcode": (
        "PLZ|Postleitzahl|Post-Leitzahl|postcode|postal code|zip|zip code|PSČ|Kod pocztowy"
        "|Code postal|Поштовий індекс|Индекс"
    ),
    "municipality": (
        "Ort|Wohnort|Stadt|Gemeinde|Wohngemeinde|Heimatgemeinde|Wohnsitz|Ortschaft|Kommune"
        "|Heimatort|Stadt/Gemeinde|Ort/Gemeinde|city|town|place|municipality|place of residence"
        "|residence|Obec|Město|Bydliště|Miejscowość|Miasto|Ville|Commune|Місто|Город|المدينة"
    ),
    "postcode_and_municipality": (
        "PLZ Ort|PLZ/Ort|PLZ, Ort|PLZ und Ort|PLZ + Ort|PLZ u. Ort|PLZ Wohnort|PLZ, Wohnort"
        "|PLZ/Wohnort|Postleitzahl und Ort|Postleitzahl, Ort|Postleitzahl Ort|PSČ a obec|PSČ Obec"
        "|zip city|postcode and town"
    ),
    "address": (
        "Adresse|Anschrift|Wohnanschrift|Wohnadresse|Postanschrift|Meldeadresse|Hausanschrift"
        "|address|home address|Adresa|Bydliště (adresa)|Adres|Адреса|Адрес|Dirección|العنوان"
    ),
    "language": (
        "Sprache|Sprachen|Muttersprache|Muttersprachen|Erstsprache|Herkunftssprache|Zweitsprache"
        "|Fremdsprachen|Weitere Sprachen|Familiensprache|Gesprochene Sprachen|Kontaktsprache"
        "|Sprachkenntnisse|language|languages|mother tongue|native language|first language"
        "|Jazyk|Jazyky|Mateřský jazyk|Rodný jazyk|Język|Język ojczysty|Langue|Langue maternelle"
        "|Мова|Рідна мова|Язык|Родной язык|اللغة|اللغة الأم"
    ),
    "nationality": (
        "Nationalität|Staatsangehörigkeit|Staatsangeh.|StaatsAng.|Staatsbürgerschaft|Herkunft|Herkunftsland"
        "|Geburtsland|Land|Land/Region|StA|nationality|citizenship|country|country of origin"
        "|Národnost"
        "|Státní příslušnost|Státní občanství|Země původu|Narodowość|Obywatelstwo|Nationalité"
        "|Громадянство|Гражданство|الجنسية"
    ),
    "level": (
        "Niveau|Niv.|Sprachniveau|Kursniveau|Deutschniveau|Sprachstand|Stufe|Niveaustufe|GER|GER-Niveau"
        "|Einstufung|Deutschkenntnisse|level|language level|CEFR|German level|Úroveň"
        "|Jazyková úroveň|Poziom|Рівень|Уровень|المستوى"
    ),
    "course_number": (
        "Kurs|Kursnummer|Kurs-Nr.|Kursnr.|Kurs Nr.|Kursbezeichnung|Kursnr|KNr.|course"
        "|course number|course no|class|Kurz|Číslo kurzu|Numer kursu|Kurs nr|Cours|Курс|Номер курсу"
    ),
    "stop": (
        "Haltepunkt|Haltestelle|Abholort|Zustieg|Einstieg|Zustiegsort|Abholpunkt|Fahrdienst ab"
        "|Zusteigeort|stop|pick-up|pick-up place|Zastávka|Przystanek"
    ),
    "child_birth": "Geburtsdatum Kind|Geburtsdatum des Kindes|Geburtsdaten der Kinder|Kind geb.",
    "emergency": "Notfallnummer|Notfall|im Notfall|emergency contact|emergency phone",
    "collectors": (
        "Abholberechtigte|Abholberechtigt|Abholberechtigter|Abholberechtigte Personen|Darf abholen"
        "|authorised collectors|who may collect"
    ),
    "allergies": (
        "Allergie|Allergien|Unverträglichkeiten|Allergien / Besonderheiten"
        "|Allergien und Unverträglichkeiten|Gesundheitliche Besonderheiten|Allergien/Krankheiten"
        "|allergies|Alergie"
    ),
    "contact": (
        "Kontakt|Kontaktdaten|Erreichbarkeit|Erreichbar unter|Telefon/E-Mail|Tel./E-Mail|Tel./Mail"
        "|Telefon / Mail|Telefon, E-Mail|Telefon und E-Mail|contact|contact details"
    ),
    "status": (
        "Status|Anmeldestatus|Anmeldestand|Teilnahmestatus|Teilnehmerstatus|Buchungsstatus|Stand"
        "|enrolment status|enrollment status|booking status"
    ),
    "restricted": (
        "Auskunftssperre|Übermittlungssperre|Adresssperre|Sperrvermerk|Gesperrt|Meldesperre"
    ),
    "children": (
        "Kinder|Anzahl Kinder|Anz. Kinder|"
        "Kinderanzahl|Zahl der Kinder|Kind/er|Kind(er)|Name der Kinder"
        "|Namen der Kinder|Kinder (Anzahl)|Betreuungskinder|Kinder für Betreuung|children"
        "|number of children|kids|Děti|Počet dětí|Dzieci|Enfants|Діти|Дети|الأطفال"
    ),
    "employer": (
        "Arbeitgeber|Arbeitgeberin|Betrieb|Firma|Arbeitsstelle|Unternehmen|Arbeitsplatz|employer"
        "|company|workplace|Zaměstnavatel|Firma (zaměstnavatel)|Pracodawca|Employeur|Роботодавець"
        "|Работодатель"
    ),
    "note": (
        "Bemerkung|Bemerkungen|Anmerkung|Anmerkungen|Notiz|Notizen|Hinweis|Hinweise|Kommentar"
        "|Sonstiges|note|notes|remark|remarks|comment|comments|Poznámka|Poznámky|Uwagi|Remarque"
        "|Remarques|Примітка|Примечание|ملاحظات"
    ),
    "height": (
        "Größe|Körpergröße|Größe in cm|Größe (cm)|Größe cm|Körpergröße (cm)|height|height (cm)"
        "|height cm|body height|Výška|Výška (cm)|Wzrost|Taille|Зріст|Рост"
    ),
    "guardian_phone": "Telefon Eltern|Tel. Eltern|Telefon Mutter|Telefon Vater|Elterntelefon",
    "guardian": (
        "Sorgeberechtigte|Sorgeberechtigter|Sorgeberechtigte/r|Sorgeberechtigte Person"
        "|Erziehungsberechtigte|Erziehungsberechtigter|Erziehungsberechtigte/r|Eltern|Elternteil"
        "|Mutter|Vater|Name der Mutter|Name des Vaters|Name der Eltern|Vormund|guardian|guardians"
        "|parent|parents|mother|father|legal guardian|Zákonný zástupce|Rodič|Rodiče|Matka|Otec"
        "|Opiekun|Rodzice|Tuteur|Parents|Батьки|Родители|ولي الأمر"
    ),
}

STEMS: tuple[tuple[str, str], ...] = (
    # Looked for in this order; the first that occurs decides. "" is known and means nothing here.
    ("", "geburtsort|birthplace|placeofbirth|mistonarozeni|unterschrift|signature|podpis"),
    ("", "anmeldedatum|eintritt|austritt|anmeldungam|laufendenummer|lfdnr|telefonzeiten|emailok"),
    ("birth_name", "geburtsname|madchenname|maidenname"),
    ("restricted", "auskunftssperre|sperrvermerk|ubermittlungssperre"),
    ("emergency", "notfall"),
    ("allergies", "allergie|unvertraglichkeit"),
    ("birth_date", "geburtsdatum|geburtstag|dateofbirth|datumnarozeni|siegeboren|borndate"),
    ("language", "sprachensprechen|sprachesprechen|sprachensprichst"),
    ("municipality", "wowohnen|wowohnst|inwelchemort|wohnort"),
    ("guardian", "sorgeberecht|erziehungsberecht|guardian|zakonnyzastupce"),
    ("nationality", "staatsangehorig|nationalitat|staatsburger|herkunftsland|citizenship"),
    ("postcode", "postleitzahl"),
    ("email", "emailadresse|mailadresse|emailaddress"),
    ("phone", "telefonnummer|handynummer|mobilnummer|phonenumber|rufnummer|mobiltel|telefon"),
    ("family_name", "familienname|nachname"),
    ("given_name", "vorname"),
    ("gender", "geschlecht"),
    ("language", "muttersprache|herkunftssprache|mothertongue"),
    ("level", "sprachniveau|deutschniveau"),
    ("course_number", "kursnummer"),
    ("employer", "arbeitgeber"),
    ("height", "korpergrosse"),
    ("stop", "haltestelle|haltepunkt"),
    ("note", "bemerkung|anmerkung"),
)

BARE_NAMES = "Name|Namen|Familie|Hausname|Jméno|Nom|Імʼя|الاسم|Name Teilnehmer|Name TN"
"""Says "name" and not which: what stands below decides."""

SINGLE_WORDS: dict[str, str] = {
    "phone": (
        "Telefon|Telefonnummer|Tel|Handy|Handynummer|Mobil|Mobiltelefon|Mobilnummer|Mobilfunk"
        "|Rufnummer|Festnetz|WhatsApp|phone|mobile|cell|telephone|Telefonnr|Handynr|Fon|Phon"
    ),
    "email": "Mail|Email|Mailadresse|Emailadresse",
    "street": "Straße|Strasse|street|Str",
    "postcode": "PLZ|Postleitzahl|postcode|zip|zipcode",
    "municipality": "Ort|Wohnort|city|town",
    "birth_date": "Geburtsdatum|Geburtstag|birthday|birthdate|geboren|geb|gebdatum",
    "birth_year": "Geburtsjahr|Jahrgang",
    "gender": "Geschlecht|Anrede|gender",
    "family_name": "Nachname|Familienname|surname|Zuname",
    "given_name": "Vorname|Vornamen|forename",
    "note": "Bemerkung|Bemerkungen|Anmerkung|Notiz|Notizen|notes",
}
"""Words that say by themselves what a heading means, whatever stands beside them."""

HOME = "privat|private|home|zuhause|persönlich|priv|priv.|eigene|Wohn"
WORK = "geschäftlich|dienstlich|dienst|dienstl|geschäftl|business|work|Büro|Arbeit|other|weiteres"
FILLERS = (
    "der|des|die|das|von|vom|im|in|am|und|u|bzw|oder|ggf|falls|wenn|bitte|angeben|vorhanden|Nr|the"
    "|TN|Teilnehmer|Teilnehmers|Teilnehmerin|Teilnehmende|Teilnehmenden|Kursteilnehmer|Person|Kunde"
    "|Kundin|Klient|Klientin|Schüler|Schülerin|Haupt|primäre|primary|primär|weitere|zweite"
    "|sekundäre|secondary|alternativ|value|formatted|Wert|address|tagsüber|abends|eigene|aktuelle"
    "|aktuell|vollständige|ggfs|or|and|of|your"
)
"""Words that tell which or whose, not what."""

NOTHING = (
    "Typ|type|label|labels|Anzeige|display|yomi|phonetic|phonetisch|Initialen|initials|Suffix|Präfix|prefix|Titel"
    "|Fax|Faxnummer|Pager|Telex|Anmeldedatum|Anmeldung am|Eintrittsdatum|Austrittsdatum|Kurztext"
    "|entry date|exit date|Eintritt|Austritt|Jahrestag|Rechnungsadresse|Webseite|website|url|Rolle"
    "|Rollen|Messenger-Name|E-Mail-Typ|E-Mail-Anzeigename|file as|Benutzerdef|Namenszusatz"
    "|Kontoname|Benutzername|Dateiname|Gruppenname|Kursname|nickname|Spitzname|screen name"
)
"""Whole headings, or words in one, that mean nothing here whatever stands beside them."""

OTHERS = (
    "Ansprechpartner|Ansprechpartnerin|Kontaktperson|Berater|Beraterin|Betreuer|Betreuerin"
    "|Lehrkraft"
    "|Dozent|Dozentin|Träger|Jobcenter|Konto|Bank|Arzt|Hausarzt|Arbeitgeber|Arbeitgebers|Betrieb"
    "|Betriebs|Firma|Firmen|organization|company|Schule|Hausarztes|Assistent|Assistentin"
    "|Sekretariat"
    "|Partner|Partnerin|Ehepartner|manager|spouse|assistant|Vermieter|Einrichtung|Unternehmen"
)
"""People and houses whose name and telephone are not those of the person."""

GUARDIAN = (
    "Mutter|Mama|mother|Matka|Vater|Papa|father|Otec|Eltern|Elternteil|Sorgeberecht|Personensorge"
    "|Erziehungsberecht|Vormund|Rodič|parent|guardian|Opiekun|Rodzic"
)
EMERGENCY = "Notfall|emergency|Notruf|Nofallkontakt"
COLLECTOR = "Abholberecht|abholen|Abholer|collector"
CHILD = "Kind|Kindes|Kinder|Kinds|child|children|Dítě|Děti"
NO_ORDER = (
    "TN|Teilnehmer|Teilnehmende|Teilnehmerin|Teilnehmer/in|Teilnehmer/-in|Teilnehmer*in"
    "|Teilnehmer:in|Teilnehmername|Name des Teilnehmers|Name der Teilnehmerin|Person|full name"
    "|fullname|complete name|participant|participant name|student|student name|Vollständiger Name"
    "|Ganzer Name|Voller Name|Anzeigename|display name"
)
"""Whole names whose order only the names tell."""
