from email import message_from_bytes, policy
from urllib.parse import parse_qs, urlsplit

from kursplaner.desk.mails import LONGEST_LINK, Attachment, mail_file, mail_link


def test_recipients_are_hidden_and_everything_is_encoded() -> None:
    link = mail_link(["a@example.org", "b+c@example.org"], "Ausfall & mehr", "Schön?\nJa.")
    parts = urlsplit(link)
    assert (parts.scheme, parts.path) == ("mailto", "")
    asked = parse_qs(parts.query, strict_parsing=True)
    assert asked["bcc"] == ["a@example.org,b+c@example.org"]
    assert asked["subject"] == ["Ausfall & mehr"]
    assert asked["body"] == ["Schön?\r\nJa."]
    assert "+" not in parts.query.replace("%2B", "")


def test_a_long_mail_becomes_a_file() -> None:
    many = [f"person{number}@example.org" for number in range(120)]
    assert mail_link(many, "Ausfall", "Text") == ""
    mail = message_from_bytes(mail_file(many, "Ausfall", "Schön"))
    assert mail["To"] is None
    assert str(mail["Bcc"]).count("@") == 120
    assert mail["X-Unsent"] == "1"
    written = mail.get_payload(decode=True)
    assert isinstance(written, bytes)
    assert written.decode().strip() == "Schön"
    assert mail["Subject"] == "Ausfall"


def test_each_recipient_stands_once() -> None:
    twice = ["a@example.org", "b@example.org", "a@example.org"]
    assert message_from_bytes(mail_file(twice, "A", "B"))["Bcc"] == "a@example.org, b@example.org"
    assert parse_qs(urlsplit(mail_link(twice, "A", "B")).query)["bcc"] == [
        "a@example.org,b@example.org"
    ]


def test_a_link_is_made_up_to_its_longest() -> None:
    spare = LONGEST_LINK - len(mail_link(["a@example.org"], "A", ""))
    assert len(mail_link(["a@example.org"], "A", "x" * spare)) == LONGEST_LINK
    assert mail_link(["a@example.org"], "A", "x" * (spare + 1)) == ""


def test_a_file_goes_with_a_mail_to_one_who_is_named() -> None:
    attached = Attachment("Kalender Jana.ics", b"BEGIN:VCALENDAR\r\n", "text/calendar")
    made = mail_file((), "Kalender", "Anbei", to="jana@example.org", attached=attached)
    mail = message_from_bytes(made, policy=policy.default)
    assert (mail["To"], mail["Bcc"], mail["X-Unsent"]) == ("jana@example.org", None, "1")
    (file,) = mail.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("Kalender Jana.ics", "text/calendar")
    assert file.get_payload(decode=True) == b"BEGIN:VCALENDAR\r\n"
