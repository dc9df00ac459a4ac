"""More lists as programs write them: schools, courses, registers, forms, and other letters."""

from benchmarks.list_layout import Layout

_RIMA, _SAMI = "Ahornfeld|Rima", "Cedar|Sami"
_NAMES = {"Nachname": "family_name", "Vorname": "given_name"}
_NAME = {"Name": "family_name", "Vorname": "given_name"}

PROGRAMS = (
    Layout(
        "Outlook, English",
        '"Title","First Name","Middle Name","Last Name","Company","Business Street","Home Street",'
        '"Home City","Home Postal Code","Business Phone","Home Phone","Mobile Phone","Birthday",'
        '"Gender","E-mail Address","E-mail Display Name","Notes","Spouse"\r\n'
        '"Ms.","Rima","","Ahornfeld","","","Hauptstr. 3","Adorf","08626","","","0171 2345678",'
        '"2/25/1990","Female","rima@example.org","Rima Ahornfeld (rima@example.org)","",""\r\n'
        '"","Sami","","Cedar","Bakery","Work 1","Markt 1","Adorf","08626","03741 12345","",'
        '"0151 1112223","0/0/00","Unspecified","sami@example.org","Sami","late","Rima"\r\n',
        columns={
            "First Name": "given_name", "Middle Name": "middle_name", "Last Name": "family_name",
            "Company": "employer", "Home Street": "street", "Home City": "municipality",
            "Home Postal Code": "postcode", "Business Phone": "phone", "Home Phone": "phone",
            "Mobile Phone": "phone", "Birthday": "birth_date", "Gender": "gender",
            "E-mail Address": "email", "Notes": "note",
        },
        people=(f"{_RIMA}|1990-02-25|0171 2345678", f"{_SAMI}||0151 1112223"),
    ),
    Layout(
        "Thunderbird, English",
        "First Name,Last Name,Display Name,Primary Email,Work Phone,Home Phone,Mobile Number,"
        "Home Address,Home City,Home ZipCode,Work Address,Birth Year,Birth Month,Birth Day,Notes\n"
        "Olha,Buchwald,Olha Buchwald,olha@example.org,,03741 445566,0160 9876543,Ringstr. 5,"
        "Oelsnitz,08606,,1988,7,24,\n",
        columns={
            "First Name": "given_name", "Last Name": "family_name", "Primary Email": "email",
            "Work Phone": "phone", "Home Phone": "phone", "Mobile Number": "phone",
            "Home Address": "address", "Home City": "municipality", "Home ZipCode": "postcode",
            "Birth Year": "birth_year", "Birth Month": "birth_month", "Birth Day": "birth_day",
            "Notes": "note",
        },
        people=("Buchwald|Olha|1988-07-24|03741 445566",),
    ),
    Layout(
        "hitobito, English",
        "First name,Last name,Nickname,Company,Email,Address,Zip code,Town,Country,Gender,Birthday,"
        "Phone number Private\nNoor,Ginkgo,,no,noor@example.org,Lindenweg 9,08258,Markneukirchen,"
        "DE,female,1999-11-12,037422 4455\n",
        columns={
            "First name": "given_name", "Last name": "family_name", "Company": "employer",
            "Email": "email", "Address": "address", "Zip code": "postcode",
            "Town": "municipality", "Country": "nationality", "Gender": "gender",
            "Birthday": "birth_date", "Phone number Private": "phone",
        },
        people=("Ginkgo|Noor|1999-11-12|037422 4455",),
    ),
    Layout(
        "course bookings with status",
        "Kursnr;Kurstitel;Anrede;Titel;Name1;Vorname;Strasse;PLZ;Ort;Telefon1;EMail;Geburtsdatum;"
        "Status\nA1-03;Deutsch;Frau;;Ahornfeld;Rima;Hauptstr. 3;08626;Adorf;0171 2345678;;"
        "01.02.1990;angemeldet\nA1-03;Deutsch;Herr;Dr.;Cedar;Sami;Markt 1;08626;Adorf;"
        "0151 1112223;;;storniert\n",
        columns={
            "Kursnr": "course_number", "Anrede": "gender", "Name1": "family_name",
            "Vorname": "given_name", "Strasse": "street", "PLZ": "postcode",
            "Ort": "municipality", "Telefon1": "phone", "EMail": "email",
            "Geburtsdatum": "birth_date", "Status": "status",
        },
        people=(f"{_RIMA}|1990-02-01|0171 2345678", f"{_SAMI}||0151 1112223"),
        doubtful=1,
        clean=False,
    ),
    Layout(
        "register of residents",
        "Fam.Name;Rufname;Geb.Datum;Geb.Ort;StaatsAng.;Strasse;HsNr;PLZ;Ort;Einzug\n"
        "Ahornfeld;Rima;01.02.1990;Aleppo;SYR;Hauptstr.;3;08626;Adorf;01.02.2020\n"
        "Cedar;Sami;03.04.1991;Homs;SYR;Markt;1;08626;Adorf;01.02.2021\n",
        columns={
            "Fam.Name": "family_name", "Rufname": "given_name", "Geb.Datum": "birth_date",
            "StaatsAng.": "nationality", "Strasse": "street", "HsNr": "house_number",
            "PLZ": "postcode", "Ort": "municipality",
        },
        people=(f"{_RIMA}|1990-02-01|", f"{_SAMI}|1991-04-03|"),
    ),
    Layout(
        "answers of a form",
        "ID;Startzeit;E-Mail;Wie ist Ihr Nachname?;Wie ist Ihr Vorname?;Wann sind Sie geboren?;"
        "Ihre Handynummer (WhatsApp):;Welche Sprachen sprechen Sie?;Wo wohnen Sie?\n"
        "1;01.02.2027 10:00;anonymous;Ahornfeld;Rima;01.02.1990;01712345678;Arabisch;Adorf\n"
        "2;01.02.2027 11:00;anonymous;Cedar;Sami;03.04.1991;0151 1112223;Arabisch;Oelsnitz\n",
        columns={
            "E-Mail": "email", "Wie ist Ihr Nachname?": "family_name",
            "Wie ist Ihr Vorname?": "given_name", "Wann sind Sie geboren?": "birth_date",
            "Ihre Handynummer (WhatsApp):": "phone", "Welche Sprachen sprechen Sie?": "language",
            "Wo wohnen Sie?": "municipality",
        },
        people=(f"{_RIMA}|1990-02-01|0171 2345678", f"{_SAMI}|1991-04-03|0151 1112223"),
    ),
    Layout(
        "class list with both parents",
        "Klasse;Langname;Vorname;Geburtsdatum;Erziehungsberechtigter 1;Erziehungsberechtigter 1"
        " Telefon;Erziehungsberechtigter 2;Erziehungsberechtigter 2 Telefon\n"
        "5a;Ahornfeld;Lina;01.02.2015;Ahornfeld Rima;0171 2345678;Ahornfeld Sami;0160 9876543\n",
        columns={
            "Langname": "family_name", "Vorname": "given_name", "Geburtsdatum": "birth_date",
            "Erziehungsberechtigter 1": "guardian",
            "Erziehungsberechtigter 1 Telefon": "guardian_phone",
            "Erziehungsberechtigter 2": "guardian",
            "Erziehungsberechtigter 2 Telefon": "guardian_phone",
        },
        people=("Ahornfeld|Lina|2015-02-01|",),
    ),
    Layout(
        "two files joined, UTF-8 and Windows",
        "Nachname;Vorname;Ort\nSchröder;Jörg;Adorf\nGroß;Änne;Bad Elster\n",
        "mixed",
        columns={**_NAMES, "Ort": "municipality"},
        people=("Schröder|Jörg||", "Groß|Änne||"),
    ),
    Layout(
        "UTF-8 written twice",
        "Nachname;Vorname;Ort\nSchröder;Jörg;Adorf\nGroß;Änne;Bad Elster\n",
        "twice",
        columns={**_NAMES, "Ort": "municipality"},
        people=("Schröder|Jörg||", "Groß|Änne||"),
    ),
    Layout(
        "old Mac",
        "Nachname;Vorname;Ort\rGroß;Änne;Adorf\rBär;Käthe;Schöneck\r",
        "mac_roman",
        columns={**_NAMES, "Ort": "municipality"},
        people=("Groß|Änne||", "Bär|Käthe||"),
    ),
    Layout(
        "Turkish, cp1254",
        "Soyadı;Adı;Doğum tarihi;Telefon\nYıldız;Ayşe;01.02.1990;0171 2345678\n"
        "Öztürk;Çağrı;03.04.1991;0151 1112223\n",
        "cp1254",
        columns={
            "Soyadı": "family_name", "Adı": "given_name", "Doğum tarihi": "birth_date",
            "Telefon": "phone",
        },
        people=("Yıldız|Ayşe|1990-02-01|0171 2345678", "Öztürk|Çağrı|1991-04-03|0151 1112223"),
    ),
    Layout(
        "Arabic, cp1256",
        "الاسم;اسم العائلة;تاريخ الميلاد;الهاتف\nريما;أحمد;01.02.1990;0171 2345678\n"
        "سامي;حداد;03.04.1991;0151 1112223\n",
        "cp1256",
        columns={
            "الاسم": "given_name", "اسم العائلة": "family_name", "تاريخ الميلاد": "birth_date",
            "الهاتف": "phone",
        },
        people=("أحمد|ريما|1990-02-01|0171 2345678", "حداد|سامي|1991-04-03|0151 1112223"),
    ),
    Layout(
        "Polish, tabs, UTF-16",
        "Nazwisko\tImię\tData urodzenia\tTelefon\r\nŁukasiewicz\tBożena\t12 marca 1990\t"
        "+48 601 234 567\r\nŚwiątek\tPaweł\t3.04.1991\t\r\n",
        "utf-16",
        columns={
            "Nazwisko": "family_name", "Imię": "given_name", "Data urodzenia": "birth_date",
            "Telefon": "phone",
        },
        people=("Łukasiewicz|Bożena|1990-03-12|+48 601 234 567", "Świątek|Paweł|1991-04-03|"),
    ),
    Layout(
        "without headings",
        "Ahornfeld;Rima;01.02.1990;Hauptstr. 3;08626;Adorf;0171 2345678\n"
        "Cedar;Sami;03.04.1991;Markt 1;08626;Adorf;0151 1112223\n",
        columns={
            "A": "family_name", "B": "given_name", "C": "birth_date", "D": "street",
            "E": "postcode", "F": "municipality", "G": "phone",
        },
        people=(f"{_RIMA}|1990-02-01|0171 2345678", f"{_SAMI}|1991-04-03|0151 1112223"),
    ),
)  # fmt: skip
"""Lists that programs write."""
