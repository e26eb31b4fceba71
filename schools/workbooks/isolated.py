"""The reader of old .xls files in a process of its own.

A damaged .xls makes the fast reader ask for hundreds of gigabytes; the allocator then ends the whole process without
any exception to catch. Other formats are measured beforehand (containers) and need no such fence.
"""

import pickle
import subprocess
import sys
from pathlib import Path

import python_calamine

SECONDS = 60
MEMORY_BYTES = 1024 * 1024 * 1024

_CHILD = """
import io, pickle, sys
sys.path.insert(0, sys.argv[1])
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except ImportError:
    pass
from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum
try:
    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
except PasswordError:
    sys.exit(3)
sheets = []
for index, entry in enumerate(book.sheets_metadata):
    if entry.typ != SheetTypeEnum.WorkSheet:
        continue
    sheet = book.get_sheet_by_index(index)
    if sheet.total_height * sheet.total_width > int(sys.argv[3]):
        sys.exit(4)
    sheets.append((
        entry.name,
        entry.visible == SheetVisibleEnum.Visible,
        sheet.to_python(skip_empty_area=False),
        list(sheet.merged_cell_ranges or []),
    ))
pickle.dump(sheets, sys.stdout.buffer)
"""


class IsolatedError(Exception):
    """The child could not read the file; `reason` is 'password', 'large' or 'damaged'."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_sheets(content: bytes, max_cells: int) -> list[tuple]:
    """[(name, visible, rows, merges)] of the worksheets of an .xls. Raises IsolatedError."""
    packages = str(Path(python_calamine.__file__).parent.parent)
    command = [sys.executable, "-I", "-S", "-c", _CHILD, packages, str(MEMORY_BYTES), str(max_cells)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False)
    except (subprocess.TimeoutExpired, OSError) as error:
        raise IsolatedError("damaged") from error
    if done.returncode:
        raise IsolatedError({3: "password", 4: "large"}.get(done.returncode, "damaged"))
    try:
        return pickle.loads(done.stdout)
    except Exception as error:
        raise IsolatedError("damaged") from error
