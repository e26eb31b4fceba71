"""Who may be tried in the demo, as `demo` prints it and the README lists it."""

LOGINS = (
    ("kurator", "Полина Андреевна, куратор школы", "kedrovaya"),
    ("direktor", "Мария Саввична, директор школы", "kedrovaya"),
    ("nastavnik", "Борис Фомич, наставник", "kedrovaya"),
    ("nastavlyaemaya", "Софья Павловна, наставляемая", "kedrovaya"),
    ("uchenik", "Лев Павлович, обучающийся-наставник", "kedrovaya"),
    ("roditel", "Ирина Романовна, мать двоих обучающихся", "kedrovaya"),
    ("kurator-sad", "Клара Марковна, куратор детского сада", "skazka"),
    ("zaveduyushchaya", "Зинаида Карповна, заведующая", "skazka"),
    ("io-zaveduyushchego", "Ярослав Ильич, и.о. заведующей", "skazka"),
    ("direktor-selo", "Клавдия Захаровна, директор и куратор сельской школы", "dalnyaya"),
    ("koordinator", "Алевтина Юрьевна, муниципальный координатор", "ozerny"),
    ("rukovoditel", "Галина Ефимовна, начальник управления образования", "ozerny"),
    ("admin", "администратор установки", "/admin/"),
)
