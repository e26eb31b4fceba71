"""When a mentee, or the representative of a pupil, takes the consent to take part back."""

from mentoring.consents.enums import Purpose

from ..pages.withdrawal import withdrawal_kind

KIND = withdrawal_kind(
    "Отзыв согласия на участие в наставничестве",
    Purpose.MENTEE_PART,
    own="согласие на участие в наставничестве в качестве наставляемого",
    of_child="согласие на участие {обучающийся:род} в наставничестве",
    points=(
        "Прошу завершить работу с наставником и отразить это приказом.\n"
        "Мне известно, что вернуться в наставничество можно, подписав новый лист."
    ),
)
