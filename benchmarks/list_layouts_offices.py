"""More lists as offices keep them: headings over two rows, several tables on a sheet, notes."""

from benchmarks.list_layout import Layout

_RIMA, _SAMI, _OLHA = "Ahornfeld|Rima", "Cedar|Sami", "Buchwald|Olha"
_PHONES = ("0171 2345678", "0151 1112223", "0160 9876543")
_NAME = {"Name": "family_name", "Vorname": "given_name"}

OFFICES = (
    Layout(
        "headings over two rows",
        sheets=(
            (
                "Liste",
                [
                    ["Nr.", "", "", "", "", "", ""],
                    ["", "Name", "Vorname", "Telefon", "Name", "Geb.", "Name"],
                    [1, "Ahornfeld", "Rima", _PHONES[0], "Lina", "01.02.2023", "Omar"],
                    [2, "Cedar", "Sami", _PHONES[1], "", "", ""],
                ],
            ),
        ),
        merged=((0, 1, 0, 3, "Teilnehmer/in"), (0, 4, 0, 5, "Kind 1")),
        columns={
            **_NAME, "Telefon": "phone", "Kind 1 Name": "children", "Kind 1 Geb.": "child_birth",
        },
        people=(f"{_RIMA}||{_PHONES[0]}", f"{_SAMI}||{_PHONES[1]}"),
    ),
    Layout(
        "two tables below each other",
        sheets=(
            (
                "Kurse",
                [
                    ["Kurs A1-03 (Di/Do)"], ["Name", "Vorname", "Telefon"],
                    ["Ahornfeld", "Rima", _PHONES[0]], [], ["Kurs B1-01"],
                    ["Vorname", "Name", "Geburtsdatum", "Telefon"],
                    ["Sami", "Cedar", "03.04.1991", _PHONES[1]],
                ],
            ),
        ),
        columns={**_NAME, "Telefon": "phone"},
        people=(f"{_RIMA}||{_PHONES[0]}", f"{_SAMI}|1991-04-03|{_PHONES[1]}"),
    ),
    Layout(
        "two tables beside each other",
        sheets=(
            (
                "Kurse",
                [
                    ["Kurs A1-03", "", "", "", "Kurs B1-01"],
                    ["Name", "Vorname", "Telefon", "", "Name", "Vorname", "Telefon"],
                    ["Ahornfeld", "Rima", _PHONES[0], "", "Cedar", "Sami", _PHONES[1]],
                    ["Buchwald", "Olha", _PHONES[2]],
                ],
            ),
        ),
        columns={**_NAME, "Telefon": "phone"},
        people=(f"{_RIMA}||{_PHONES[0]}", f"{_OLHA}||{_PHONES[2]}", f"{_SAMI}||{_PHONES[1]}"),
    ),
    Layout(
        "parents in the row of their children",
        "Mutter Name;Mutter Vorname;Handy;Kind 1 Name;Kind 1 Geburtsdatum;Kind 2 Name\n"
        "Ahornfeld;Rima;0171 2345678;Lina;01.02.2023;Omar\n"
        "Buchwald;Olha;0160 9876543;Danylo;07.08.2022;\n",
        columns={
            "Mutter Name": "family_name", "Mutter Vorname": "given_name", "Handy": "phone",
            "Kind 1 Name": "children", "Kind 1 Geburtsdatum": "child_birth",
            "Kind 2 Name": "children",
        },
        people=(f"{_RIMA}||{_PHONES[0]}", f"{_OLHA}||{_PHONES[2]}"),
    ),
    Layout(
        "notes between the rows",
        "Nachname;Vorname;Telefon;Kurs\nAhornfeld;Rima;0171 2345678;A1-03\n"
        "-> ruft zurück, wenn die Betreuung klar ist;;;\nBuchwald;Olha;0160 9876543;A1-03\n"
        "(hat am 3.3. abgesagt);;;\n*** ab hier neue Anmeldungen ***;;;\n"
        "Cedar;Sami;0151 1112223;B1-01\nbitte Frau Dorn nochmal anrufen!;;;\n",
        columns={
            "Nachname": "family_name", "Vorname": "given_name", "Telefon": "phone",
            "Kurs": "course_number",
        },
        people=(f"{_RIMA}||{_PHONES[0]}", f"{_OLHA}||{_PHONES[2]}", f"{_SAMI}||{_PHONES[1]}"),
    ),
    Layout(
        "attendance list",
        sheets=(
            (
                "Mrz",
                [
                    ["Anwesenheitsliste", "", "Kurs:", "A1-03"], ["Lehrkraft:", "Frau Holm"], [],
                    ["Nr.", "Name, Vorname", "02.03.", "04.03.", "Summe"],
                    [1, "Ahornfeld, Rima", "x", "x", 2], [2, "Cedar, Sami", "U", "x", 1],
                    ["", "Anwesend", 1, 2, 3], [], ["x = anwesend, U = unentschuldigt"],
                    ["Unterschrift Lehrkraft: ____________"],
                ],
            ),
        ),
        columns={"Name, Vorname": "name_family_first"},
        people=(f"{_RIMA}||", f"{_SAMI}||"),
    ),
    Layout(
        "days of many kinds",
        "Name;Vorname;geb.\nAhornfeld;Rima;12. März 1990\nBuchwald;Olha;12.III.1991\n"
        "Cedar;Sami;1992/03/12\nDorn;Ina;120393\nEibe;Tom;12.03.1994 (32)\n"
        "Fichte;Eva;12.03.1995, Damaskus\nGinkgo;Leo;Mo, 12.03.1996\nHasel;Noor;12.O3.1997\n"
        "Ilex;Ada;١٢.٠٣.١٩٩٨\nKiefer;Jan;12 березня 1999\n",
        columns={**_NAME, "geb.": "birth_date"},
        people=(
            f"{_RIMA}|1990-03-12|", f"{_OLHA}|1991-03-12|", f"{_SAMI}|1992-03-12|",
            "Dorn|Ina|1993-03-12|", "Eibe|Tom|1994-03-12|", "Fichte|Eva|1995-03-12|",
            "Ginkgo|Leo|1996-03-12|", "Hasel|Noor|1997-03-12|", "Ilex|Ada|1998-03-12|",
            "Kiefer|Jan|1999-03-12|",
        ),
    ),
    Layout(
        "forms of address in the name",
        "Teilnehmer;Telefon\nFrau Rima Ahornfeld;0171 2345678\nHerr Dr. Sami Cedar;0151 1112223\n"
        "Fr. Olha Buchwald;0160 9876543\n",
        columns={"Teilnehmer": "name_given_first", "Telefon": "phone"},
        people=(f"{_RIMA}||{_PHONES[0]}", f"{_SAMI}||{_PHONES[1]}", f"{_OLHA}||{_PHONES[2]}"),
    ),
    Layout(
        "birth name, day and telephone in the name",
        'Name, Vorname;Ort\n"Ahornfeld (geb. Eiche), Rima";Adorf\n'
        '"Cedar, Sami *03.04.1991";Adorf\n'
        '"3. Buchwald, Olha 0160 9876543";Adorf\n',
        columns={"Name, Vorname": "name_family_first", "Ort": "municipality"},
        people=(f"{_RIMA}||", f"{_SAMI}|1991-04-03|", f"{_OLHA}||{_PHONES[2]}"),
    ),
    Layout(
        "one column with a title",
        "Kurs: A1-03\nRaum: 3\n\n"
        "1. Rima Ahornfeld\n2. Olha Buchwald\n3. Sami Cedar\n\n3 Personen\n",
        columns={"A": "name_given_first"},
        people=(f"{_RIMA}||", f"{_OLHA}||", f"{_SAMI}||"),
    ),
    Layout(
        "cards below each other",
        sheets=(
            (
                "Karte",
                [
                    ["Name:", "Ahornfeld"], ["Vorname:", "Rima"], ["Telefon:", _PHONES[0]], [],
                    ["Name:", "Cedar"], ["Vorname:", "Sami"], ["Telefon:", _PHONES[1]],
                ],
            ),
        ),
        columns={**_NAME, "Telefon": "phone"},
        people=(f"{_RIMA}||{_PHONES[0]}", f"{_SAMI}||{_PHONES[1]}"),
    ),
    Layout(
        "family name once",
        "Familie;Vorname;Geburtsdatum;Telefon\nAhornfeld;Rima;01.02.1990;0171 2345678\n"
        ";Lina;01.02.2023;\nBuchwald;Olha;07.08.1991;0160 9876543\n",
        columns={
            "Familie": "family_name", "Vorname": "given_name", "Geburtsdatum": "birth_date",
            "Telefon": "phone",
        },
        people=(
            f"{_RIMA}|1990-02-01|{_PHONES[0]}", "Ahornfeld|Lina|2023-02-01|",
            f"{_OLHA}|1991-08-07|{_PHONES[2]}",
        ),
        doubtful=1,
        clean=False,
    ),
    Layout(
        "families and couples in a cell",
        "Name;Telefon\nRima und Sami Ahornfeld;0171 2345678\nFam. Cedar;0151 1112223\n"
        "Olha Buchwald;0160 9876543\n",
        columns={"Name": "name_given_first", "Telefon": "phone"},
        people=(
            f"Ahornfeld|Rima und Sami||{_PHONES[0]}", f"Cedar|||{_PHONES[1]}",
            f"{_OLHA}||{_PHONES[2]}",
        ),
        doubtful=2,
        clean=False,
    ),
    Layout(
        "twins",
        "Nachname;Vorname;Geburtsdatum;Telefon\nAhornfeld;Lena;01.02.2023;0171 2345678\n"
        "Ahornfeld;Lina;01.02.2023;0171 2345678\n",
        columns={
            "Nachname": "family_name", "Vorname": "given_name", "Geburtsdatum": "birth_date",
            "Telefon": "phone",
        },
        people=(
            f"Ahornfeld|Lena|2023-02-01|{_PHONES[0]}", f"Ahornfeld|Lina|2023-02-01|{_PHONES[0]}",
        ),
        doubtful=1,
        clean=False,
    ),
)  # fmt: skip
"""Lists that somebody keeps by hand."""
