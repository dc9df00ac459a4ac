from kursplaner.cli.shell.output import plain, table, width


def test_tables_are_aligned_whatever_the_script() -> None:
    text = table(("ID", "Name"), [(1, "李"), (12, "Dvořák\x1b[31m"), (3, None)], right={0})
    assert text.splitlines() == ["ID  Name", "──  ──────────", " 1  李", "12  Dvořák[31m", " 3"]


def test_nothing_drives_the_terminal() -> None:
    assert plain("a\x1b]0;x\x07b\u202ec\nd") == "a]0;xbc\nd"


def test_widths() -> None:
    assert width("e\u0301") == 1
    assert width("李") == 2


def test_empty_table() -> None:
    assert table(("A", "B"), []).splitlines() == ["A  B", "─  ─"]
