"""When a mentor takes back the consent to the duties, or a representative the consent to a pupil's being one."""

from mentoring.consents.enums import Purpose

from ..pages.withdrawal import withdrawal_kind

KIND = withdrawal_kind(
    "Отзыв согласия быть наставником",
    Purpose.MENTOR_DUTIES,
    own="согласие на выполнение обязанностей наставника",
    of_child="согласие на участие {обучающийся:род} в наставничестве в качестве наставника",
    points=(
        "Прошу завершить наставнические пары и закрепить за наставляемыми других наставников.\n"
        "Сведения о проделанной работе будут переданы куратору."
    ),
)
