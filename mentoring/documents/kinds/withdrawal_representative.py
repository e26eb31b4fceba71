"""When a representative takes back the consent to the processing of his or her own data."""

from mentoring.consents.enums import Purpose

from ..pages.withdrawal import withdrawal_kind

KIND = withdrawal_kind(
    "Отзыв согласия представителя на обработку своих данных",
    Purpose.REPRESENTATIVE,
    own="согласие законного представителя на обработку моих персональных данных",
    points=(
        "Прошу прекратить обработку моих данных и уничтожить их в течение тридцати дней со дня получения "
        "этого заявления, кроме тех, которые закон обязывает хранить дольше.\n"
        "Мне известно, что без этого согласия новые листы за ребёнка подписывает другой законный "
        "представитель."
    ),
)
