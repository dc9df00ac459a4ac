"""Lists as offices, schools and programs write them, with invented people and what is right.

Each layout is text or a workbook; beside it stands which column means what, who is in it, which
rows are nobody, and which are somebody written twice.
"""

from benchmarks import list_texts as texts
from benchmarks.list_layout import Layout

_NAMES = {"Nachname": "family_name", "Vorname": "given_name"}
_RIMA, _SAMI = "Ahornfeld|Rima", "Cedar|Sami"

LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "Outlook, German",
        texts.OUTLOOK,
        "cp1252",
        columns={
            "Anrede": "gender", "Vorname": "given_name", "Weitere Vornamen": "middle_name",
            "Nachname": "family_name", "Firma": "employer", "Straße privat": "street",
            "Ort privat": "municipality", "Postleitzahl privat": "postcode",
            "Land/Region privat": "nationality", "Telefon geschäftlich": "phone",
            "Telefon privat": "phone", "Mobiltelefon": "phone", "Geburtstag": "birth_date",
            "Geschlecht": "gender", "E-Mail-Adresse": "email", "Notizen": "note",
        },
        people=(f"{_RIMA}||+49 3741 556677", "Cedar|Sami Karim|1991-04-03|0151 1112223"),
    ),
    Layout(
        "Thunderbird, German",
        texts.THUNDERBIRD,
        columns={
            "Vorname": "given_name", "Nachname": "family_name", "Primäre E-Mail-Adresse": "email",
            "Sekundäre E-Mail-Adresse": "email", "Tel. dienstlich": "phone",
            "Tel. privat": "phone", "Mobil-Tel.-Nr.": "phone", "Privat: Adresse": "street",
            "Privat: Ort": "municipality", "Privat: PLZ": "postcode",
            "Privat: Land": "nationality", "Geburtsjahr": "birth_year",
            "Geburtsmonat": "birth_month", "Geburtstag": "birth_day", "Notizen": "note",
        },
        people=("Buchwald|Olha|1988-07-24|03741 445566", "Dorn|Uwe||0151 7778889"),
    ),
    Layout(
        "Google, before 2024",
        texts.GOOGLE_OLD,
        columns={
            "Given Name": "given_name", "Additional Name": "middle_name",
            "Family Name": "family_name", "Birthday": "birth_date", "Gender": "gender",
            "E-mail 1 - Value": "email", "Phone 1 - Value": "phone", "Phone 2 - Value": "phone",
            "Address 1 - Street": "street", "Address 1 - City": "municipality",
            "Address 1 - Postal Code": "postcode", "Notes": "note",
        },
        people=(f"{_RIMA}|1990-02-01|+49 171 2345678", f"{_SAMI}||0151 1112223"),
    ),
    Layout(
        "Google, since 2024",
        texts.GOOGLE_NEW,
        columns={
            "First Name": "given_name", "Middle Name": "middle_name", "Last Name": "family_name",
            "Birthday": "birth_date", "E-mail 1 - Value": "email", "Phone 1 - Value": "phone",
            "Address 1 - Formatted": "address",
        },
        people=("Eiche|Jana|1985-06-30|+420 377 123 456", "Fichte|Karim Ali||0176 12345678"),
    ),
    Layout(
        "WebUntis",
        texts.WEBUNTIS,
        columns={
            "longName": "family_name", "foreName": "given_name", "gender": "gender",
            "birthDate": "birth_date", "address.email": "email", "address.mobile": "phone",
            "address.phone": "phone", "address.city": "municipality",
            "address.postCode": "postcode", "address.street": "street",
        },
        people=(f"{_RIMA}|2012-02-01|0171 2345678", f"{_SAMI}|2011-04-03|0151 1112223"),
    ),
    Layout(
        "hitobito",
        texts.HITOBITO,
        columns={
            **_NAMES, "Firma": "employer", "Haupt-E-Mail": "email", "Adresse": "address",
            "PLZ": "postcode", "Ort": "municipality", "Land": "nationality",
            "Geschlecht": "gender", "Geburtsdatum": "birth_date",
            "Telefonnummer Privat": "phone", "Telefonnummer Mobil": "phone",
            "Weitere E-Mail Andere": "email",
        },
        people=("Ginkgo|Noor|1999-11-12|037422 4455", "Hasel|Leo|1979-05-02|0160 3344556"),
    ),
    Layout(
        "kindergarten",
        texts.KITA,
        columns={
            "Name des Kindes": "name_family_first", "Geburtsdatum": "birth_date",
            "Abholberechtigte": "collectors", "Notfallnummer": "emergency",
            "Name Mutter": "guardian", "Tel. Mutter": "guardian_phone", "Name Vater": "guardian",
            "Tel. Vater": "guardian_phone", "Allergien / Besonderheiten": "allergies",
        },
        people=("Ahornfeld|Lina|2024-02-01|", "Cedar|Omar|2023-04-03|"),
    ),
    Layout(
        "sections, pages and sums",
        texts.SECTIONS,
        "cp1252",
        columns={**_NAMES, "Geb. am": "birth_date", "Handy": "phone"},
        people=(
            f"{_RIMA}|1990-02-01|0171 2345678", "Buchwald|Olha||0160 9876543",
            f"{_SAMI}|1991-04-03|0151 1112223", "Dorn|Ina|1992-06-05|0151 7778889",
        ),
    ),
    Layout(
        "Czech, cp1250",
        texts.CZECH,
        "cp1250",
        columns={
            "Příjmení": "family_name", "Jméno": "given_name", "Datum narození": "birth_date",
            "Telefonní číslo": "phone", "Obec": "municipality", "PSČ": "postcode",
        },
        people=(
            "Dvořák|Jiří|1980-05-12|+420 602 123 456", "Novotná|Ludmila|1975-03-03|602 987 654",
            "Černý|Luboš|1969-07-07|",
        ),
    ),
    Layout(
        "Ukrainian, cp1251",
        texts.UKRAINIAN,
        "cp1251",
        columns={
            "Прізвище": "family_name", "Ім'я": "given_name", "Дата народження": "birth_date",
            "Телефон": "phone", "Місто": "municipality",
        },
        people=(
            "Шевчук|Олена|1988-08-07|+380 67 123 4567", "Коваленко|Юлія|1995-03-01|0176 12345678",
        ),
    ),
    Layout(
        "German, DOS",
        texts.GERMAN_DOS,
        "cp850",
        columns={**_NAMES, "Straße": "street", "PLZ": "postcode", "Ort": "municipality"},
        people=("Schröder|Jörg||", "Groß|Änne||", "Bär|Käthe||"),
    ),
    Layout(
        "whole names, sorted",
        texts.WHOLE_NAMES,
        "utf-16",
        columns={"Name": "name_family_first", "Geb.": "birth_date", "Tel.": "phone"},
        people=(
            f"{_RIMA}|1990-02-01|0171 2345678", "Buchwald|Olha|1991-03-02|0160 9876543",
            "von der Heide|Karl|1980-04-03|", "Yıldız|Ayşe|1979-05-04|03741 556612",
        ),
    ),
    Layout(
        "zeros lost in Excel",
        texts.LOST_ZEROS,
        columns={**_NAMES, "PLZ": "postcode", "Ort": "municipality", "Telefon": "phone"},
        people=(
            f"{_RIMA}||0171 2345678", "Buchwald|Olha||+49 171 2345699", f"{_SAMI}||037421 556677",
        ),
    ),
    Layout(
        "somebody twice",
        texts.TWICE,
        columns={
            **_NAMES, "Geburtsdatum": "birth_date", "Telefon": "phone", "Straße": "street",
            "Ort": "municipality",
        },
        people=(
            "Müllner|Anna|1990-06-05|0171 2345678", "Muellner|Anna|1990-06-05|",
            "Шевчук|Олена|1988-08-07|", "Schewtschuk|Olena|1988-08-07|",
            "Rima|Ahornfeld|1990-02-01|", "Ahornfeld|Rima|1990-02-01|",
            "Nguyen|Thi Lan||0171 1111111", "Nguyen|Thi Lan||0160 2222222",
            "Haddad|Ahmad|1960-05-04|0151 3333333", "Haddad|Ahmad|1992-08-07|0151 3333333",
        ),
        doubtful=1,
        twice=3,
        clean=False,
    ),
    Layout(
        "bare comma",
        texts.BARE_COMMA,
        columns={**_NAMES, "Anschrift": "address", "Telefon": "phone"},
        people=(
            f"{_RIMA}||0171 2345678", f"{_SAMI}||0151 1112223", "Dorn|Ina||0151 7778889",
        ),
        doubtful=1,
        clean=False,
    ),
    Layout(
        "families with stop and course",
        texts.FAMILIES,
        columns={
            "Familienname": "family_name", "Vorname": "given_name", "Telefon": "phone",
            "Kurs": "course_number", "Haltestelle": "stop", "Kind 1": "children",
            "Geb. Kind 1": "child_birth", "Kind 2": "children", "Geb. Kind 2": "child_birth",
        },
        people=(
            f"{_RIMA}||0171 2345678", "Buchwald|Olha||0160 9876543", f"{_SAMI}||0151 1112223",
        ),
    ),
    Layout(
        "a sheet per course",
        sheets=(
            (
                "Kurs A1-03",
                [["Name", "Vorname", "Telefon"], ["Ahornfeld", "Rima", 1712345678],
                 ["Buchwald", "Olha", "0160 9876543"]],
            ),
            ("Kurs B1-01", [["Name", "Vorname", "Telefon"], ["Cedar", "Sami", "0151 1112223"]]),
            ("Notizen", [["Bitte zurückrufen"], ["Raum 3 ist zu"]]),
        ),
        columns={"Name": "family_name", "Vorname": "given_name", "Telefon": "phone"},
        people=(f"{_RIMA}||0171 2345678", "Buchwald|Olha||0160 9876543", f"{_SAMI}||0151 1112223"),
    ),
    Layout(
        "merged family name, hidden row",
        sheets=(
            (
                "Liste",
                [
                    ["Familienname", "Vorname", "Geburtsdatum", "Adresse"],
                    ["", "Rima", "01.02.1990", ""], ["", "Sami", "03.04.1988", ""],
                    ["", "Lina", "05.06.2023", ""],
                    ["Cedar", "Ola", "07.08.1985", "Markt 1, 08626 Adorf"],
                    ["Dorn", "Ina", "", "Weg 2, 08606 Oelsnitz"],
                ],
            ),
        ),
        merged=((1, 0, 3, 0, "Ahornfeld"), (1, 3, 3, 3, "Hauptstr. 3, 08626 Adorf")),
        hidden=(5,),
        columns={
            "Familienname": "family_name", "Vorname": "given_name",
            "Geburtsdatum": "birth_date", "Adresse": "address",
        },
        people=(
            f"{_RIMA}|1990-02-01|", "Ahornfeld|Sami|1988-04-03|", "Ahornfeld|Lina|2023-06-05|",
            "Cedar|Ola|1985-08-07|", "Dorn|Ina||",
        ),
        doubtful=1,
        clean=False,
    ),
    Layout(
        "on its side",
        sheets=(
            (
                "Liste",
                [
                    ["Nachname", "Ahornfeld", "Buchwald"], ["Vorname", "Rima", "Olha"],
                    ["Geburtsdatum", "01.02.1990", "02.03.1991"],
                    ["Telefon", "0171 2345678", "0160 9876543"],
                ],
            ),
        ),
        columns={**_NAMES, "Geburtsdatum": "birth_date", "Telefon": "phone"},
        people=(f"{_RIMA}|1990-02-01|0171 2345678", "Buchwald|Olha|1991-03-02|0160 9876543"),
    ),
)  # fmt: skip
