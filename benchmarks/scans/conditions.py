"""What happens to a sheet between the pen and the file."""

import math
import random
from collections.abc import Callable
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

Grey: TypeAlias = npt.NDArray[np.uint8]
Noise: TypeAlias = np.random.Generator
Spoil: TypeAlias = Callable[[Grey, random.Random, Noise], Grey]


def _clean(picture: Grey, chance: random.Random, noise: Noise) -> Grey:
    del chance
    return _grain(picture, 3, noise)


def _turned(picture: Grey, chance: random.Random, noise: Noise) -> Grey:
    return _grain(_laid(picture, chance.uniform(-9, 9), 1.0, 0.0, 245, 200), 3, noise)


def _quarter(picture: Grey, chance: random.Random, noise: Noise) -> Grey:
    turned = np.ascontiguousarray(np.rot90(picture, chance.randint(1, 3)))
    return _grain(turned, 3, noise)


def _copied(picture: Grey, chance: random.Random, noise: Noise) -> Grey:
    soft = _blurred(picture, chance.uniform(0.8, 1.4))
    return _grain(_grey(soft, chance.uniform(30, 60), chance.uniform(210, 235)), 6, noise)


def _grainy(picture: Grey, chance: random.Random, noise: Noise) -> Grey:
    return _grain(picture, chance.uniform(20, 30), noise)


def _soft(picture: Grey, chance: random.Random, noise: Noise) -> Grey:
    return _grain(_blurred(picture, chance.uniform(2, 3.2)), 3, noise)


def _coarse(picture: Grey, chance: random.Random, noise: Noise) -> Grey:
    return _grain(_smaller(picture, 0.5), chance.uniform(3, 7), noise)


def _one_bit(picture: Grey, chance: random.Random, noise: Noise) -> Grey:
    grey = _grain(_blurred(picture, 0.9), 9, noise)
    return np.where(grey > chance.uniform(115, 150), 255, 0).astype(np.uint8)


def _shrunk(picture: Grey, chance: random.Random, noise: Noise) -> Grey:
    laid = _laid(picture, chance.uniform(-1.5, 1.5), chance.uniform(0.93, 0.99), 0.0, 255, 0)
    return _grain(laid, 3, noise)


def _stained(picture: Grey, chance: random.Random, noise: Noise) -> Grey:
    height, width = picture.shape
    y, x = np.mgrid[0:height, 0:width]
    spoilt = picture.astype(np.float32)
    for _ in range(2):
        middle = chance.uniform(0.15, 0.85) * width, chance.uniform(0.15, 0.85) * height
        radius = chance.uniform(250, 450)
        far = np.hypot(x - middle[0], y - middle[1])
        spoilt *= np.where(far < radius, 0.82, 1) * np.where(abs(far - radius) < 10, 0.65, 1)
    return _grain(spoilt.astype(np.uint8), 3, noise)


def _photographed(picture: Grey, chance: random.Random, noise: Noise) -> Grey:
    tilt = chance.uniform(-0.25, 0.25)
    laid = _laid(picture, chance.uniform(-25, 25), 0.9, tilt, 90, 450)
    height, width = laid.shape
    y, x = np.mgrid[0:height, 0:width]
    light = 0.6 + 0.4 * (x / width * 0.6 + y / height * 0.4)
    return _grain(_blurred((laid * light).astype(np.uint8), 1.3), 5, noise)


def _folded(picture: Grey, chance: random.Random, noise: Noise) -> Grey:
    """A sheet that was in a pocket: a dark crease, and one half lies a little beside the other."""
    height = len(picture)
    crease = round(chance.uniform(0.35, 0.65) * height)
    spoilt = picture.astype(np.float32)
    spoilt[crease - 3 : crease + 3] *= 0.75
    spoilt[crease:] = np.roll(spoilt[crease:], chance.randint(-3, 3), 1)
    return _grain(spoilt.astype(np.uint8), 4, noise)


def _shining(picture: Grey, chance: random.Random, noise: Noise) -> Grey:
    """Thin paper: the writing of the other side shines through."""
    behind = np.ascontiguousarray(picture[:, ::-1])
    behind = np.roll(behind, (chance.randint(-60, 60), chance.randint(-60, 60)), (0, 1))
    light = 255 - (255 - _blurred(behind, 3).astype(np.float32)) * 0.13
    return _grain((picture * (light / 255)).astype(np.uint8), 4, noise)


def _pressed(picture: Grey, chance: random.Random, noise: Noise) -> Grey:
    """A JPEG that was made as small as it can be."""
    import io

    out = io.BytesIO()
    Image.fromarray(_smaller(picture, 0.67)).save(out, "JPEG", quality=chance.randint(12, 30))
    return _grain(np.asarray(Image.open(out)), 1, noise)


def _worn(picture: Grey, chance: random.Random, noise: Noise) -> Grey:
    """A copier with streaks along the feed and toner that runs out."""
    spoilt = picture.astype(np.float32)
    for _ in range(4):
        column = chance.randrange(20, picture.shape[1] - 20)
        spoilt[:, column : column + 2] *= chance.uniform(0.5, 0.8)
    fading = np.linspace(0, chance.uniform(30, 90), picture.shape[1])
    return _grain(np.minimum(spoilt + fading * (spoilt < 128), 255).astype(np.uint8), 6, noise)


CONDITIONS: Final[dict[str, Spoil]] = {
    "as scanned": _clean,
    "turned": _turned,
    "turned by quarters": _quarter,
    "copied grey": _copied,
    "grainy": _grainy,
    "blurred": _soft,
    "150 dpi": _coarse,
    "one bit": _one_bit,
    "shrunk": _shrunk,
    "coffee": _stained,
    "photograph": _photographed,
    "folded": _folded,
    "shining through": _shining,
    "pressed JPEG": _pressed,
    "worn copier": _worn,
}
SEEN_WHILE_TUNING: Final = frozenset(CONDITIONS) - {
    "folded",
    "shining through",
    "pressed JPEG",
    "worn copier",
}
"""The others were added when the reader was done, and it was not changed for them."""


def _laid(picture: Grey, degrees: float, scale: float, tilt: float, table: int, room: int) -> Grey:
    height, width = picture.shape
    size = width + 2 * room, height + 2 * room
    cos, sin = math.cos(math.radians(degrees)) * scale, math.sin(math.radians(degrees)) * scale
    turn = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])
    lean = np.array([[1, 0, 0], [0, 1, 0], [tilt / width, abs(tilt) / height, 1]])
    to_middle = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1]])
    back_out = np.array([[1, 0, size[0] / 2], [0, 1, size[1] / 2], [0, 0, 1]])
    way = np.linalg.inv(back_out @ lean @ turn @ to_middle)
    data = tuple(float(value) for value in (way / way[2, 2]).ravel()[:8])
    laid = Image.fromarray(picture).transform(
        size, Image.Transform.PERSPECTIVE, data, Image.Resampling.BICUBIC, fillcolor=table
    )
    return np.asarray(laid)


def _grain(picture: Grey, deviation: float, noise: Noise) -> Grey:
    grain = noise.normal(0, deviation, picture.shape)
    return np.clip(picture + grain, 0, 255).astype(np.uint8)


def _blurred(picture: Grey, radius: float) -> Grey:
    return np.asarray(Image.fromarray(picture).filter(ImageFilter.GaussianBlur(radius)))


def _smaller(picture: Grey, factor: float) -> Grey:
    image = Image.fromarray(picture)
    size = round(image.width * factor), round(image.height * factor)
    return np.asarray(image.resize(size, Image.Resampling.BOX))


def _grey(picture: Grey, darkest: float, lightest: float) -> Grey:
    return np.asarray(darkest + picture * ((lightest - darkest) / 255), np.uint8)
