"""A driver's dates as a calendar file."""

from pathlib import Path

import icalendar

from kursplaner.desk.exports.calendars import Whose, export_calendar
from tests.desk.paper_town import NOW, build
from tests.towns import passing


def test_a_stop_that_says_its_town_says_it_once(tmp_path: Path) -> None:
    with passing(build, NOW) as town:
        out = tmp_path / "fahrten.ics"
        assert export_calendar(town.workspace, Whose(town.people["Peter"]), out) == 2
    events = icalendar.Calendar.from_ical(out.read_bytes()).walk("VEVENT")
    assert [str(event["location"]) for event in events] == ["Oelsnitz, Bahnhof", "Rathaus"]
    assert "Bad Elster, Kurhaus" in str(events[0]["description"])
