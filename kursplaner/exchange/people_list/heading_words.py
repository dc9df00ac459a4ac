"""The words people write above the columns of their lists, by what they mean.

German, English, Czech, Polish, French, Ukrainian, Russian and Arabic, separated by "|"; case,
accents, blanks, hyphens and ae/ä do not matter. Words must match whole, stems anywhere.
"""

WORDS: dict[str, str] = {
    "family_name": (
        "Name|Namen|Nachname|Nachnamen|Familienname|Familiennamen|Zuname|Geburtsname|NName|N.Name"
        "|Nachname TN|Name TN|Name Teilnehmer|Familienname Teilnehmer|Nachname (Familienname)"
        "|Name (Nachname)|last name|lastname|surname|family name|familyname|Příjmení|Nazwisko|Nom"
        "|Nom de famille|Прізвище|Фамилия|Apellido|Apellidos|Soyadı|Mbiemri|Prezime|Nume"
        "|اسم العائلة|الكنية|اللقب"
    ),
    "given_name": (
        "Vorname|Vornamen|VName|V.Name|Vorname TN|Vorname(n)|Rufname|first name|firstname"
        "|given name|givenname|given names|forename|Jméno|Křestní jméno|Imię|Imiona|Prénom|Prénoms"
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
        "|Ganzer Name|Voller Name|Teilnehmer|Teilnehmende|Teilnehmerin|Teilnehmer/in|Teilnehmer/-in"
        "|Teilnehmer*in|Teilnehmer:in|Teilnehmername|Name des Teilnehmers|Name der Teilnehmerin"
        "|Person|Kind|Name des Kindes|Name Kind|full name|fullname|complete name|participant"
        "|participant name|student|student name|Jméno a příjmení|Celé jméno|Imię i nazwisko"
        "|Prénom et nom|Ім'я та прізвище|Имя и фамилия|الاسم الكامل"
    ),
    "birth_date": (
        "Geburtsdatum|Geburtstag|Geburtsdat.|Geb.|Geb.-Datum|Geb.Dat.|Gebdat|GebDatum|Geb. am"
        "|Geboren|Geboren am|Geburtsjahr|GD|date of birth|birth date|birthdate|birthday|DOB|born"
        "|year of birth|Datum narození|Narozen|Narozena|Rok narození|Data urodzenia"
        "|Date de naissance|Дата народження|Дата рождения|Fecha de nacimiento|Doğum tarihi"
        "|Data e lindjes|Datum rođenja|Data nașterii|تاريخ الميلاد|تاريخ الولادة"
    ),
    "gender": (
        "Geschlecht|Geschl.|m/w|m/w/d|w/m|w/m/d|gender|sex|Pohlaví|Płeć|Sexe|Стать|Пол|Sexo"
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
        "Straße|Strasse|Str.|Straße Nr.|Straße und Hausnummer|Straße, Hausnummer|Straße, Nr."
        "|Straße/Nr.|Straße/Hausnummer|Straße, Haus-Nr.|Straße u. Nr.|Straßenname|street"
        "|street address|address line 1|Ulice|Ulice a číslo|Ulica|Rue|Вулиця|Улица|الشارع"
    ),
    "house_number": (
        "Hausnummer|Haus-Nr.|Hausnr.|HNr.|Nr. (Haus)|house number|house no|Číslo domu|Číslo popisné"
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
        "Nationalität|Staatsangehörigkeit|Staatsangeh.|Staatsbürgerschaft|Herkunft|Herkunftsland"
        "|Geburtsland|Land|StA|nationality|citizenship|country|country of origin|Národnost"
        "|Státní příslušnost|Státní občanství|Země původu|Narodowość|Obywatelstwo|Nationalité"
        "|Громадянство|Гражданство|الجنسية"
    ),
    "level": (
        "Niveau|Sprachniveau|Kursniveau|Deutschniveau|Sprachstand|Stufe|Niveaustufe|GER|GER-Niveau"
        "|Einstufung|Deutschkenntnisse|level|language level|CEFR|German level|Úroveň"
        "|Jazyková úroveň|Poziom|Рівень|Уровень|المستوى"
    ),
    "course_number": (
        "Kurs|Kursnummer|Kurs-Nr.|Kursnr.|Kurs Nr.|Kursbezeichnung|Kursnr|KNr.|course"
        "|course number|course no|class|Kurz|Číslo kurzu|Numer kursu|Kurs nr|Cours|Курс|Номер курсу"
    ),
    "children": (
        "Kinder|Anzahl Kinder|Kinderanzahl|Zahl der Kinder|Kind/er|Kind(er)|Name der Kinder"
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
    ("", "geburtsort|birthplace|placeofbirth|mistonarozeni|unterschrift|signature|podpis|notfall"),
    ("", "anmeldedatum|eintritt|austritt|anmeldungam|laufendenummer|lfdnr|telefonzeiten|emailok"),
    ("birth_date", "geburtsdatum|geburtstag|dateofbirth|datumnarozeni"),
    ("guardian", "sorgeberecht|erziehungsberecht|guardian|zakonnyzastupce"),
    ("nationality", "staatsangehorig|nationalitat|staatsburger|herkunftsland|citizenship"),
    ("postcode", "postleitzahl"),
    ("email", "emailadresse|mailadresse|emailaddress"),
    ("phone", "telefonnummer|handynummer|mobilnummer|phonenumber"),
    ("family_name", "familienname|nachname"),
    ("given_name", "vorname"),
    ("gender", "geschlecht"),
    ("language", "muttersprache|herkunftssprache|mothertongue"),
    ("level", "sprachniveau|deutschniveau"),
    ("course_number", "kursnummer"),
    ("employer", "arbeitgeber"),
    ("height", "korpergrosse"),
    ("note", "bemerkung|anmerkung"),
)
