"""How papers name people: «учителя физики Зайца Б.Ф.», «обучающемуся 6А класса Лебедеву М.И.»."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from schools.models import Employment, Person
from schools.russian import Case, decline_name, decline_post, decline_surname_initials, initials_surname

_PUPIL = {
    "м": ("обучающийся", "обучающегося", "обучающемуся", "обучающегося", "обучающимся", "обучающемся"),
    "ж": ("обучающаяся", "обучающейся", "обучающейся", "обучающуюся", "обучающейся", "обучающейся"),
}
_ORDER = (Case.NOMN, Case.GENT, Case.DATV, Case.ACCS, Case.ABLT, Case.LOCT)


@dataclass(frozen=True)
class Named:
    """A person as a paper names him or her on a certain day: the card, the post or the class."""

    person: Person
    post: str = ""
    post_cases: dict[str, str] = field(default_factory=dict, hash=False)
    grade: str = ""

    @classmethod
    def of(cls, person: Person, employment: Employment | None = None, grade: str = "") -> "Named":
        if employment is not None:
            cases = {case: in_sentence(words) for case, words in (employment.post_cases or {}).items()}
            return cls(person, in_sentence(employment.post), cases, "")
        return cls(person, grade=grade)

    @property
    def is_pupil(self) -> bool:
        return bool(self.grade) and not self.post

    def standing(self, case: Case) -> str:
        """The post or the class in a case; empty when neither is known."""
        if self.post:
            return self.post_cases.get(case) or decline_post(self.post, case)
        if self.grade:
            words = self.pupil(case)
            return f"{words} {self.grade} класса" if self.grade[:1].isdigit() else f"{words} ({self.grade})"
        return ""

    def pupil(self, case: Case) -> str:
        """«обучающегося», «обучающейся»; the masculine of the forms where the gender is not known."""
        return _PUPIL["ж" if self.person.gender == "ж" else "м"][_ORDER.index(case)]

    def short(self, case: Case = Case.NOMN) -> str:
        """«Зайца Б.Ф.»: surname first inside a text (ГОСТ Р 7.0.97, 5.18)."""
        return decline_surname_initials(self.person.as_name(), case, self.person.case_overrides)

    def full(self, case: Case = Case.NOMN) -> str:
        return decline_name(self.person.as_name(), case, self.person.case_overrides)

    def short_with_standing(self, case: Case = Case.NOMN) -> str:
        """«учителя физики Зайца Б.Ф.»"""
        return " ".join(part for part in (self.standing(case), self.short(case)) if part)

    def full_with_standing(self, case: Case = Case.NOMN) -> str:
        """«Зайца Бориса Фомича, учителя физики»"""
        return ", ".join(part for part in (self.full(case), self.standing(case)) if part)

    @property
    def signature(self) -> str:
        """«Б.Ф. Заяц»"""
        return initials_surname(self.person.as_name())


def in_sentence(post: str) -> str:
    """A post as it stands inside a sentence: «Учитель физики» → «учитель физики»; «ИТ-специалист» stays."""
    return post[:1].lower() + post[1:] if post[1:2].islower() else post


def listed(items: Sequence[str], last: str = "и") -> str:
    """«А, Б и В»."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
