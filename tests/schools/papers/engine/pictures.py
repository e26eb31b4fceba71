"""Two pictures: a raster of 300 × 200 points, and a plot of one column."""

from io import BytesIO

from PIL import Image as pillow
from PIL import ImageDraw

from schools.papers.engine.images import Image, image_of

PLOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><title>Ответы</title>'
    '<rect x="1" y="1" width="198" height="98" fill="none" stroke="#000"/>'
    '<rect x="20" y="40" width="24" height="60" fill="#1d4e89"/>'
    '<text x="32" y="35" text-anchor="middle" font-size="12">14</text></svg>'
)


def raster(kind: str = "PNG", size: tuple[int, int] = (300, 200)) -> bytes:
    canvas = pillow.new("RGB", size, "white")
    ImageDraw.Draw(canvas).ellipse((20, 20, size[0] - 20, size[1] - 20), fill=(29, 78, 137))
    out = BytesIO()
    canvas.save(out, kind)
    return out.getvalue()


def photo() -> Image:
    return image_of(raster())


def plot() -> Image:
    return image_of(PLOT)
