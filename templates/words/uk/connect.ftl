# On the way to an app
sign-in-to = Вхід у застосунок { $app }
onward-title = Переходимо в застосунок { $app }
onward-text = Ви ввійшли. Якщо нічого не відбувається, натисніть кнопку.
onward-go = Перейти: { $app }
choose-lead = Ви ввійшли за номером, який закінчується на <strong class="num" dir="ltr">{ $digits }</strong>.
choose-go = Продовжити: { $app }
again-app-lead = Застосунок { $app } просить увійти ще раз.

# Why somebody does not get to an app
app-unknown-title = У цей застосунок не можна ввійти
app-unknown-text = Ми не знаємо застосунку, з якого ви перейшли. Поверніться до нього й повідомте його власника.
app-redirect-uri-title = У цей застосунок не можна ввійти
app-redirect-uri-text = Застосунок попросив надіслати відповідь на адресу, яку за ним не закріплено. Повідомте власника застосунку.
app-paused-title = Вхід у цей застосунок призупинено
app-paused-text = Тут ви не вийшли з облікового запису. Спробуйте пізніше.
app-not-allowed-title = Цей застосунок вам недоступний
app-not-allowed-text = З вашим номером у нього не можна ввійти. Попросіть доступ у власника застосунку.
app-too-late-title = Минуло забагато часу
app-too-late-text = Поверніться в застосунок і ввійдіть звідти ще раз.

# Signing out from an app
sign-out-ask-title = Вийти?
sign-out-ask-app = Застосунок { $app } просить вийти й тут.
sign-out-ask-text = Ви ввійшли за номером, який закінчується на <strong class="num" dir="ltr">{ $digits }</strong>. Ви вийдете й з інших застосунків.
signed-out-onward-text = Ви вийшли. Якщо нічого не відбувається, натисніть кнопку.
sign-out-unknown-app-title = Цей застосунок не може завершити ваш сеанс
sign-out-unknown-app-text = Ми не знаємо застосунку, з якого ви перейшли, або ви входили не в нього. Вийти можна на сторінці облікового запису.
sign-out-redirect-uri-title = Цей застосунок не може завершити ваш сеанс
sign-out-redirect-uri-text = Застосунок хотів перейти за адресою, яку за ним не закріплено. Вийти можна на сторінці облікового запису.

# Apps, on the account page
apps-title = Застосунки
apps-lead = У ці застосунки ви ввійшли зі своїм номером. Якщо від’єднати застосунок, він отримає команду завершити ваш сеанс.
app-disconnect = Від’єднати
done-app-disconnected = Застосунок від’єднано.

# At apps behind a proxy that asks
forward-form-title = Ваш сеанс завершився
forward-form-text = Надіслані дані не прийнято. Увійдіть і надішліть їх ще раз.
forward-form-go = Увійти
forward-not-allowed-title = Цей застосунок вам недоступний
forward-not-allowed-text = З вашим номером у нього не можна ввійти. Попросіть доступ у власника застосунку.
forward-not-allowed-go = Вийти
forward-no-cookie-title = Браузер не зберігає файлів cookie
forward-no-cookie-text = Без них застосунок, який ви відкриваєте, вас не впізнає. Дозвольте для нього файли cookie й відкрийте його знову.
