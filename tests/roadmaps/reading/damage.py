"""Faults put into a file: bytes turned, cut, repeated; tags lost, values made absurd, elements exchanged and nested."""

import re

from tests.roadmaps.reading.packages import unzipped, zipped

ABSURD = [
    "999999999",
    "-1",
    "0",
    "",
    "1e308",
    "NaN",
    "99999999999999999999",
    "٣",
    "restart",
    "continue",
    "%1%2%9.",
    "A1:XFD1048576",
    "\u200b",
]


def flipped(chance, data):
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 3, 30])):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def truncated(chance, data):
    return data[: chance.randrange(len(data))]


def without_a_slice(chance, data):
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 200) :]


def with_a_slice_again(chance, data):
    start, times = chance.randrange(len(data)), chance.choice([1, 2, 50])
    return data[:start] + data[start : start + chance.randrange(1, 300)] * times + data[start:]


def without_a_tag(chance, data):
    tags = list(re.finditer(rb"<[^>]*>", data))
    if not tags:
        return data
    tag = chance.choice(tags)
    return data[: tag.start()] + data[tag.end() :]


def with_a_tag_elsewhere(chance, data):
    tags = re.findall(rb"<[^>]*>", data)
    place = chance.randrange(len(data))
    return data[:place] + (chance.choice(tags) if tags else b"<") + data[place:]


def with_absurd_values(chance, data):
    values = list(re.finditer(rb'="[^"]*"', data))
    for match in sorted(
        chance.sample(values, min(len(values), chance.choice([1, 1, 4, 20]))), key=lambda one: -one.start()
    ):
        data = data[: match.start()] + b'="' + chance.choice(ABSURD).encode() + b'"' + data[match.end() :]
    return data


def with_elements_swapped(chance, data):
    """Still well-formed: an element put in the place of another, or inside of itself, or many times."""
    elements = list(re.finditer(rb"<(\w+:\w+|\w+)(?: [^<>]*)?(?<!/)>(?:(?!<\1[ >]).)*?</\1>", data, re.DOTALL))
    if len(elements) < 2:
        return data
    one, other = sorted(chance.sample(elements, 2), key=lambda match: match.start())
    if one.end() > other.start():
        return data
    first, second = chance.choice(
        [(other[0], one[0]), (one[0] * 3, other[0]), (b"", other[0]), (one[0], b""), (one[0], one[0] + other[0])]
    )
    return data[: one.start()] + first + data[one.end() : other.start()] + second + data[other.end() :]


def nested(chance, data):
    """Well-formed and deep."""
    opened = chance.choice(
        [b"<w:tbl><w:tr><w:tc>", b"<w:ins>", b"<w:sdt><w:sdtContent>", b"<si>", b"<w:p><w:r><w:pict><w:txbxContent>"]
    )
    closed = b"".join(b"</" + name + b">" for name in reversed(re.findall(rb"<([\w:]+)", opened)))
    depth = chance.choice([3, 20, 60, 300, 3_000])
    place = data.find(b">", len(data) // 3) + 1
    return data[:place] + opened * depth + closed * depth + data[place:]


OF_BYTES = (flipped, truncated, without_a_slice, with_a_slice_again)
OF_XML = (
    *OF_BYTES,
    without_a_tag,
    with_a_tag_elsewhere,
    *[with_absurd_values] * 4,
    *[with_elements_swapped] * 4,
    nested,
)


def damaged(chance, content):
    """The file with one to three faults in its bytes or inside of its parts."""
    if chance.random() < 0.2:
        return chance.choice(OF_BYTES)(chance, content)
    package = unzipped(content)
    names = sorted(package)
    for _ in range(chance.choice([1, 1, 2, 3])):
        name = chance.choice(
            [*names, *[one for one in names if re.search(r"document\.xml$|sheet1\.xml$|content\.xml$", one)] * 4]
        )
        if chance.random() < 0.04:
            other = chance.choice(names)
            package[name], package[other] = package[other], package[name]
        elif chance.random() < 0.03:
            package[name] = b""
        elif package[name]:
            package[name] = chance.choice(OF_XML)(chance, package[name])
    return zipped(package)
