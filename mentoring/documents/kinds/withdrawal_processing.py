"""When a person takes back the consent to processing: stop and destroy within thirty days (статья 21, часть 5)."""

from mentoring.consents.enums import Purpose

from ..pages.withdrawal import withdrawal_kind

KIND = withdrawal_kind(
    "withdrawal_processing",
    "Отзыв согласия на обработку данных",
    Purpose.PROCESSING,
    own="согласие на обработку моих персональных данных",
    of_child="согласие на обработку персональных данных {обучающийся:род}",
    points=(
        "Прошу прекратить обработку данных, собранных для наставничества, и уничтожить их в течение тридцати "
        "дней со дня получения этого заявления, кроме тех, которые закон обязывает хранить дольше.\n"
        "Прошу снять данные с сайта организации, если они там опубликованы.\n"
        "Мне известно, что изданные приказы остаются на хранении и что участие в наставничестве прекращается."
    ),
)
