# Everywhere
language-label = Мова
skip = До основного вмісту
problem = Виникла проблема
error-prefix = Помилка:
link-help = Допомога зі входом
link-privacy = Конфіденційність
link-terms = Умови
keep = Ні, назад
sign-in = Увійти
sign-out = Вийти
never = Ніколи
yes = Так
no = Ні

# Durations
duration-seconds = { $n ->
    [one] { $n } секунду
    [few] { $n } секунди
    [many] { $n } секунд
   *[other] { $n } секунди
}
duration-minutes = { $n ->
    [one] { $n } хвилину
    [few] { $n } хвилини
    [many] { $n } хвилин
   *[other] { $n } хвилини
}
duration-hours = { $n ->
    [one] { $n } годину
    [few] { $n } години
    [many] { $n } годин
   *[other] { $n } години
}
ago-now = щойно
ago-minutes = { $n ->
    [one] { $n } хвилину тому
    [few] { $n } хвилини тому
    [many] { $n } хвилин тому
   *[other] { $n } хвилини тому
}
ago-hours = { $n ->
    [one] { $n } годину тому
    [few] { $n } години тому
    [many] { $n } годин тому
   *[other] { $n } години тому
}
ago-days = { $n ->
    [one] { $n } день тому
    [few] { $n } дні тому
    [many] { $n } днів тому
   *[other] { $n } дня тому
}

# The phone form
step-1 = Крок 1 з 2
sign-in-title = Вхід за номером мобільного
sign-in-lead = Ми надішлемо SMS з кодом із { $digits } цифр.
sign-in-new = Пароль не потрібен. Якщо ви тут уперше, ми одразу створимо обліковий запис.
region-label = Країна або регіон
region-label-short = Країна<span class="more-words"> або регіон</span>
regions-likely = Імовірні
regions-all = Усі
phone-label = Номер мобільного
phone-hint = Наприклад, <span class="num" dir="ltr" data-example>{ $example }</span>. Для іншої країни почніть із +
phone-hint-only = Наприклад, <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = Почніть із + і коду країни
send-code = Отримати код в SMS
no-texts-summary = Не можу отримувати SMS
no-texts-text = Для входу потрібен номер, на який надходять SMS.
sending = Надсилаємо…
sending-slow = Досі надсилаємо. Це може тривати до пів хвилини.
held-lead = Ви запросили код для номера, який закінчується на <strong class="num" dir="ltr">{ $digits }</strong>.
held-go = Ввести код
phone-empty = Введіть номер мобільного
phone-format = Це не схоже на номер телефону. Введіть лише цифри, без слів і внутрішнього номера
phone-too-short = { $digits ->
    [one] У номері бракує { $digits } цифри ({ $country })
    [few] У номері бракує { $digits } цифр ({ $country })
    [many] У номері бракує { $digits } цифр ({ $country })
   *[other] У номері бракує { $digits } цифри ({ $country })
}
phone-too-long = { $digits ->
    [one] У номері { $digits } зайва цифра ({ $country })
    [few] У номері { $digits } зайві цифри ({ $country })
    [many] У номері { $digits } зайвих цифр ({ $country })
   *[other] У номері { $digits } зайвої цифри ({ $country })
}
phone-not-mobile = Це не мобільний номер ({ $country }). Введіть номер, на який надходять SMS
phone-no-such-range = Мобільні номери так не починаються ({ $country }). Перевірте перші цифри
phone-unknown-code = Жодна країна не має такого коду. Почніть із + і коду країни
phone-unknown-code-here = Жодна країна не має такого коду. Початок номерів цієї країни ({ $country }): +{ $code }
phone-no-region = Виберіть країну або почніть номер із + і коду країни
phone-no-texts = На цей номер SMS не надходять. Введіть номер мобільного
phone-range-off = На цей номер ми не надсилаємо SMS. Вкажіть інший
phone-refused = На цей номер наші SMS не надходять. Вкажіть інший мобільний номер
phone-opted-out = Раніше ви відмовилися від наших SMS. Дайте відповідь START на таке SMS або вкажіть інший номер
phone-country-off = Ми поки не надсилаємо SMS у цю країну ({ $country })

# Signing in again
again-title = Увійдіть ще раз
again-lead = Ми надішлемо новий код на номер <strong class="num" dir="ltr">{ $phone }</strong>. Поки ви його не введете, поточний сеанс триватиме.

# The text, as it will look
preview-title = Так виглядає SMS
preview-none-title = Про наше SMS
preview-digits = Цифр: { $digits }
preview-note = Ми ніколи не телефонуємо, щоб дізнатися код. Якщо хтось просить його телефоном, покладіть слухавку.

# The code form
step-2 = Крок 2 з 2
step-2-app = Крок 2 з 2. Вхід у застосунок { $app }
code-title = Перевірте телефон
code-lead = Ми надіслали SMS з кодом на номер, який закінчується на <strong class="num" dir="ltr">{ $digits }</strong>.
code-sent-at = Новий код надіслано:
code-sent-clock = { $time } UTC
code-lead-arrives = SMS може йти хвилину або дві.
code-lead-full = Ми надіслали SMS з кодом на номер <strong class="num" dir="ltr">{ $phone }</strong>.
code-change = Змінити
code-label = Код із { $digits } цифр
code-works = Код діє { $for }
code-until = , до { $time }
code-over = Код більше не діє
code-over-text = Щоб продовжити, запросіть новий код.
code-over-none = Усі коди для цього входу вже надіслано. Щоб продовжити, почніть спочатку.
code-over-again = Почати спочатку
tries-left = { $n ->
    [one] Залишилася { $n } спроба.
    [few] Залишилося { $n } спроби.
    [many] Залишилося { $n } спроб.
   *[other] Залишилося { $n } спроби.
}
code-empty = Введіть код з SMS
code-length = Код має складатися з { $digits } цифр
code-wrong = Неправильний код. Перевірте SMS і введіть код ще раз
code-replaced = Цей код більше не діє. Введіть код із пізнішого SMS
code-expired = Термін дії коду минув. Запросіть новий код
code-spent = Неправильний код введено забагато разів. Запросіть новий код
code-expired-none = Термін дії коду минув
code-spent-none = Неправильний код введено забагато разів
code-longer = Тут або деінде багато разів вводили неправильний код, тому ваш код тепер закороткий. Запросіть новий: він довший, і чекати не потрібно
code-other-tab = Ви почали знову в іншій вкладці. Тут тепер показано останній номер. Введіть код, який надійшов на нього
resend-title = SMS не надійшло?
resend = Запросити новий код
resend-wait = Новий код можна запросити через <span data-left>{ $wait }</span>.
resend-ready = Тепер можна запросити новий код.
resend-left = { $n ->
    [one] Можна запросити ще { $n } код.
    [few] Можна запросити ще { $n } коди.
    [many] Можна запросити ще { $n } кодів.
   *[other] Можна запросити ще { $n } коду.
}
resend-none = Усі коди для цього входу вже надіслано. Вкажіть інший номер або почніть спочатку.
other-number = Вказати інший номер

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = Вибачте, зараз ми не можемо надсилати SMS
notice-unavailable-text = Спробуйте за кілька хвилин.
notice-unreachable-title = Цей телефон зараз недоступний
notice-unreachable-text = Перевірте, чи він увімкнений і чи є сигнал. Потім спробуйте ще раз або вкажіть інший номер.
notice-opted-out-title = Ви відмовилися від наших SMS
notice-opted-out-text = Дайте відповідь START на наше попереднє SMS і запросіть новий код або вкажіть інший номер.
notice-country-off-title = На цей номер ми не надсилаємо SMS
notice-country-off-text = Вкажіть інший номер.
undelivered-title = Оператор не доставив наше SMS
undelivered-text = Запросіть новий код або вкажіть інший номер.
undelivered-no-texts-title = На цей номер SMS не надходять
undelivered-no-texts-text = Так повідомив оператор. Вкажіть інший мобільний номер.
notice-limited-title = Поки що не можна отримати ще один код
notice-limited-text = Запросити код можна через { $wait }.
notice-paused-title = Надсилання SMS на такі номери призупинено
notice-paused-text = Спробуйте через { $wait } або вкажіть інший номер.
notice-form-used-title = Цю форму вже надіслано
notice-form-used-text = Повторно нічого не надіслано. Перевірте номер і натисніть кнопку, щоб отримати код.
notice-none-left-title = Для цього входу більше не можна отримати код
notice-none-left-text = Введіть код, який ми вже надіслали, або почніть спочатку й укажіть номер.
notice-no-texts-title = На цей номер SMS не надходять
notice-no-texts-text = Вкажіть інший мобільний номер.

# Pages that only say something
cookies-title = Браузер блокує наш файл cookie
cookies-text = Ми надіслали код, але без файлу cookie ця сторінка не знає, що його запросили саме ви. Дозвольте файли cookie для цього сайту в налаштуваннях браузера й почніть спочатку.
cookies-again = Почати спочатку
cookies-text-before = Без файлу cookie ви не змогли б увести код. Дозвольте файли cookie для цього сайту в налаштуваннях браузера й оновіть сторінку. SMS не надіслано.
already-used-title = Цей код уже використано
already-used-text = Якщо ви ввійшли в іншій вкладці, цю можна закрити. Якщо ні, почніть спочатку.
already-used-again = Почати спочатку
blocked-title = Цей обліковий запис заблоковано
blocked-text = З цим номером не можна ввійти. Якщо ви вважаєте, що це помилка, зверніться до власників сайту.
error-reference = Якщо звертатиметеся по допомогу, назвіть цей номер: <strong class="id">{ $reference }</strong>
error-not-found-title = Сторінку не знайдено
error-not-found-text = Якщо ви вводили адресу вручну, перевірте її.
error-not-found-again = На головну
error-method-title = Тут це не працює
error-method-text = Цю сторінку не можна використовувати в такий спосіб.
error-method-again = На головну
error-cross-site-title = Запит надійшов з іншого сайту
error-cross-site-text = Для вашої безпеки форми працюють лише на сторінках цього сайту. Відкрийте сторінку тут і спробуйте ще раз.
error-cross-site-again = На головну
error-too-large-title = Забагато даних
error-too-large-text = Цей сайт не приймає стільки даних за один раз.
error-too-large-again = На головну
error-too-late-title = Минуло забагато часу
error-too-late-text = Браузер не встиг надіслати всі дані. Нічого не змінилося. Поверніться й спробуйте ще раз.
error-too-late-again = На головну
error-bad-request-title = Не вдалося зрозуміти запит
error-bad-request-text = У запиті щось не так. Поверніться й спробуйте ще раз.
error-bad-request-again = На головну
error-unavailable-title = Вибачте, сервіс тимчасово не працює
error-unavailable-text = Спробуйте трохи згодом.
error-unavailable-again = Спробувати ще раз
error-busy-title = Зараз тут забагато відвідувачів
error-busy-text = SMS не надіслано. Спробуйте за кілька секунд.
error-busy-again = Спробувати ще раз
error-internal-title = Вибачте, у нас щось зламалося
error-internal-text = Помилку записано. Спробуйте трохи згодом.
error-internal-again = На головну
error-stale-title = Увійдіть ще раз, щоб відкрити сторінки адміністратора
error-stale-text = Для цих сторінок ви ввійшли надто давно. Увійдіть ще раз через SMS, і ви повернетеся сюди.
error-stale-again = Увійти ще раз
error-stale-act-title = Для цього ввійдіть ще раз
error-stale-act-text = Нічого не змінилося: для цього ви ввійшли надто давно. Увійдіть ще раз через SMS. Потім ви повернетеся на ту саму сторінку й зможете знову натиснути кнопку.
error-stale-act-again = Увійдіть ще раз
error-stale-kept-title = Щоб продовжити, увійдіть ще раз
error-stale-kept-text = Поки нічого не зроблено: для цього ви ввійшли надто давно. Увійдіть ще раз через SMS. Введені дані збережено, їх буде надіслано, коли ви підтвердите.
error-stale-kept-again = Увійдіть ще раз

# The account page
account-title = Ваш обліковий запис
account-lead = Ви ввійшли за номером <strong class="num" dir="ltr">{ $phone }</strong>
account-admin = Сторінки адміністратора
sessions-title = Де виконано вхід
sessions-lead = Якщо якийсь сеанс вам незнайомий, завершіть його.
session-this = Цей пристрій
session-seen = Остання активність
session-began = Вхід
session-end = Вийти
sessions-end-all = Вийти всюди…
device-on = { $browser } на { $system }
device-unknown = Невідомий пристрій
data-title = Ваші дані
data-lead = Ви можете завантажити все, що ми про вас зберігаємо, або видалити ці дані.
data-download = Завантажити мої дані
data-delete = Видалити мій обліковий запис…
end-all-title = Вийти всюди?
end-all-text = Ви одразу вийдете на всіх пристроях, зокрема на цьому.
end-all-do = Вийти всюди
delete-title = Видалити обліковий запис?
delete-text = Ваш номер, сеанси та історію входів буде видалено одразу. Скасувати це неможливо.
delete-do = Видалити обліковий запис
delete-factor-text = Ваш номер, сеанси та історію входів буде видалено одразу. Скасувати це неможливо. У налаштуваннях цього сервера ваш номер указано як номер адміністратора, тому другий спосіб підтвердження збережеться для того, хто знову ввійде з цим номером.

# What was done just now, in one line
done-signed-out = Ви вийшли.
done-signed-out-everywhere = Ви вийшли на всіх пристроях.
done-deleted = Обліковий запис видалено, ви вийшли на всіх пристроях. Ви можете будь-коли знову зареєструватися з цим номером.
done-session-ended = Сеанс на цьому пристрої завершено.
