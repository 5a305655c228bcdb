# Everywhere
language-label = Язык
skip = К основному содержанию
problem = Возникла проблема
error-prefix = Ошибка:
link-help = Помощь со входом
link-privacy = Конфиденциальность
link-terms = Условия
keep = Нет, назад
sign-in = Войти
sign-out = Выйти
never = Никогда
yes = Да
no = Нет

# Durations
duration-seconds = { $n ->
    [one] { $n } секунду
    [few] { $n } секунды
    [many] { $n } секунд
   *[other] { $n } секунды
}
duration-minutes = { $n ->
    [one] { $n } минуту
    [few] { $n } минуты
    [many] { $n } минут
   *[other] { $n } минуты
}
duration-hours = { $n ->
    [one] { $n } час
    [few] { $n } часа
    [many] { $n } часов
   *[other] { $n } часа
}
ago-now = только что
ago-minutes = { $n ->
    [one] { $n } минуту назад
    [few] { $n } минуты назад
    [many] { $n } минут назад
   *[other] { $n } минуты назад
}
ago-hours = { $n ->
    [one] { $n } час назад
    [few] { $n } часа назад
    [many] { $n } часов назад
   *[other] { $n } часа назад
}
ago-days = { $n ->
    [one] { $n } день назад
    [few] { $n } дня назад
    [many] { $n } дней назад
   *[other] { $n } дня назад
}

# The phone form
step-1 = Шаг 1 из 2
sign-in-title = Вход по номеру мобильного
sign-in-lead = Мы пришлём SMS с кодом из { $digits } цифр.
sign-in-new = Пароль не нужен. Если вы здесь впервые, заодно создадим аккаунт.
region-label = Страна или регион
region-label-short = Страна<span class="more-words"> или регион</span>
regions-likely = Вероятные
regions-all = Все
phone-label = Номер мобильного
phone-hint = Например, <span class="num" dir="ltr" data-example>{ $example }</span>. Для другой страны начните с +
phone-hint-only = Например, <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = Начните с + и кода страны
send-code = Получить код по SMS
no-texts-summary = Не могу получать SMS
no-texts-text = Для входа нужен номер, на который приходят SMS.
sending = Отправляем…
sending-slow = Всё ещё отправляем. Это может занять до полминуты.
held-lead = Вы запросили код для номера, который заканчивается на <strong class="num" dir="ltr">{ $digits }</strong>.
held-go = Ввести код
phone-empty = Введите номер мобильного
phone-format = Это не похоже на номер телефона. Введите только цифры, без слов и добавочного номера
phone-too-short = { $digits ->
    [one] В номере не хватает { $digits } цифры ({ $country })
    [few] В номере не хватает { $digits } цифр ({ $country })
    [many] В номере не хватает { $digits } цифр ({ $country })
   *[other] В номере не хватает { $digits } цифры ({ $country })
}
phone-too-long = { $digits ->
    [one] В номере { $digits } лишняя цифра ({ $country })
    [few] В номере { $digits } лишние цифры ({ $country })
    [many] В номере { $digits } лишних цифр ({ $country })
   *[other] В номере { $digits } лишней цифры ({ $country })
}
phone-not-mobile = Это не мобильный номер ({ $country }). Введите номер, на который приходят SMS
phone-no-such-range = Мобильные номера так не начинаются ({ $country }). Проверьте первые цифры
phone-unknown-code = Такого кода нет ни у одной страны. Начните с + и кода страны
phone-unknown-code-here = Такого кода нет ни у одной страны. Начало номеров этой страны ({ $country }): +{ $code }
phone-no-region = Выберите страну или начните номер с + и кода страны
phone-no-texts = На этот номер SMS не приходят. Введите номер мобильного
phone-range-off = На этот номер мы не отправляем SMS. Укажите другой
phone-refused = На этот номер наши SMS не приходят. Укажите другой мобильный номер
phone-opted-out = Раньше вы отказались от наших SMS. Ответьте на такое SMS словом START или укажите другой номер
phone-country-off = Мы пока не отправляем SMS в эту страну ({ $country })

# Signing in again
again-title = Войдите ещё раз
again-lead = Мы пришлём новый код на номер <strong class="num" dir="ltr">{ $phone }</strong>. Пока вы его не введёте, текущий вход остаётся в силе.

# The text, as it will look
preview-title = Так выглядит SMS
preview-none-title = О сообщении SMS
preview-digits = Цифр: { $digits }
preview-note = Мы никогда не звоним, чтобы узнать код. Если кто-то просит его по телефону, положите трубку.

# The code form
step-2 = Шаг 2 из 2
step-2-app = Шаг 2 из 2. Вход в приложение { $app }
code-title = Проверьте телефон
code-lead = Мы отправили SMS с кодом на номер, который заканчивается на <strong class="num" dir="ltr">{ $digits }</strong>.
code-sent-at = Новый код отправлен в
code-sent-clock = { $time } UTC
code-lead-arrives = SMS может идти минуту или две.
code-lead-full = Мы отправили SMS с кодом на номер <strong class="num" dir="ltr">{ $phone }</strong>.
code-change = Изменить
code-label = Код из { $digits } цифр
code-works = Код действует { $for }
code-until = , до { $time }
code-over = Код больше не действует
code-over-text = Чтобы продолжить, запросите новый код.
code-over-none = Все коды для этого входа уже отправлены. Чтобы продолжить, начните сначала.
code-over-again = Начать сначала
tries-left = { $n ->
    [one] Осталась { $n } попытка.
    [few] Осталось { $n } попытки.
    [many] Осталось { $n } попыток.
   *[other] Осталось { $n } попытки.
}
code-empty = Введите код из SMS
code-length = Код должен состоять из { $digits } цифр
code-wrong = Неверный код. Проверьте SMS и введите код ещё раз
code-replaced = Этот код больше не действует. Введите код из более позднего SMS
code-expired = Срок действия кода истёк. Запросите новый код
code-spent = Неверный код введён слишком много раз. Запросите новый код
code-expired-none = Срок действия кода истёк
code-spent-none = Неверный код введён слишком много раз
code-longer = Здесь или в другом месте много раз ввели неверный код, поэтому ваш код теперь слишком короткий. Запросите новый: он длиннее, и ждать не нужно
code-other-tab = Вы начали заново в другой вкладке. Здесь теперь показан последний номер. Введите код, который пришёл на него
resend-title = SMS не пришло?
resend = Запросить новый код
resend-wait = Новый код можно запросить через <span data-left>{ $wait }</span>.
resend-ready = Теперь можно запросить новый код.
resend-left = { $n ->
    [one] Можно запросить ещё { $n } код.
    [few] Можно запросить ещё { $n } кода.
    [many] Можно запросить ещё { $n } кодов.
   *[other] Можно запросить ещё { $n } кода.
}
resend-none = Все коды для этого входа уже отправлены. Укажите другой номер или начните сначала.
other-number = Указать другой номер

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = Извините, сейчас мы не можем отправлять SMS
notice-unavailable-text = Попробуйте через несколько минут.
notice-unreachable-title = Этот телефон сейчас недоступен
notice-unreachable-text = Проверьте, что он включён и находится в сети. Попробуйте ещё раз или укажите другой номер.
notice-opted-out-title = Вы отказались от наших SMS
notice-opted-out-text = Ответьте START на наше прежнее SMS и запросите новый код или укажите другой номер.
notice-country-off-title = На этот номер мы не отправляем SMS
notice-country-off-text = Укажите другой номер.
undelivered-title = Оператор не доставил наше SMS
undelivered-text = Запросите новый код или укажите другой номер.
undelivered-no-texts-title = На этот номер SMS не приходят
undelivered-no-texts-text = Так сообщил оператор. Укажите другой мобильный номер.
notice-limited-title = Пока нельзя получить ещё один код
notice-limited-text = Запросить код можно через { $wait }.
notice-paused-title = Отправка SMS на такие номера приостановлена
notice-paused-text = Попробуйте через { $wait } или укажите другой номер.
notice-form-used-title = Эта форма уже отправлена
notice-form-used-text = Повторно ничего не отправлено. Проверьте номер и нажмите кнопку, чтобы получить код.
notice-none-left-title = Для этого входа больше нельзя получить код
notice-none-left-text = Введите код, который мы уже прислали, или начните сначала и укажите номер.
notice-no-texts-title = На этот номер SMS не приходят
notice-no-texts-text = Укажите другой мобильный номер.

# Pages that only say something
cookies-title = Браузер блокирует наш файл cookie
cookies-text = Мы отправили код, но без файла cookie эта страница не знает, что его запросили именно вы. Разрешите файлы cookie для этого сайта в настройках браузера и начните сначала.
cookies-again = Начать сначала
cookies-text-before = Без файла cookie вы не смогли бы ввести код. Разрешите файлы cookie для этого сайта в настройках браузера и обновите страницу. SMS не отправлено.
already-used-title = Этот код уже использован
already-used-text = Если вы вошли в другой вкладке, эту можно закрыть. Если нет, начните сначала.
already-used-again = Начать сначала
blocked-title = Этот аккаунт заблокирован
blocked-text = Войти с этим номером нельзя. Если вы считаете, что это ошибка, обратитесь к владельцам сайта.
error-reference = Если обратитесь за помощью, назовите этот номер: <strong class="id">{ $reference }</strong>
error-not-found-title = Страница не найдена
error-not-found-text = Если вы вводили адрес вручную, проверьте его.
error-not-found-again = На главную
error-method-title = Здесь это не работает
error-method-text = Эту страницу нельзя использовать таким образом.
error-method-again = На главную
error-cross-site-title = Запрос пришёл с другого сайта
error-cross-site-text = Для вашей безопасности формы работают только на страницах этого сайта. Откройте страницу здесь и попробуйте ещё раз.
error-cross-site-again = На главную
error-too-large-title = Слишком много данных
error-too-large-text = Этот сайт не принимает столько данных сразу.
error-too-large-again = На главную
error-too-late-title = Прошло слишком много времени
error-too-late-text = Браузер не успел отправить все данные. Ничего не изменилось. Вернитесь назад и попробуйте ещё раз.
error-too-late-again = На главную
error-bad-request-title = Не удалось понять запрос
error-bad-request-text = В запросе что-то не так. Вернитесь назад и попробуйте ещё раз.
error-bad-request-again = На главную
error-unavailable-title = Извините, сервис временно не работает
error-unavailable-text = Попробуйте чуть позже.
error-unavailable-again = Повторить
error-busy-title = Сейчас здесь слишком много посетителей
error-busy-text = SMS не отправлено. Попробуйте через несколько секунд.
error-busy-again = Повторить
error-internal-title = Извините, у нас что-то сломалось
error-internal-text = Ошибка записана. Попробуйте чуть позже.
error-internal-again = На главную
error-stale-title = Войдите ещё раз, чтобы открыть страницы администратора
error-stale-text = Вы вошли слишком давно для этих страниц. Войдите ещё раз по SMS, и вы вернётесь сюда.
error-stale-again = Войти ещё раз
error-stale-act-title = Для этого войдите ещё раз
error-stale-act-text = Ничего не изменилось: для этого вы вошли слишком давно. Войдите ещё раз по SMS. Затем вы вернётесь на ту же страницу и сможете снова нажать кнопку.
error-stale-act-again = Войдите ещё раз
error-stale-kept-title = Чтобы продолжить, войдите ещё раз
error-stale-kept-text = Пока ничего не сделано: для этого вы вошли слишком давно. Войдите ещё раз по SMS. Введённые данные сохранены и будут отправлены, когда вы подтвердите.
error-stale-kept-again = Войдите ещё раз

# The account page
account-title = Ваш аккаунт
account-lead = Вы вошли по номеру <strong class="num" dir="ltr">{ $phone }</strong>
account-admin = Страницы администратора
sessions-title = Где выполнен вход
sessions-lead = Если какой-то вход вам незнаком, завершите его.
session-this = Это устройство
session-seen = Последняя активность
session-began = Вход
session-end = Выйти
sessions-end-all = Выйти везде…
device-on = { $browser } на { $system }
device-unknown = Неизвестное устройство
data-title = Ваши данные
data-lead = Вы можете скачать всё, что мы о вас храним, или удалить эти данные.
data-download = Скачать мои данные
data-delete = Удалить мой аккаунт…
end-all-title = Выйти везде?
end-all-text = Вы сразу выйдете на всех устройствах, в том числе на этом.
end-all-do = Выйти везде
delete-title = Удалить аккаунт?
delete-text = Ваш номер, сеансы и история входов будут сразу удалены. Отменить это нельзя.
delete-do = Удалить мой аккаунт
delete-factor-text = Ваш номер, сеансы и история входов будут сразу удалены. Отменить это нельзя. В настройках этого сервера ваш номер указан как номер администратора, поэтому второй способ подтверждения сохранится для того, кто снова войдёт с этим номером.

# What was done just now, in one line
done-signed-out = Вы вышли.
done-signed-out-everywhere = Вы вышли на всех устройствах.
done-deleted = Аккаунт удалён, вы вышли на всех устройствах. Вы можете в любой момент снова зарегистрироваться с этим номером.
done-session-ended = Вход на этом устройстве завершён.
