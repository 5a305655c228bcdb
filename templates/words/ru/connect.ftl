# On the way to an app
sign-in-to = Вход в приложение { $app }
onward-title = Переходим в приложение { $app }
onward-text = Вы вошли. Если ничего не происходит, нажмите кнопку.
onward-go = Перейти: { $app }
choose-lead = Вы вошли по номеру, который заканчивается на <strong class="num" dir="ltr">{ $digits }</strong>.
choose-go = Продолжить: { $app }
again-app-lead = Приложение { $app } просит войти ещё раз.

# Why somebody does not get to an app
app-unknown-title = Войти в это приложение нельзя
app-unknown-text = Мы не знаем приложение, из которого вы перешли. Вернитесь в него и сообщите его владельцу.
app-redirect-uri-title = Войти в это приложение нельзя
app-redirect-uri-text = Приложение запросило ответ на адрес, который за ним не закреплён. Сообщите владельцу приложения.
app-paused-title = Вход в это приложение приостановлен
app-paused-text = Здесь вы по-прежнему в аккаунте. Попробуйте позже.
app-not-allowed-title = Это приложение вам недоступно
app-not-allowed-text = С вашим номером войти в него нельзя. Попросите доступ у владельца приложения.
app-too-late-title = Прошло слишком много времени
app-too-late-text = Вернитесь в приложение и войдите оттуда ещё раз.

# Signing out from an app
sign-out-ask-title = Выйти?
sign-out-ask-app = Приложение { $app } просит выйти и здесь.
sign-out-ask-text = Вы вошли по номеру, который заканчивается на <strong class="num" dir="ltr">{ $digits }</strong>. Вы выйдете и из других приложений.
signed-out-onward-text = Вы вышли. Если ничего не происходит, нажмите кнопку.
sign-out-unknown-app-title = Это приложение не может завершить ваш вход
sign-out-unknown-app-text = Мы не знаем приложение, из которого вы перешли, или вы входили не в него. Выйти можно на странице аккаунта.
sign-out-redirect-uri-title = Это приложение не может завершить ваш вход
sign-out-redirect-uri-text = Приложение хотело перейти по адресу, который за ним не закреплён. Выйти можно на странице аккаунта.

# Apps, on the account page
apps-title = Приложения
apps-lead = В эти приложения вы вошли по своему номеру. Если отключить приложение, оно получит команду завершить ваш вход.
app-disconnect = Отключить
done-app-disconnected = Приложение отключено.

# At apps behind a proxy that asks
forward-form-title = Вход больше не действует
forward-form-text = Отправленные данные не приняты. Войдите и отправьте их ещё раз.
forward-form-go = Войти
forward-not-allowed-title = Это приложение вам недоступно
forward-not-allowed-text = С вашим номером войти в него нельзя. Попросите доступ у владельца приложения.
forward-not-allowed-go = Выйти
forward-no-cookie-title = Браузер не сохраняет файлы cookie
forward-no-cookie-text = Без них приложение, которое вы открываете, вас не узнает. Разрешите для него файлы cookie и откройте его снова.
