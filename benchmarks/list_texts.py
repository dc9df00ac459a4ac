"""The text of lists as programs and offices write them, with invented people."""

OUTLOOK = (
    '"Anrede","Vorname","Weitere Vornamen","Nachname","Suffix","Firma","Straße geschäftlich",'
    '"Ort geschäftlich","Straße privat","Ort privat","Postleitzahl privat","Land/Region privat",'
    '"Telefon geschäftlich","Telefon privat","Mobiltelefon","Geburtstag","Geschlecht",'
    '"E-Mail-Adresse","E-Mail-Typ","Notizen"\r\n'
    '"Frau","Rima","","Ahornfeld","","","","","Hauptstr. 3","Adorf","8626","Deutschland","",'
    '"+49 (3741) 556677","+49 (171) 2345678","0.0.00","Keine Angabe","rima@example.org","SMTP",""'
    "\r\n"
    '"","Sami","Karim","Cedar","","Bäckerei Roth","Werkstr. 1","Plauen","Markt 1","Adorf","08626",'
    '"Deutschland","03741 1234","","0151 1112223","3.4.1991","Männlich","sami@example.org","SMTP",'
    '"kommt später"\r\n'
)
THUNDERBIRD = (
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
GOOGLE_OLD = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Birthday,Gender,E-mail 1 - Type,"
    "E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,"
    "Address 1 - Type,Address 1 - Street,Address 1 - City,Address 1 - Postal Code,Notes\n"
    "Rima Ahornfeld,Rima,,Ahornfeld,,1990-02-01,,Home,rima@example.org,Mobile,+49 171 2345678,"
    "Home,03741 556677,Home,Hauptstr. 3,Adorf,08626,\n"
    "Sami Cedar,Sami,,Cedar,,,,,,Mobile,0151 1112223 ::: 03741 998877,,,,,,,\n"
)
GOOGLE_NEW = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Labels,Birthday,E-mail 1 - Label,"
    "E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted\n"
    "Jana,,Eiche,,Kurs,1985-06-30,*,jana@example.org,Mobil,+420 377 123456,Home,"
    '"Ulice 5, 352 01 Aš"\n'
    "Karim,Ali,Fichte,,Kurs,,,,,0176 12345678,,\n"
)
WEBUNTIS = (
    "name;longName;foreName;gender;birthDate;klasse.name;entryDate;exitDate;text;id;externKey;"
    "address.email;address.mobile;address.phone;address.city;address.postCode;address.street\n"
    "AhornfeldRim;Ahornfeld;Rima;W;01.02.2012;5a;01.08.2026;;;17;;rima@example.org;0171 2345678;;"
    "Adorf;08626;Hauptstr. 3\n"
    "CedarSami;Cedar;Sami;M;03.04.2011;5a;01.08.2026;;;18;;;0151 1112223;;Adorf;08626;Markt 1\n"
)
HITOBITO = (
    "Vorname,Nachname,Übername,Firmenname,Firma,Haupt-E-Mail,Adresse,PLZ,Ort,Land,Hauptebene,"
    "Rollen,Geschlecht,Geburtsdatum,Zusätzliche Angaben,Telefonnummer Privat,Telefonnummer Mobil,"
    "Weitere E-Mail Andere\n"
    "Noor,Ginkgo,,,nein,noor@example.org,Lindenweg 9,08258,Markneukirchen,DE,Adorf,Mitglied,"
    "weiblich,12.11.1999,,037422 4455,0152 28817386,\n"
    "Leo,Hasel,,,nein,leo@example.org,Weg 4,08645,Bad Elster,DE,Adorf,Mitglied,männlich,"
    "02.05.1979,,,0160 3344556,leo2@example.org\n"
)
KITA = (
    "Name des Kindes;Geburtsdatum;Gruppe;Abholberechtigte;Notfallnummer;Name Mutter;Tel. Mutter;"
    "Name Vater;Tel. Vater;Allergien / Besonderheiten\r\n"
    "Ahornfeld, Lina;01.02.2024;Käfer;Oma Helga;0171 2345678;Ahornfeld, Rima;0171 2345678;"
    "Ahornfeld, Sami;0160 9876543;Erdnüsse!\r\n"
    "Cedar, Omar;03.04.2023;Igel;;0151 1112223;Cedar, Ola;0151 1112223;;;\r\n"
)
SECTIONS = (
    "Teilnehmerliste Frühjahr 2027;;;\r\nStand: 12.02.2027;;;\r\nNachname;Vorname;Geb. am;Handy\r\n"
    "Kurs A1-03;;;\r\nAhornfeld;Rima;01.02.1990;0171 2345678\r\nBuchwald;Olha;;0160 9876543\r\n"
    "Seite 1 von 2;;;\r\nNachname;Vorname;Geb. am;Handy\r\nCedar;Sami;03.04.1991;0151 1112223\r\n"
    "Warteliste;;;\r\nDorn;Ina;05.06.1992;0151 7778889\r\nSumme;4;;\r\n"
    "Teilnehmer gesamt: 4;;;\r\nSeite 2 von 2;;;\r\n"
)
CZECH = (
    "Příjmení;Jméno;Datum narození;Telefonní číslo;Obec;PSČ\n"
    "Dvořák;Jiří;12.5.1980;+420 602 123456;Aš;352 01\n"
    "Novotná;Ludmila;3. března 1975;602 987 654;Hranice;351 24\n"
    "Černý;Luboš;7.7.1969;;Cheb;350 02\n"
)
UKRAINIAN = (
    "Прізвище;Ім'я;Дата народження;Телефон;Місто\n"
    "Шевчук;Олена;07.08.1988;+380 67 1234567;Adorf\n"
    "Коваленко;Юлія;01.03.1995;0176 12345678;Oelsnitz\n"
)
GERMAN_DOS = (
    "Nachname;Vorname;Straße;PLZ;Ort\r\nSchröder;Jörg;Hauptstraße 4;08258;Markneukirchen\r\n"
    "Groß;Änne;Mühlgasse 2;08626;Adorf\r\nBär;Käthe;Höhenweg 1;08261;Schöneck\r\n"
)
WHOLE_NAMES = (
    "Nr.;Name;Geb.;Tel.\r\n1;Ahornfeld Rima;01.02.1990;0171 2345678\r\n"
    "2;Buchwald Olha;02.03.1991;0160/9876543\r\n3;von der Heide Karl;03.04.1980;\r\n"
    "4;Yıldız Ayşe;04.05.1979;03741 5566-12\r\n"
)
LOST_ZEROS = (
    "Nachname;Vorname;PLZ;Ort;Telefon\r\nAhornfeld;Rima;8626;Adorf;1712345678\r\n"
    "Buchwald;Olha;8645;Bad Elster;491712345699\r\nCedar;Sami;8606;Oelsnitz;37421556677\r\n"
)
TWICE = (
    "Nachname;Vorname;Geburtsdatum;Telefon;Straße;Ort\n"
    "Müllner;Anna;05.06.1990;0171 2345678;Markt 1;Adorf\n"
    "Muellner;Anna;05.06.1990;;;\n"
    "Шевчук;Олена;07.08.1988;;;\nSchewtschuk;Olena;07.08.1988;;;\n"
    "Rima;Ahornfeld;01.02.1990;;;\nAhornfeld;Rima;01.02.1990;;;\n"
    "Nguyen;Thi Lan;;0171 1111111;Markt 2;Adorf\nNguyen;Thi Lan;;0160 2222222;Weg 3;Plauen\n"
    "Haddad;Ahmad;04.05.1960;0151 3333333;;\nHaddad;Ahmad;07.08.1992;0151 3333333;;\n"
)
BARE_COMMA = (
    "Nachname,Vorname,Anschrift,Telefon\nAhornfeld,Rima,Hauptstr. 3, 08626 Adorf,0171 2345678\n"
    'Cedar,Sami,"Markt 1, 08626 Adorf",0151 1112223\n'
    'Dorn,Ina,"Weg 2, 08606 Oelsnitz",0151 7778889\n'
)
FAMILIES = (
    "Familienname;Vorname;Telefon;Kurs;Haltestelle;Kind 1;Geb. Kind 1;Kind 2;Geb. Kind 2\n"
    "Ahornfeld;Rima;0171 2345678;A1-03;Oelsnitz Markt;Lina;01.02.2023;Omar;05.06.2024\n"
    "Buchwald;Olha;0160 9876543;A1-03;;Danylo;07.08.2022;;\n"
    "Cedar;Sami;0151 1112223;B1-01;;;;;\n"
)
