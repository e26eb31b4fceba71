"""Roles and posts in prose, in any case and number. Patterns are for small letters with е for ё and «-» for dashes."""

import re
from dataclasses import dataclass
from functools import lru_cache

from ..enums import ResponsibleRole as R
from .people import key_of

_B, _E = r"(?<![а-яa-z0-9-])", r"(?![а-яa-z0-9])"
# Endings of «педагог», «психолог» and of «учитель», «воспитатель»: not those of «педагогический», «воспитательный».
_G = r"(?:а|у|ом|е|и|ов|ам|ами|ах)?"
_L = r"(?:ь|я|ю|ем|е|и|ей|ям|ями|ях)"
_TEACHER = rf"(?:педагог{_G}|учител{_L}|воспитател{_L})"
_ORGANISATION = (
    r"(?:оо|оу|доу|доо|мбоу|маоу|мкоу|мбдоу|школы|лицея|гимназии|колледжа|(?:детск[а-я]+ )?сад(?:а|ом)|"
    r"(?:(?:обще|дошкольной )?образовательной )?организации|(?:(?:обще|дошкольного )?образовательного )?учреждения)"
)
_ORGANISATIONS = (
    r"(?:оо|оу|доу|доо|школ|лицеев|гимназий|(?:детских )?садов|детскими садами|"
    r"(?:(?:обще|дошкольных )?образовательных )?(?:организаций|учреждений))"
)
_BODIES = (
    r"(?:шмо|мо|рмо|гмо|омо|кафедр[а-я]*|(?:[а-я]+ ){0,3}(?:методическ[а-я]+ )?"
    r"(?:объединени[а-я]+|творческ[а-я]+ групп[а-я]*|сообществ[а-я]*|кафедр[а-я]*))"
    r"(?: (?:учителей|педагогов|воспитателей|наставников|классных руководителей)(?: [а-я]+){0,3})?"
)
_OFFICE = (
    r"(?:управлени[а-я]+|отдел[а-я]*|комитет[а-я]*|департамент[а-я]*)"
    r"(?: (?:по )?образовани[а-я]+| (?:по )?делам образования)?"
)


@dataclass(frozen=True, slots=True)
class Pattern:
    role: R | None
    words: re.Pattern[str]
    # Names one holder of a post, not all of them: «заместитель», not «заместители».
    single: re.Pattern[str] | None = None


def _pattern(role: R | None, words: str, single: str = "") -> Pattern:
    return Pattern(role, re.compile(f"{_B}(?:{words}){_E}"), re.compile(single) if single else None)


# In order: the first that fits at a place is taken, so longer and narrower ones stand first.
PATTERNS: tuple[Pattern, ...] = (
    # Posts with a role's word inside that carry no role of the plan.
    _pattern(
        None,
        r"(?:советник|помощник|секретар)[а-я]* (?:директора|заведующ[а-я]+) по воспитанию(?: и [а-я ]+)?"
        r"|(?:помощник|секретар)[а-я]* (?:директора|руководителя|заведующ[а-я]+)",
    ),
    _pattern(None, rf"учител{_L} ?- ?(?:логопед|дефектолог|тьютор)[а-я]*"),
    _pattern(None, r"педагог[а-я]* ?- ?(?:организатор|библиотекар)[а-я]*|педагог[а-я]* дополнительного образования"),
    _pattern(None, r"(?:младш|помощник)[а-я]* воспитател[а-я]*"),
    _pattern(
        R.OFFICE,
        rf"(?:(?:перв[а-я]+ )?(?:зам\.?|заместител[а-я]*) )?(?:начальник|руководител|председател|директор)[а-я]* {_OFFICE}"
        rf"|(?:ведущ[а-я]+ |главн[а-я]+ )?(?:специалист|консультант)[а-я]* {_OFFICE}"
        r"|(?:муниципальн[а-я]+ )?орган[а-я]* управления образованием|уо|роо|гуо|муоу"
        r"|(?:управлени|комитет|отдел|департамент)[а-я]* (?:по )?образовани[а-я]+",
    ),
    _pattern(
        R.WEBMASTER,
        r"(?:администратор|модератор|редактор|оператор)[а-я]* (?:(?:официального |школьного )?сайт[а-я]*|соцсет[а-я]+)"
        r"|ответственн[а-я]+ за (?:ведение |наполнение |работу |функционирование |обновление )?"
        r"(?:(?:официальн|школьн)[а-я]+ )?(?:сайт[а-я]*|информатизаци[а-я]+)"
        r"|системн[а-я]+ администратор[а-я]*|веб-?мастер[а-я]*|администратор[а-я]*",
        r"^(?!.*(?:администраторы|модераторы|ответственные))",
    ),
    _pattern(
        R.SCHOOL_HEADS,
        rf"(?:директора|директоров|директорам|директорами|директорах|руководители|руководителей|руководителям|руководителями|"
        rf"заведующие|заведующих|заведующим|заведующими) {_ORGANISATIONS}"
        r"|администраци[а-я]+ (?:школ|(?:обще|дошкольных )?образовательных (?:организаций|учреждений))"
        r"|(?:обще)?образовательны(?:е|ми|м|х) (?:организаци|учреждени)[а-я]+",
    ),
    _pattern(
        R.SECTION_HEADS,
        r"(?:рук\.?|руководител[а-я]*|председател[а-я]*) "
        rf"(?:(?:школьн|районн|муниципальн|окружн|предметн|городск|методическ)[а-я]+ )*{_BODIES}"
        r"|(?:методическ[а-я]+ объединени[а-я]+|шмо)",
        r"^(?:рук|руководитель|руководителю|руководителем|руководителя|председатель|председателю|председателем)\b",
    ),
    _pattern(
        R.DEPUTIES,
        rf"(?:зам\.?|заместител[а-я]*) ?(?:директора|директоров|руководителя|руководителей|заведующ[а-я]+)?(?: {_ORGANISATION})?"
        r"|замдиректор[а-я]*|завуч[а-я]*|здувр|здвр",
        r"^(?:зам\.?(?!директора)|заместитель|заместителю|заместителем|заместителе|заместителя|замдиректора|завуч|завучу|завуча|завучем)"
        r"(?![а-я])",
    ),
    _pattern(
        R.COORDINATOR,
        r"(?:муниципальн[а-я]+ |районн[а-я]+ |окружн[а-я]+ )?координатор[а-я]*",
        r"координатор(?!ы|ов|ам)",
    ),
    _pattern(
        R.CURATOR,
        r"куратор[а-я]*(?: (?:системы |программ[ыа]? |целевой модели |реализации |внедрения |персонализированных )*наставничества)?"
        r"|ответственн[а-я]+ (?:лиц[а-я]* )?за (?:организацию |реализацию |внедрение |систему )?наставничеств[а-я]*",
        r"^(?!.*кураторы|кураторов|кураторам)",
    ),
    _pattern(
        R.CLASS_TEACHERS,
        r"кл(?:ассн[а-я]*|\.)? ?рук(?:оводител[а-я]*|\.)?|классрук[а-я]*|классн[а-я]+ наставник[а-я]*",
        r"(?:рук\.|руководитель|руководителю|руководителем|классрук)$",
    ),
    _pattern(
        R.PSYCHOLOGIST,
        rf"(?:педагог{_G} ?-? ?)?психолог{_G}|(?:социально-)?(?:психолог[а-я]+|психолого-педагогическ[а-я]+) служб[а-я]*",
        r"^(?!.*психологи)",
    ),
    _pattern(R.SOCIAL, rf"соц(?:иальн[а-я]*|\.)? ?-?педагог{_G}|соцработник[а-я]*", r"^(?!.*педагоги)"),
    _pattern(
        R.METHODISTS,
        r"(?:старш[а-я]+ )?методист[а-я]*|старш[а-я]+ воспитател[а-я]*|методическ[а-я]+ (?:служб|совет|кабинет|центр)[а-я]*"
        r"|методсовет[а-я]*|методкабинет[а-я]*",
        r"(?:методист|методисту|методистом|старший воспитатель|старшему воспитателю|старшим воспитателем|старшего воспитателя)$",
    ),
    _pattern(
        R.MENTEES,
        r"наставляем[а-я]+|молод[а-я]+ (?:специалист|педагог|учител|воспитател)[а-я]*|начинающ[а-я]+ (?:педагог|учител)[а-я]*"
        rf"|{_TEACHER} ?- ?наставляем[а-я]+",
        r"(?:наставляемый|наставляемому|наставляемым|специалист|специалисту)$",
    ),
    _pattern(
        R.MENTORS,
        rf"(?:(?:{_TEACHER}|ученик[а-я]*) ?- ?)?наставник[а-я]*|наставническ[а-я]+ (?:пар[а-я]*|групп[а-я]*)",
        r"наставник(?:у|ом|а|е)?$",
    ),
    _pattern(
        R.ADMINISTRATION, rf"администраци[а-я]+(?: {_ORGANISATION})?|администраторы|управленческ[а-я]+ команд[а-я]+"
    ),
    _pattern(
        R.TEACHERS,
        rf"{_TEACHER}(?: ?- ?(?!психолог|наставн)[а-я]+)?|педагогическ[а-я]+ (?:работник|коллектив|совет)[а-я]*"
        r"|педсовет[а-я]*|педколлектив[а-я]*|предметник[а-я]*|преподавател[а-я]*",
        r"^(?:педагог|педагогу|педагогом|педагога|учитель|учителю|учителем|воспитатель|воспитателю|воспитателем|воспитателя|"
        r"преподаватель|преподавателю|преподавателем|преподавателя)(?![а-я])",
    ),
    _pattern(
        R.HEAD,
        rf"(?:и\.? ?о\.? |врио )?(?:директор(?:а|у|ом|е)?|заведующ[а-я]+)(?: {_ORGANISATION})?"
        rf"|руководител(?:ь|я|ю|ем|е) {_ORGANISATION}|руководител(?:ь|я|ю|ем|е)(?= ?(?:$|[,;.\n]))",
    ),
)
# Of these an organisation has one, or few alike: when a named holder has left, the role still means the right person.
LASTING = frozenset({R.HEAD, R.CURATOR, R.DEPUTIES, R.PSYCHOLOGIST, R.SOCIAL, R.WEBMASTER, R.COORDINATOR, R.OFFICE})
# Held by many: a post in the singular beside a name is that person's, not all who hold it.
_MANY = frozenset(R) - {R.HEAD, R.CURATOR, R.COORDINATOR, R.ADMINISTRATION, R.OFFICE, R.SCHOOL_HEADS}


@dataclass(frozen=True, slots=True)
class RoleMention:
    start: int
    end: int
    role: R | None
    is_single: bool

    @property
    def is_one_of_many(self) -> bool:
        return self.is_single and self.role in _MANY


def roles_in(key: str) -> list[RoleMention]:
    """Mentions of roles in a normalised text, in order, none overlapping another."""
    taken: list[RoleMention] = []
    for pattern in PATTERNS:
        for match in pattern.words.finditer(key):
            if any(match.start() < one.end and one.start < match.end() for one in taken):
                continue
            single = pattern.single is not None and bool(pattern.single.search(match.group()))
            taken.append(RoleMention(match.start(), match.end(), pattern.role, single or pattern.role is R.HEAD))
    return sorted(taken, key=lambda one: one.start)


@lru_cache(maxsize=2048)
def roles_of_post(post: str) -> frozenset[R]:
    """All of them: «учитель физики, классный руководитель» → TEACHERS, CLASS_TEACHERS."""
    return frozenset(one.role for one in roles_in(key_of(post)) if one.role is not None)


@lru_cache(maxsize=2048)
def role_of_post(post: str) -> R | None:
    """The role that a post of the staff list carries: «Учитель физики» → TEACHERS, «завхоз» → None."""
    key = key_of(post)
    return next((one.role for one in roles_in(key)), None)
