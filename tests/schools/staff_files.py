"""Workbooks made on the spot and the short way from a file to a plan or to cards."""

from pathlib import Path

from schools.models import Organisation, StaffImport, User
from schools.selectors.import_plan import Plan
from schools.services.staff_import import plan_import, start_import
from schools.services.staff_import_apply import apply_import
from schools.workbooks.writing import write_table
from schools.years import AcademicYear
from tests.world import YEAR

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "workbooks"
SHARED = Path(__file__).resolve().parent.parent.parent.parent / "shared" / "data"
# Our own samples always, the common ones where they lie beside the project.
FOLDERS = [FIXTURES, *([SHARED] if SHARED.is_dir() else [])]
STAFF_HEADINGS = ["ФИО", "Дата рождения", "Должность", "Предметы", "Телефон", "E-mail"]
PUPIL_HEADINGS = ["ФИО обучающегося", "Класс", "Дата рождения", "Законный представитель", "Телефон представителя"]


def staff_file(*rows: tuple, headings: list[str] = STAFF_HEADINGS) -> bytes:
    """Rows shorter than the headings are filled up with blanks."""
    return write_table("", headings, [[*row, *[""] * (len(headings) - len(row))] for row in rows])


def pupil_file(*rows: tuple) -> bytes:
    return staff_file(*rows, headings=PUPIL_HEADINGS)


def start(place: Organisation, by: User | None, content: bytes, name: str = "список.xlsx") -> StaffImport:
    return start_import(place, content=content, filename=name, year=AcademicYear(YEAR), by=by)


def plan_of(place: Organisation, by: User | None, content: bytes) -> Plan:
    return plan_import(start(place, by, content))


def load(place: Organisation, by: User | None, content: bytes, name: str = "список.xlsx") -> StaffImport:
    staff_import = start(place, by, content, name)
    apply_import(staff_import, by)
    return staff_import


def told(plan: Plan) -> dict[str, tuple[str, list[tuple[str, str, str]]]]:
    """{full name: (verdict, changes)}."""
    return {
        row.person.full_name: (row.verdict.value, [(c.label, c.before, c.after) for c in row.changes])
        for row in plan.rows
    }
