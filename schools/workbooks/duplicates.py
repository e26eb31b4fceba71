"""The same person twice in one file.

Same name and same birth date (or no birth date and the same post or class): a repeat, the later row is not taken.
Same person with another post: a second post of one person. Same name, different birth dates: two people, said aloud.
"""

from dataclasses import dataclass

from schools.russian.text import normalise_key
from schools.workbooks.cleaning import ERROR, INFO, WARNING, Finding
from schools.workbooks.records import PersonRow


@dataclass(frozen=True, slots=True)
class Verdict:
    """`keep`: the row is a person of its own."""

    keep: bool
    finding: Finding | None = None


class Duplicates:
    """Remembers the people taken so far; rows are asked about in their order."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[PersonRow]] = {}

    def judge(self, person: PersonRow) -> Verdict:
        key = normalise_key(person.full_name)
        earlier = self._by_name.get(key)
        if earlier is None:
            self._by_name[key] = [person]
            return Verdict(keep=True)
        for other in earlier:
            verdict = _compare(other, person)
            if verdict is not None:
                return verdict
        first = earlier[0]
        earlier.append(person)
        reason = "другая дата рождения" if person.birth_date and first.birth_date else "другие данные"
        return Verdict(
            keep=True,
            finding=Finding(
                f"Такие же фамилия, имя и отчество в строке {first.row}, но {reason}: загрузим как двух людей."
            ),
        )


def _compare(first: PersonRow, person: PersonRow) -> Verdict | None:
    """None when they are different people."""
    if first.birth_date and person.birth_date and first.birth_date != person.birth_date:
        return None
    same_date = bool(first.birth_date and person.birth_date)
    if first.grade and person.grade and normalise_key(first.grade) != normalise_key(person.grade) and not same_date:
        return None
    posts = {normalise_key(post) for post in (first.post, *first.other_posts) if post}
    if person.post and normalise_key(person.post) not in posts:
        if not same_date and first.phone and person.phone and first.phone != person.phone:
            return None
        if not first.post:
            first.post = person.post
        else:
            first.other_posts.append(person.post)
        _add_subjects(first, person)
        doubt = "" if same_date else " Если это однофамилец, добавьте в файл даты рождения."
        return Verdict(
            keep=False,
            finding=Finding(
                f"Тот же человек, что в строке {first.row}, с другой должностью: "
                f"загрузим одного человека с двумя должностями.{doubt}",
                INFO if same_date else WARNING,
            ),
        )
    known = {normalise_key(item.full_name) for item in first.representatives}
    fresh = [item for item in person.representatives if normalise_key(item.full_name) not in known]
    if fresh:
        first.representatives.extend(fresh)
        return Verdict(
            keep=False,
            finding=Finding(f"Тот же человек, что в строке {first.row}: представителя отсюда добавим к нему.", INFO),
        )
    return Verdict(
        keep=False,
        finding=Finding(
            f"Повтор строки {first.row}: тот же человек. Вторую строку не загрузим; удалите лишнюю.", ERROR
        ),
    )


def _add_subjects(first: PersonRow, person: PersonRow) -> None:
    first.subjects.extend(subject for subject in person.subjects if subject not in first.subjects)
