"""The words of the surveys."""

from django.db import models


class Purpose(models.TextChoices):
    """What a questionnaire is for (Р-145: entry, preference, two stages of monitoring; domain, section 1)."""

    # Entry to the mentees' bank.
    REQUEST = "request", "запрос и затруднения"
    # Entry to the mentors' bank.
    READINESS = "readiness", "готовность и сильные стороны"
    # After the group meeting: whom one would like to work with; becomes the pairs' preferences.
    PREFERENCE = "preference", "предпочтения после общей встречи"
    # Three to five questions, 30 days after a pair's start and every 60 days.
    PULSE = "pulse", "как идут дела"
    INTERIM = "interim", "промежуточная обратная связь"
    # Compared with AFTER, item by item, person by person.
    BEFORE = "before", "до начала работы"
    AFTER = "after", "после завершения работы"
    SATISFACTION = "satisfaction", "удовлетворённость"
    # The curator's own sheet on how the conditions of the method are met.
    CONDITIONS = "conditions", "условия наставничества"
    SWOT = "swot", "сильные и слабые стороны программы"
    OTHER = "other", "своя анкета"


# Their answers may enter one of the banks.
ENTRY = frozenset({Purpose.REQUEST, Purpose.READINESS})
# Those, and answers that may become the pairs' preferences; others never wait for the curator's word.
ENTERING = ENTRY | {Purpose.PREFERENCE}


class AnswerSide(models.TextChoices):
    """Who answers."""

    MENTOR = "mentor", "наставники"
    MENTEE = "mentee", "наставляемые"
    CURATOR = "curator", "куратор"
    # Of a mentee who is a pupil.
    PARENT = "parent", "родители"
    # Anybody of the list.
    ANYBODY = "anybody", "все из списка"


# In this order sides stand in every table, and a difference is always the first minus the second: mentors minus mentees.
SIDES_IN_ORDER = tuple(AnswerSide.values)

# One of them, where a person's row says as whom he or she answers.
ANSWERS_AS: dict[str, str] = {
    AnswerSide.MENTOR: "наставник",
    AnswerSide.MENTEE: "наставляемый",
    AnswerSide.CURATOR: "куратор",
    AnswerSide.PARENT: "родитель",
    AnswerSide.ANYBODY: "без роли",
}


class Mode(models.TextChoices):
    """Who sees whose answers. Declared on the first page of the survey; never changes once the wave has begun."""

    # The curator and the head see who answered what.
    NAMED = "named", "именная"
    # The curator alone sees who answered what.
    CONFIDENTIAL = "confidential", "конфиденциальная"
    # Nobody can join answer and person, with the database in hand.
    ANONYMOUS = "anonymous", "анонимная"


class QuestionKind(models.TextChoices):
    SCALE = "scale", "шкала от 1 до 10"
    SINGLE = "single", "один ответ из списка"
    MULTIPLE = "multiple", "несколько ответов из списка"
    YES_NO = "yes_no", "да или нет"
    FREQUENCY = "frequency", "как часто"
    SHORT = "short", "короткий текст"
    LONG = "long", "развёрнутый текст"
    # Several statements, each on the scale from 1 to 10.
    MATRIX = "matrix", "несколько шкал"
    # Options put in order, the first is the best.
    RANKING = "ranking", "расставить по порядку"
    # People of the other side: whom one would like, in order, and whom rather not.
    PERSONS = "persons", "выбор людей"


class WaveStatus(models.TextChoices):
    # Being prepared; nobody can answer.
    DRAFT = "draft", "готовится"
    # Begun: the wording is frozen. Whether it takes answers today follows from its dates.
    OPEN = "open", "идёт"
    # Ended by its date or by the curator.
    CLOSED = "closed", "завершена"
    # Dropped before it began.
    CANCELLED = "cancelled", "отменена"


WAVE_TRANSITIONS: dict[str, frozenset[str]] = {
    WaveStatus.DRAFT: frozenset({WaveStatus.OPEN, WaveStatus.CANCELLED}),
    WaveStatus.OPEN: frozenset({WaveStatus.CLOSED}),
    # OPEN: the term was prolonged. An anonymous wave is never reopened: the difference of two results would tell on people.
    WaveStatus.CLOSED: frozenset({WaveStatus.OPEN}),
    WaveStatus.CANCELLED: frozenset(),
}


class Timing(models.TextChoices):
    DATES = "dates", "в назначенные дни"
    # So many days after the pair began to work, and again every so many days.
    PAIR_START = "pair_start", "от начала работы пары"
    # So many days before the pair's end.
    PAIR_END = "pair_end", "к завершению пары"


class Audience(models.TextChoices):
    """Whom a wave asks. Which people of these answer as which side is said by the wave's parts."""

    BANK = "bank", "весь банк этого года"
    PAIRS = "pairs", "участники пар"
    GRADE = "grade", "классы"
    LIST = "list", "выбранные люди"


class SignalKind(models.TextChoices):
    # The mean of the pulse at or under the threshold.
    LOW = "low", "низкий пульс"
    # The pulse fell against the previous one.
    FALLING = "falling", "пульс падает"
    # Mentor and mentee of one pair differ by two points and more on one item (product, section 5).
    DISAGREEMENT = "disagreement", "наставник и наставляемый видят по-разному"
    # «Нужна помощь».
    HELP = "help", "нужна помощь"


class Decision(models.TextChoices):
    """What the curator did with an answer that could enter a bank or the pairs."""

    TAKEN = "taken", "принято"
    LEFT = "left", "оставлено без записи"
