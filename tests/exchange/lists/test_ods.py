"""What stands in an OpenDocument spreadsheet, cell by cell."""

import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest

from kursplaner.exchange.lists.content import Column, Kind, List, Value
from kursplaner.exchange.lists.ods import ods_bytes


def part(content: List, name: str = "content.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(ods_bytes(content))) as archive:
        return archive.read(name).decode()


def cell(kind: Kind, value: Value) -> str:
    """Return the only cell below the heading."""
    xml = part(List("L", (Column("N", kind),), ((value,),)))
    found = re.search("</table:table-header-rows><table:table-row>(.*?)</table:table-row>", xml)
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize(
    ("kind", "value", "typed"),
    [
        (
            Kind.MOMENT,
            datetime(2027, 3, 2, 9, 5, 7),
            'date" office:date-value="2027-03-02T09:05:07',
        ),
        (Kind.MOMENT, date(2027, 3, 2), 'date" office:date-value="2027-03-02'),
        (Kind.DAY, datetime(2027, 3, 2, 9, 5), 'date" office:date-value="2027-03-02'),
        (Kind.TIME, 0, 'time" office:time-value="PT00H00M00S'),
        (Kind.TIME, 61, 'time" office:time-value="PT01H01M00S'),
        (Kind.MINUTES, -6059, 'time" office:time-value="-PT100H59M00S'),
        (Kind.EURO, Decimal("12.5"), 'currency" office:currency="EUR" office:value="12.5'),
        (Kind.INT, 7, 'float" office:value="7'),
        (Kind.DECIMAL, Decimal("1.5"), 'float" office:value="1.5'),
        (Kind.INT, "viele", "string"),
    ],
)
def test_a_value_is_typed_and_styled(kind: Kind, value: Value, typed: str) -> None:
    begin = f'<table:table-cell table:style-name="c-{kind}" office:value-type="{typed}">'
    assert cell(kind, value).startswith(begin)


def test_blanks_and_tabs_of_a_text_are_kept() -> None:
    assert cell(Kind.TEXT, None) == "<table:table-cell/>"
    begin = '<table:table-cell table:style-name="c-text" office:value-type="string"'
    end = "</text:p></table:table-cell>"
    assert cell(Kind.TEXT, "a b") == f"{begin}><text:p>a b{end}"
    assert cell(Kind.TEXT, " a   b&\nc ") == (
        f'{begin}><text:p><text:s text:c="1"/>a<text:s text:c="3"/>b&amp;</text:p>'
        f'<text:p>c<text:s text:c="1"/>{end}'
    )
    assert cell(Kind.TEXT, "a\tb") == (
        f'{begin} office:string-value="a&#9;b"><text:p>a<text:tab/>b{end}'
    )


@pytest.mark.parametrize(
    ("columns", "last"), [(0, "A"), (1, "A"), (2, "B"), (26, "Z"), (27, "AA"), (53, "BA")]
)
def test_the_buttons_that_filter_stand_over_the_whole_list(columns: int, last: str) -> None:
    rows = (("x",) * columns,) * 2
    xml = part(List("Vogt's", tuple(Column(f"S{n}") for n in range(columns)), rows))
    assert f"table:target-range-address=\"'Vogt''s'.A1:'Vogt''s'.{last}3\"" in xml


def test_columns_have_their_style_and_width_and_the_heading_stays() -> None:
    content = List("Übersicht <1>", (Column("Name"), Column("Tag", Kind.DAY, 11)), ())
    xml = part(content)
    assert (
        '<table:table-column table:style-name="w1" table:default-cell-style-name="c-day"/>' in xml
    )
    assert re.findall(r'style:name="(w\d)".*?column-width="(.*?)"', xml) == [
        ("w0", "1.60cm"),
        ("w1", "2.20cm"),
    ]
    styled = set(re.findall(r'style:name="c-(\w+)"', xml))
    assert styled == {str(kind) for kind in Kind}
    assert len(re.findall('style:name="c-text"', xml)) == 1
    settings = re.findall(
        r'config:name="(\w+)" config:type="(\w+)">(\d)<', part(content, "settings.xml")
    )
    assert settings == [
        ("VerticalSplitMode", "short", "2"), ("VerticalSplitPosition", "int", "1"),
        ("ActiveSplitRange", "short", "2"), ("PositionBottom", "int", "1"),
    ]  # fmt: skip
    assert ">Übersicht &lt;1&gt;</dc:title>" in part(content, "meta.xml")


def test_the_kind_of_file_stands_first_and_unpacked_and_every_part_is_named() -> None:
    with zipfile.ZipFile(io.BytesIO(ods_bytes(List("L", (Column("N"),), ())))) as archive:
        members = archive.infolist()
        manifest = archive.read("META-INF/manifest.xml").decode()
    assert [(m.filename, m.compress_type) for m in members[:2]] == [
        ("mimetype", zipfile.ZIP_STORED),
        ("META-INF/manifest.xml", zipfile.ZIP_DEFLATED),
    ]
    told = re.findall('full-path="(.*?)"', manifest)
    assert sorted(told[1:]) == sorted(member.filename for member in members[2:])


def test_a_wide_list_goes_on_beside_with_number_and_name_on_each_page() -> None:
    columns = (Column("Nr.", Kind.INT, 6), Column("Name"), *(Column(f"S{n}") for n in range(9)))
    wide = List("L", columns, ((1, *("x" * 58,) * 10),))
    assert 'style:scale-to-X="4"' in part(wide, "styles.xml")
    (head,) = re.findall(
        "<table:table-header-columns>(.*?)</table:table-header-columns>", part(wide)
    )
    assert head.count("<table:table-column ") == 2
    numbers = List("L", (Column("A", Kind.INT),), ())
    assert 'style:scale-to-X="1"' in part(numbers, "styles.xml")
    assert "header-columns" not in part(numbers)
