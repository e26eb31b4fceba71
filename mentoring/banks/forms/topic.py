from django import forms


class TopicForm(forms.Form):
    name = forms.CharField(
        label="Название",
        max_length=150,
        help_text="Коротко и с маленькой буквы: «работа с хором», «школьный музей».",
        error_messages={"required": "Впишите название направления."},
    )
    has_detail = forms.BooleanField(
        label="Уточняется словом",
        required=False,
        help_text="Отметьте, если важно, что именно: как «предмет — физика».",
    )
