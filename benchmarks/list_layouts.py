"""Lists as offices, schools and programs write them, with invented people and what is right.

Each layout is text or a workbook; beside it stands which column means what, who is in it, which
rows are nobody, and which are somebody written twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter


@dataclass(frozen=True, slots=True)
class Layout:
    """A list and what is right about it.

    Attributes:
        text: of a text file; with `sheets` a workbook is written instead.
        columns: the meaning of each column by its heading; what is not named means nothing.
        people: "family|given|birth|phone" of everybody in the order of the list; birth as ISO.
        doubtful: how many of them are for a human to look at.
        twice: how many rows are surely somebody from a row above.
        clean: nothing is wrong with the list, so that hardly any row may be doubtful.
    """

    name: str
    text: str = ""
    encoding: str = "utf-8"
    sheets: Sequence[tuple[str, Sequence[Sequence[object]]]] = ()
    columns: dict[str, str] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    doubtful: int = 0
    twice: int = 0
    clean: bool = True
    merged: tuple[tuple[int, int, int, int, str], ...] = ()
    hidden: tuple[int, ...] = ()

    def write(self, folder: Path) -> Path:
        """Write the file and return its path."""
        stem = "".join(char if char.isalnum() else "-" for char in self.name)
        if not self.sheets:
            path = folder / f"{stem}.csv"
            path.write_bytes(self.text.encode(self.encoding))
            return path
        path = folder / f"{stem}.xlsx"
        book = xlsxwriter.Workbook(str(path))
        for name, rows in self.sheets:
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    sheet.write(at, column, value)
            for top, left, bottom, right, value in self.merged:
                sheet.merge_range(top, left, bottom, right, value)
            for at in self.hidden:
                sheet.set_row(at, None, None, {"hidden": True})
        book.close()
        return path


_OUTLOOK = (
    '"Anrede","Vorname","Weitere Vornamen","Nachname","Suffix","Firma","Straße geschäftlich",'
    '"Ort geschäftlich","Straße privat","Ort privat","Postleitzahl privat","Land/Region privat",'
    '"Telefon geschäftlich","Telefon privat","Mobiltelefon","Geburtstag","Geschlecht",'
    '"E-Mail-Adresse","E-Mail-Typ","Notizen"\r\n'
    '"Frau","Rima","","Ahornfeld","","","","","Hauptstr. 3","Adorf","8626","Deutschland","",'
    '"+49 (3741) 556677","+49 (171) 2345678","0.0.00","Keine Angabe","rima@example.org","SMTP",""\r\n'
    '"","Sami","Karim","Cedar","","Bäckerei Roth","Werkstr. 1","Plauen","Markt 1","Adorf","08626",'
    '"Deutschland","03741 1234","","0151 1112223","3.4.1991","Männlich","sami@example.org","SMTP",'
    '"kommt später"\r\n'
)
_THUNDERBIRD = (
    "Vorname,Nachname,Anzeigename,Spitzname,Primäre E-Mail-Adresse,Sekundäre E-Mail-Adresse,"
    "Messenger-Name,Tel. dienstlich,Tel. privat,Fax-Nummer,Pager-Nummer,Mobil-Tel.-Nr.,"
    "Privat: Adresse,Privat: Adresse 2,Privat: Ort,Privat: Bundesland,Privat: PLZ,Privat: Land,"
    "Dienstlich: Adresse,Dienstlich: Ort,Dienstlich: PLZ,Arbeitstitel,Abteilung,Organisation,"
    "Webseite 1,Geburtsjahr,Geburtsmonat,Geburtstag,Notizen\n"
    "Olha,Buchwald,Olha Buchwald,,olha@example.org,,,,03741 445566,,,0160 9876543,Ringstr. 5,,"
    "Oelsnitz,Sachsen,08606,Deutschland,,,,,,,,1988,7,24,\n"
    "Uwe,Dorn,Uwe Dorn,,uwe@example.org,uwe2@example.org,,,,,,0151 7778889,Am Bach 2,,Adorf,"
    "Sachsen,08626,Deutschland,,,,,,,,,,,\n"
)
_GOOGLE_OLD = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Birthday,Gender,E-mail 1 - Type,"
    "E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,"
    "Address 1 - Type,Address 1 - Street,Address 1 - City,Address 1 - Postal Code,Notes\n"
    "Rima Ahornfeld,Rima,,Ahornfeld,,1990-02-01,,Home,rima@example.org,Mobile,+49 171 2345678,"
    "Home,03741 556677,Home,Hauptstr. 3,Adorf,08626,\n"
    "Sami Cedar,Sami,,Cedar,,,,,,Mobile,0151 1112223 ::: 03741 998877,,,,,,,\n"
)
_GOOGLE_NEW = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Labels,Birthday,E-mail 1 - Label,"
    "E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted\n"
    'Jana,,Eiche,,Kurs,1985-06-30,*,jana@example.org,Mobil,+420 377 123456,Home,'
    '"Ulice 5, 352 01 Aš"\n'
    "Karim,Ali,Fichte,,Kurs,,,,,0176 12345678,,\n"
)
_WEBUNTIS = (
    "name;longName;foreName;gender;birthDate;klasse.name;entryDate;exitDate;text;id;externKey;"
    "address.email;address.mobile;address.phone;address.city;address.postCode;address.street\n"
    "AhornfeldRim;Ahornfeld;Rima;W;01.02.2012;5a;01.08.2026;;;17;;rima@example.org;0171 2345678;;"
    "Adorf;08626;Hauptstr. 3\n"
    "CedarSami;Cedar;Sami;M;03.04.2011;5a;01.08.2026;;;18;;;0151 1112223;;Adorf;08626;Markt 1\n"
)
_HITOBITO = (
    "Vorname,Nachname,Übername,Firmenname,Firma,Haupt-E-Mail,Adresse,PLZ,Ort,Land,Hauptebene,"
    "Rollen,Geschlecht,Geburtsdatum,Zusätzliche Angaben,Telefonnummer Privat,Telefonnummer Mobil,"
    "Weitere E-Mail Andere\n"
    "Noor,Ginkgo,,,nein,noor@example.org,Lindenweg 9,08258,Markneukirchen,DE,Adorf,Mitglied,"
    "weiblich,12.11.1999,,037422 4455,0152 28817386,\n"
    "Leo,Hasel,,,nein,leo@example.org,Weg 4,08645,Bad Elster,DE,Adorf,Mitglied,männlich,"
    "02.05.1979,,,0160 3344556,leo2@example.org\n"
)
_KITA = (
    "Name des Kindes;Geburtsdatum;Gruppe;Abholberechtigte;Notfallnummer;Name Mutter;Tel. Mutter;"
    "Name Vater;Tel. Vater;Allergien / Besonderheiten\r\n"
    "Ahornfeld, Lina;01.02.2024;Käfer;Oma Helga;0171 2345678;Ahornfeld, Rima;0171 2345678;"
    "Ahornfeld, Sami;0160 9876543;Erdnüsse!\r\n"
    "Cedar, Omar;03.04.2023;Igel;;0151 1112223;Cedar, Ola;0151 1112223;;;\r\n"
)
_SECTIONS = (
    "Teilnehmerliste Frühjahr 2027;;;\r\nStand: 12.02.2027;;;\r\nNachname;Vorname;Geb. am;Handy\r\n"
    "Kurs A1-03;;;\r\nAhornfeld;Rima;01.02.1990;0171 2345678\r\nBuchwald;Olha;;0160 9876543\r\n"
    "Seite 1 von 2;;;\r\nNachname;Vorname;Geb. am;Handy\r\nCedar;Sami;03.04.1991;0151 1112223\r\n"
    "Warteliste;;;\r\nDorn;Ina;05.06.1992;0151 7778889\r\nSumme;4;;\r\n"
    "Teilnehmer gesamt: 4;;;\r\nSeite 2 von 2;;;\r\n"
)
_CZECH = (
    "Příjmení;Jméno;Datum narození;Telefonní číslo;Obec;PSČ\n"
    "Dvořák;Jiří;12.5.1980;+420 602 123456;Aš;352 01\n"
    "Novotná;Ludmila;3. března 1975;602 987 654;Hranice;351 24\n"
    "Černý;Luboš;7.7.1969;;Cheb;350 02\n"
)
_UKRAINIAN = (
    "Прізвище;Ім'я;Дата народження;Телефон;Місто\n"
    "Шевчук;Олена;07.08.1988;+380 67 1234567;Adorf\n"
    "Коваленко;Юлія;01.03.1995;0176 12345678;Oelsnitz\n"
)
_GERMAN_DOS = (
    "Nachname;Vorname;Straße;PLZ;Ort\r\nSchröder;Jörg;Hauptstraße 4;08258;Markneukirchen\r\n"
    "Groß;Änne;Mühlgasse 2;08626;Adorf\r\nBär;Käthe;Höhenweg 1;08261;Schöneck\r\n"
)
_WHOLE_NAMES = (
    "Nr.;Name;Geb.;Tel.\r\n1;Ahornfeld Rima;01.02.1990;0171 2345678\r\n"
    "2;Buchwald Olha;02.03.1991;0160/9876543\r\n3;von der Heide Karl;03.04.1980;\r\n"
    "4;Yıldız Ayşe;04.05.1979;03741 5566-12\r\n"
)
_LOST_ZEROS = (
    "Nachname;Vorname;PLZ;Ort;Telefon\r\nAhornfeld;Rima;8626;Adorf;1712345678\r\n"
    "Buchwald;Olha;8645;Bad Elster;491712345699\r\nCedar;Sami;8606;Oelsnitz;37421556677\r\n"
)
_TWICE = (
    "Nachname;Vorname;Geburtsdatum;Telefon;Straße;Ort\n"
    "Müllner;Anna;05.06.1990;0171 2345678;Markt 1;Adorf\n"
    "Muellner;Anna;05.06.1990;;;\n"
    "Шевчук;Олена;07.08.1988;;;\nSchewtschuk;Olena;07.08.1988;;;\n"
    "Rima;Ahornfeld;01.02.1990;;;\nAhornfeld;Rima;01.02.1990;;;\n"
    "Nguyen;Thi Lan;;0171 1111111;Markt 2;Adorf\nNguyen;Thi Lan;;0160 2222222;Weg 3;Plauen\n"
    "Haddad;Ahmad;04.05.1960;0151 3333333;;\nHaddad;Ahmad;07.08.1992;0151 3333333;;\n"
)
_BARE_COMMA = (
    "Nachname,Vorname,Anschrift,Telefon\nAhornfeld,Rima,Hauptstr. 3, 08626 Adorf,0171 2345678\n"
    'Cedar,Sami,"Markt 1, 08626 Adorf",0151 1112223\n'
    'Dorn,Ina,"Weg 2, 08606 Oelsnitz",0151 7778889\n'
)
_FAMILIES = (
    "Familienname;Vorname;Telefon;Kurs;Haltestelle;Kind 1;Geb. Kind 1;Kind 2;Geb. Kind 2\n"
    "Ahornfeld;Rima;0171 2345678;A1-03;Oelsnitz Markt;Lina;01.02.2023;Omar;05.06.2024\n"
    "Buchwald;Olha;0160 9876543;A1-03;;Danylo;07.08.2022;;\n"
    "Cedar;Sami;0151 1112223;B1-01;;;;;\n"
)

_NAMES = {"Nachname": "family_name", "Vorname": "given_name"}
_RIMA, _SAMI = "Ahornfeld|Rima", "Cedar|Sami"

LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "Outlook, German",
        _OUTLOOK,
        "cp1252",
        columns={
            "Anrede": "gender", "Vorname": "given_name", "Weitere Vornamen": "middle_name",
            "Nachname": "family_name", "Firma": "employer", "Straße privat": "street",
            "Ort privat": "municipality", "Postleitzahl privat": "postcode",
            "Land/Region privat": "nationality", "Telefon geschäftlich": "phone",
            "Telefon privat": "phone", "Mobiltelefon": "phone", "Geburtstag": "birth_date",
            "Geschlecht": "gender", "E-Mail-Adresse": "email", "Notizen": "note",
        },
        people=(f"{_RIMA}||+49 3741 556677", "Cedar|Sami Karim|1991-04-03|03741 1234"),
    ),
    Layout(
        "Thunderbird, German",
        _THUNDERBIRD,
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
        _GOOGLE_OLD,
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
        _GOOGLE_NEW,
        columns={
            "First Name": "given_name", "Middle Name": "middle_name", "Last Name": "family_name",
            "Birthday": "birth_date", "E-mail 1 - Value": "email", "Phone 1 - Value": "phone",
            "Address 1 - Formatted": "address",
        },
        people=("Eiche|Jana|1985-06-30|+420 377 123 456", "Fichte|Karim Ali||0176 12345678"),
    ),
    Layout(
        "WebUntis",
        _WEBUNTIS,
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
        _HITOBITO,
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
        _KITA,
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
        _SECTIONS,
        "cp1252",
        columns={**_NAMES, "Geb. am": "birth_date", "Handy": "phone"},
        people=(
            f"{_RIMA}|1990-02-01|0171 2345678", "Buchwald|Olha||0160 9876543",
            f"{_SAMI}|1991-04-03|0151 1112223", "Dorn|Ina|1992-06-05|0151 7778889",
        ),
    ),
    Layout(
        "Czech, cp1250",
        _CZECH,
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
        _UKRAINIAN,
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
        _GERMAN_DOS,
        "cp850",
        columns={**_NAMES, "Straße": "street", "PLZ": "postcode", "Ort": "municipality"},
        people=("Schröder|Jörg||", "Groß|Änne||", "Bär|Käthe||"),
    ),
    Layout(
        "whole names, sorted",
        _WHOLE_NAMES,
        "utf-16",
        columns={"Name": "name_family_first", "Geb.": "birth_date", "Tel.": "phone"},
        people=(
            f"{_RIMA}|1990-02-01|0171 2345678", "Buchwald|Olha|1991-03-02|0160 9876543",
            "von der Heide|Karl|1980-04-03|", "Yıldız|Ayşe|1979-05-04|03741 556612",
        ),
    ),
    Layout(
        "zeros lost in Excel",
        _LOST_ZEROS,
        columns={**_NAMES, "PLZ": "postcode", "Ort": "municipality", "Telefon": "phone"},
        people=(
            f"{_RIMA}||0171 2345678", "Buchwald|Olha||+49 171 2345699", f"{_SAMI}||037421 556677",
        ),
    ),
    Layout(
        "somebody twice",
        _TWICE,
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
        _BARE_COMMA,
        columns={**_NAMES, "Anschrift": "address", "Telefon": "phone"},
        people=(
            f"{_RIMA}||0171 2345678", f"{_SAMI}||0151 1112223", "Dorn|Ina||0151 7778889",
        ),
        doubtful=1,
        clean=False,
    ),
    Layout(
        "families with stop and course",
        _FAMILIES,
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
