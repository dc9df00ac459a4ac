"""The codes on a picture: what they say and where their corners lie."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kursplaner.scanning.geometry import Points

Grey = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A code: its text, and its corners in pixels as the code itself has them.

    Attributes:
        corners: upper left, upper right, lower left, lower right of the code, however it is turned.
    """

    text: str
    corners: Points

    @property
    def side(self) -> float:
        """Its side in pixels."""
        upper_left, upper_right, lower_left, _ = self.corners
        across, down = upper_right - upper_left, lower_left - upper_left
        return float(np.sqrt(abs(across[0] * down[1] - across[1] * down[0])))


def find(picture: Grey) -> list[FoundCode]:
    """Return the QR codes of a picture, the largest first."""
    import zxingcpp

    kind = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found = zxingcpp.read_barcodes(picture, formats=kind, text_mode=zxingcpp.TextMode.Plain)
    if not found:
        calm = _calmed(picture)
        found = zxingcpp.read_barcodes(calm, formats=kind, text_mode=zxingcpp.TextMode.Plain)
    codes = [_code(barcode) for barcode in found if barcode.text]
    return sorted(codes, key=lambda code: -code.side)


def _calmed(picture: Grey) -> Grey:
    """Return the picture with its single specks taken out."""
    from PIL import Image, ImageFilter

    return np.asarray(Image.fromarray(picture).filter(ImageFilter.MedianFilter(3)))


def _code(barcode: object) -> FoundCode:
    place = barcode.position  # type: ignore[attr-defined]
    corners = [place.top_left, place.top_right, place.bottom_left, place.bottom_right]
    points = np.array([(corner.x, corner.y) for corner in corners], float)
    return FoundCode(barcode.text, points)  # type: ignore[attr-defined]
