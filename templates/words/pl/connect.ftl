# On the way to an app
sign-in-to = Logowanie do aplikacji { $app }
onward-title = Przechodzimy do aplikacji { $app }
onward-text = Logowanie się udało. Jeśli nic się nie dzieje, użyj przycisku.
onward-go = Przejdź: { $app }
choose-lead = Zalogowany numer kończy się na <strong class="num" dir="ltr">{ $digits }</strong>.
choose-go = Dalej: { $app }
again-app-lead = Aplikacja { $app } prosi o ponowne zalogowanie.

# Why somebody does not get to an app
app-unknown-title = Do tej aplikacji nie można się zalogować
app-unknown-text = Nie znamy aplikacji, która cię tu skierowała. Wróć do niej i powiadom jej właściciela.
app-redirect-uri-title = Do tej aplikacji nie można się zalogować
app-redirect-uri-text = Aplikacja poprosiła o odpowiedź na adres, który nie jest do niej przypisany. Powiadom jej właściciela.
app-paused-title = Logowanie do tej aplikacji jest wstrzymane
app-paused-text = Nie oznacza to wylogowania z tej witryny. Spróbuj później.
app-not-allowed-title = Nie masz dostępu do tej aplikacji
app-not-allowed-text = Z tym numerem nie można się do niej zalogować. Poproś o dostęp jej właściciela.
app-too-late-title = To trwało zbyt długo
app-too-late-text = Wróć do aplikacji i zaloguj się z niej jeszcze raz.

# Signing out from an app
sign-out-ask-title = Wylogować się?
sign-out-ask-app = Aplikacja { $app } prosi o wylogowanie także tutaj.
sign-out-ask-text = Zalogowany numer kończy się na <strong class="num" dir="ltr">{ $digits }</strong>. Nastąpi wylogowanie także z innych aplikacji.
signed-out-onward-text = Wylogowano. Jeśli nic się nie dzieje, użyj przycisku.
sign-out-unknown-app-title = Ta aplikacja nie może cię wylogować
sign-out-unknown-app-text = Nie znamy aplikacji, która cię tu skierowała, albo logowanie dotyczyło innej. Możesz się wylogować na stronie konta.
sign-out-redirect-uri-title = Ta aplikacja nie może cię wylogować
sign-out-redirect-uri-text = Aplikacja chciała przejść pod adres, który nie jest do niej przypisany. Możesz się wylogować na stronie konta.

# Apps, on the account page
apps-title = Aplikacje
apps-lead = Do tych aplikacji logujesz się swoim numerem. Jeśli odłączysz aplikację, dostanie polecenie, by cię wylogować.
app-disconnect = Odłącz
done-app-disconnected = Aplikacja została odłączona.

# At apps behind a proxy that asks
forward-form-title = Logowanie wygasło
forward-form-text = Wysłane dane nie zostały przyjęte. Zaloguj się i wyślij je ponownie.
forward-form-go = Zaloguj się
forward-not-allowed-title = Nie masz dostępu do tej aplikacji
forward-not-allowed-text = Z tym numerem nie można się do niej zalogować. Poproś o dostęp jej właściciela.
forward-not-allowed-go = Wyloguj się
forward-no-cookie-title = Przeglądarka nie zapisuje plików cookie
forward-no-cookie-text = Bez nich otwierana aplikacja cię nie rozpozna. Zezwól dla niej na pliki cookie i otwórz ją ponownie.
