"""A list as an OpenDocument spreadsheet, with as much of the format as a list needs."""

import io
import re
import zipfile
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

from kursplaner.exchange.cell_text import sheet_name
from kursplaner.exchange.lists.content import Kind, List, Value, naming, shown
from kursplaner.exchange.lists.excel_look import pages_wide

_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "fo": "xsl-fo-compatible",
        "number": "datastyle",
        "config": "config",
        "meta": "meta",
    }.items()
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_TWO_DIGITS = ' number:style="long"'
_DAY = (
    f"<number:day{_TWO_DIGITS}/><number:text>.</number:text><number:month{_TWO_DIGITS}/>"
    f"<number:text>.</number:text><number:year{_TWO_DIGITS}/>"
)
_CLOCK = f"<number:hours{_TWO_DIGITS}/><number:text>:</number:text><number:minutes{_TWO_DIGITS}/>"
_TWO_PLACES = (
    '<number:number number:decimal-places="2" number:min-integer-digits="1"'
    ' number:grouping="true"/>'
)
_GERMAN = 'number:language="de" number:country="DE"'
_NUMBER_STYLES = (
    f'<number:number-style style:name="n-decimal" {_GERMAN}>{_TWO_PLACES}</number:number-style>'
    f'<number:number-style style:name="n-int" {_GERMAN}><number:number number:decimal-places="0"'
    ' number:min-integer-digits="1" number:grouping="true"/></number:number-style>'
    f'<number:currency-style style:name="n-euro" {_GERMAN}>{_TWO_PLACES}'
    f"<number:text> </number:text><number:currency-symbol {_GERMAN}>€</number:currency-symbol>"
    "</number:currency-style>"
    f'<number:date-style style:name="n-day">{_DAY}</number:date-style>'
    f'<number:date-style style:name="n-moment">{_DAY}<number:text> </number:text>{_CLOCK}'
    "</number:date-style>"
    f'<number:time-style style:name="n-time">{_CLOCK}</number:time-style>'
    '<number:time-style style:name="n-minutes" number:truncate-on-overflow="false">'
    f"{_CLOCK}</number:time-style>"
)
_HEADING_STYLE = (
    '<style:style style:name="heading" style:family="table-cell">'
    '<style:table-cell-properties fo:background-color="#1A6B86" fo:padding="0.08cm"/>'
    '<style:text-properties fo:font-weight="bold" fo:color="#FFFFFF"/></style:style>'
)
_PAGE_LAYOUT = (
    '<office:automatic-styles><style:page-layout style:name="page"><style:page-layout-properties'
    ' fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape"'
    ' fo:margin="1.2cm" style:scale-to-X="{pages}" style:scale-to-Y="0"/>'
    "</style:page-layout></office:automatic-styles>"
    '<office:master-styles><style:master-page style:name="Default" style:page-layout-name="page">'
    "<style:footer><text:p>Seite <text:page-number>1</text:page-number> von"
    " <text:page-count>1</text:page-count></text:p></style:footer>"
    "</style:master-page></office:master-styles>"
)
_MANIFEST = (
    f'{_HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    ' manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", "styles.xml", "settings.xml", "meta.xml")
    )
    + "</manifest:manifest>"
)
_GAPS = re.compile(r"\t| {2,}|^ | $")


def ods_bytes(content: List) -> bytes:
    """Return the list as an .ods file with frozen heading, filter buttons and German formats."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _MIME, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("meta.xml", _document("meta", f"<office:meta>{_title(content)}"))
        archive.writestr("styles.xml", _document("styles", _page(content)))
        archive.writestr("settings.xml", _document("settings", _settings(content)))
        archive.writestr("content.xml", _document("content", _body(content)))
    return file.getvalue()


def _title(content: List) -> str:
    title = escape(content.title)
    return f'<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">{title}</dc:title></office:meta>'


def _document(kind: str, inside: str) -> str:
    name = f"office:document-{kind}"
    return f'{_HEAD}<{name} {_NAMESPACES} office:version="1.3">{inside}</{name}>'


def _page(content: List) -> str:
    """Return the page: across, and as many of them side by side as keep the list legible."""
    widths = [content.width_of(index) for index in range(len(content.columns))]
    return _PAGE_LAYOUT.format(pages=pages_wide(widths, naming(content.columns)))


def _settings(content: List) -> str:
    """Return the frozen heading: split after row 1, the lower half active."""
    items = "".join(
        f'<config:config-item config:name="{name}" config:type="{kind}">{value}'
        "</config:config-item>"
        for name, kind, value in (
            ("VerticalSplitMode", "short", 2),
            ("VerticalSplitPosition", "int", 1),
            ("ActiveSplitRange", "short", 2),
            ("PositionBottom", "int", 1),
        )
    )
    return (
        '<office:settings><config:config-item-set config:name="ooo:view-settings"'
        ' xmlns:ooo="http://openoffice.org/2004/office">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        '<config:config-item-map-named config:name="Tables">'
        f"<config:config-item-map-entry config:name={quoteattr(sheet_name(content.title))}>{items}"
        "</config:config-item-map-entry></config:config-item-map-named>"
        "</config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings>"
    )


def _body(content: List) -> str:
    name = sheet_name(content.title)
    last = _column_letters(max(1, len(content.columns)))
    quoted = "'" + name.replace("'", "''") + "'"
    area = f"{quoted}.A1:{quoted}.{last}{len(content.rows) + 1}"
    heading = "".join(
        f'<table:table-cell table:style-name="heading" office:value-type="string">'
        f"{_paragraphs(column.title)}</table:table-cell>"
        for column in content.columns
    )
    rows = "".join(_row(content, row) for row in content.rows)
    return (
        f"<office:automatic-styles>{_NUMBER_STYLES}{_HEADING_STYLE}{_column_styles(content)}"
        f"</office:automatic-styles><office:body><office:spreadsheet>"
        f"<table:table table:name={quoteattr(name)}>{_columns(content)}"
        f"<table:table-header-rows><table:table-row>{heading}</table:table-row>"
        f"</table:table-header-rows>{rows}</table:table>"
        f'<table:database-ranges><table:database-range table:name="Liste"'
        f" table:target-range-address={quoteattr(area)}"
        ' table:display-filter-buttons="true"/></table:database-ranges>'
        "</office:spreadsheet></office:body>"
    )


def _column_styles(content: List) -> str:
    cells = "".join(
        f'<style:style style:name="c-{kind}" style:family="table-cell"'
        f' style:data-style-name="n-{kind}"/>'
        for kind in Kind
        if kind is not Kind.TEXT
    )
    text = (
        '<style:style style:name="c-text" style:family="table-cell">'
        '<style:table-cell-properties fo:wrap-option="wrap"/></style:style>'
    )
    widths = "".join(
        f'<style:style style:name="w{index}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{content.width_of(index) / 5:.2f}cm"/>'
        "</style:style>"
        for index in range(len(content.columns))
    )
    return cells + text + widths


def _columns(content: List) -> str:
    """Return the columns; those that tell which row it is begin every page."""
    made = [
        f'<table:table-column table:style-name="w{index}"'
        f' table:default-cell-style-name="c-{column.kind}"/>'
        for index, column in enumerate(content.columns)
    ]
    first = naming(content.columns)
    head = "".join(made[:first])
    if head:
        head = f"<table:table-header-columns>{head}</table:table-header-columns>"
    return head + "".join(made[first:])


def _row(content: List, row: tuple[Value, ...]) -> str:
    cells = "".join(
        _cell(column.kind, value) for column, value in zip(content.columns, row, strict=True)
    )
    return f"<table:table-row>{cells}</table:table-row>"


def _cell(kind: Kind, value: Value) -> str:
    if value is None:
        return "<table:table-cell/>"
    typed = _typed(kind, value)
    return (
        f'<table:table-cell table:style-name="c-{kind}" {typed}>'
        f"{_paragraphs(shown(kind, value))}</table:table-cell>"
    )


def _typed(kind: Kind, value: Value) -> str:
    """Return the attributes that carry the value apart from how it is shown."""
    if isinstance(value, datetime) and kind is Kind.MOMENT:
        return f'office:value-type="date" office:date-value="{value:%Y-%m-%dT%H:%M:%S}"'
    if isinstance(value, date):
        return f'office:value-type="date" office:date-value="{value:%Y-%m-%d}"'
    if value is None or isinstance(value, str):
        return 'office:value-type="string"' + _with_tabs(value or "")
    if kind in {Kind.TIME, Kind.MINUTES}:
        sign, minutes = ("-" if value < 0 else ""), abs(int(value))
        return (
            'office:value-type="time"'
            f' office:time-value="{sign}PT{minutes // 60:02d}H{minutes % 60:02d}M00S"'
        )
    if kind is Kind.EURO:
        return f'office:value-type="currency" office:currency="EUR" office:value="{value}"'
    return f'office:value-type="float" office:value="{value}"'


def _with_tabs(text: str) -> str:
    """Return the text once more as an attribute if it has tabs, which some readers skip."""
    if "\t" not in text:
        return ""
    return " office:string-value=" + quoteattr(text)


def _paragraphs(text: str) -> str:
    """Return the text as paragraphs, one a line, with every blank and tab kept."""
    return "".join(f"<text:p>{_GAPS.sub(_gap, escape(line))}</text:p>" for line in text.split("\n"))


def _gap(found: re.Match[str]) -> str:
    blanks = found.group()
    return "<text:tab/>" if blanks == "\t" else f'<text:s text:c="{len(blanks)}"/>'


def _column_letters(number: int) -> str:
    """Return the letters of a column, 1-based: 1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
