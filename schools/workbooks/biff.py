"""How far the cells of an old .xls reach, read from its records: the reader would lay out the whole rectangle.

Sources: [MS-CFB] for the container, [MS-XLS] for the records. Only positions are read here, never values.
"""

import struct

FREE, END = 0xFFFFFFFF, 0xFFFFFFFE
# NUMBER, LABELSST, LABEL, RK, MULRK, FORMULA, BOOLERR, RSTRING: (row, column, …) in their first four bytes
_CELL_RECORDS = frozenset({0x0203, 0x00FD, 0x0204, 0x027E, 0x00BD, 0x0006, 0x0406, 0x0205, 0x00D6})
_SHEET_START = 0x0809
_ENTRY_BYTES = 128


def largest_rectangle(content: bytes) -> int:
    """Cells in the rectangle from A1 to the farthest filled cell, for the largest sheet. ValueError if damaged."""
    largest = rows = columns = 0
    stream = _workbook_stream(content)
    position = 0
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        if kind == _SHEET_START:
            rows = columns = 0
        elif kind in _CELL_RECORDS and length >= 4:
            row, column = struct.unpack_from("<HH", stream, position + 4) if position + 8 <= len(stream) else (0, 0)
            if kind == 0x00BD and position + 4 + length <= len(stream):  # MULRK ends with its last column
                (column,) = struct.unpack_from("<H", stream, position + 2 + length)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            largest = max(largest, rows * columns)
        position += 4 + length
    return largest


def _workbook_stream(content: bytes) -> bytes:
    if len(content) < 512:
        raise ValueError("no header")
    sector_bytes = 1 << min(struct.unpack_from("<H", content, 30)[0], 16)
    mini_bytes = 1 << min(struct.unpack_from("<H", content, 32)[0], 16)
    directory_start, _, cutoff, mini_fat_start = struct.unpack_from("<IIII", content, 48)
    sectors = len(content) // sector_bytes + 1

    def sector(number: int) -> bytes:
        offset = (number + 1) * sector_bytes
        return content[offset : offset + sector_bytes]

    fat_sectors = [number for number in struct.unpack_from("<109I", content, 76) if number < END]
    following, difat = struct.unpack_from("<I", content, 68)[0], 0
    while following < sectors and difat < sectors:
        numbers = struct.unpack(f"<{sector_bytes // 4}I", sector(following).ljust(sector_bytes, b"\xff"))
        fat_sectors += [number for number in numbers[:-1] if number < END]
        following, difat = numbers[-1], difat + 1
    table: list[int] = []
    for number in fat_sectors:
        table += struct.unpack(f"<{sector_bytes // 4}I", sector(number).ljust(sector_bytes, b"\xff"))

    def chain(start: int, links: list[int]) -> list[int]:
        found: list[int] = []
        while start < len(links) and len(found) <= len(links):
            found.append(start)
            start = links[start]
        return found

    def read(start: int) -> bytes:
        return b"".join(map(sector, chain(start, table)))

    directory = read(directory_start)
    entries = [directory[i : i + _ENTRY_BYTES] for i in range(0, len(directory) - _ENTRY_BYTES + 1, _ENTRY_BYTES)]
    for entry in entries:
        name = entry[: max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)].decode("utf-16-le", "replace")
        if name.lower() not in ("workbook", "book"):
            continue
        start, size = struct.unpack_from("<II", entry, 116)
        if size >= cutoff:
            return read(start)[:size]
        mini_stream = read(struct.unpack_from("<I", entries[0], 116)[0])
        mini_fat = read(mini_fat_start)
        links = list(struct.unpack(f"<{len(mini_fat) // 4}I", mini_fat[: len(mini_fat) // 4 * 4]))
        pieces = (mini_stream[n * mini_bytes : (n + 1) * mini_bytes] for n in chain(start, links))
        return b"".join(pieces)[:size]
    raise ValueError("no workbook stream")
