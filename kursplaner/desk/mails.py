"""Mail drafts for the office's own mail program: links, and files where a link will not do."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

LONGEST_LINK = 1800
"""Longer links are cut by some programs; such a mail becomes a file."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail; `kind` is its media type, such as "text/calendar"."""

    name: str
    content: bytes
    kind: str


def mail_link(addresses: Sequence[str], subject: str, body: str) -> str:
    """Return a mailto link with hidden recipients, or "" when it would be too long to work."""
    hidden = ",".join(quote(address, safe="@") for address in dict.fromkeys(addresses))
    text = quote(body.replace("\n", "\r\n"), safe="")
    link = f"mailto:?bcc={hidden}&subject={quote(subject, safe='')}&body={text}"
    return link if len(link) <= LONGEST_LINK else ""


def mail_file(
    addresses: Sequence[str],
    subject: str,
    body: str,
    *,
    to: str = "",
    attached: Attachment | None = None,
) -> bytes:
    """Return a mail draft (.eml) for the mail program to open.

    Args:
        addresses: of recipients who do not see each other.
        subject: of the mail.
        body: its text.
        to: the one to whom it is addressed openly; empty leaves that to the writer.
        attached: a file that goes with it.
    """
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = subject
    if to:
        mail["To"] = to
    if addresses:
        mail["Bcc"] = ", ".join(dict.fromkeys(addresses))
    mail["X-Unsent"] = "1"
    mail.set_content(body)
    if attached is not None:
        main, _, sub = attached.kind.partition("/")
        mail.add_attachment(attached.content, maintype=main, subtype=sub, filename=attached.name)
    return mail.as_bytes()
