# Everywhere
language-label = Język
skip = Przejdź do treści
problem = Wystąpił problem
error-prefix = Błąd:
link-help = Pomoc w logowaniu
link-privacy = Prywatność
link-terms = Regulamin
keep = Nie, wróć
sign-in = Zaloguj się
sign-out = Wyloguj się
never = Nigdy
yes = Tak
no = Nie

# Durations
duration-seconds = { $n ->
    [one] 1 sekundę
    [few] { $n } sekundy
    [many] { $n } sekund
   *[other] { $n } sekundy
}
duration-minutes = { $n ->
    [one] 1 minutę
    [few] { $n } minuty
    [many] { $n } minut
   *[other] { $n } minuty
}
duration-hours = { $n ->
    [one] 1 godzinę
    [few] { $n } godziny
    [many] { $n } godzin
   *[other] { $n } godziny
}
ago-now = przed chwilą
ago-minutes = { $n ->
    [one] 1 minutę temu
    [few] { $n } minuty temu
    [many] { $n } minut temu
   *[other] { $n } minuty temu
}
ago-hours = { $n ->
    [one] 1 godzinę temu
    [few] { $n } godziny temu
    [many] { $n } godzin temu
   *[other] { $n } godziny temu
}
ago-days = { $n ->
    [one] 1 dzień temu
    [few] { $n } dni temu
    [many] { $n } dni temu
   *[other] { $n } dnia temu
}

# The phone form
step-1 = Krok 1 z 2
sign-in-title = Zaloguj się numerem komórkowym
sign-in-lead = Wyślemy SMS z kodem złożonym z { $digits } cyfr.
sign-in-new = Nie potrzebujesz hasła. Przy pierwszym logowaniu od razu powstanie twoje konto.
region-label = Kraj lub region
region-label-short = Kraj<span class="more-words"> lub region</span>
regions-likely = Prawdopodobne
regions-all = Wszystkie
phone-label = Numer komórkowy
phone-hint = Na przykład <span class="num" dir="ltr" data-example>{ $example }</span>. Dla innego kraju zacznij od +
phone-hint-only = Na przykład <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = Zacznij od + i numeru kierunkowego kraju
send-code = Wyślij kod SMS-em
no-texts-summary = Nie mogę odbierać SMS-ów
no-texts-text = Do logowania potrzebny jest numer, który odbiera SMS-y.
sending = Wysyłanie…
sending-slow = Wysyłanie trwa. Może to zająć do pół minuty.
held-lead = Prośba o kod dotyczy numeru, który kończy się na <strong class="num" dir="ltr">{ $digits }</strong>.
held-go = Wpisz kod
phone-empty = Wpisz numer komórkowy
phone-format = To nie wygląda na numer telefonu. Wpisz same cyfry, bez słów i numeru wewnętrznego
phone-too-short = { $digits ->
    [one] W numerze brakuje jednej cyfry ({ $country })
    [few] W numerze brakuje { $digits } cyfr ({ $country })
    [many] W numerze brakuje { $digits } cyfr ({ $country })
   *[other] W numerze brakuje { $digits } cyfry ({ $country })
}
phone-too-long = { $digits ->
    [one] Numer jest o jedną cyfrę za długi ({ $country })
    [few] Numer jest o { $digits } cyfry za długi ({ $country })
    [many] Numer jest o { $digits } cyfr za długi ({ $country })
   *[other] Numer jest o { $digits } cyfry za długi ({ $country })
}
phone-not-mobile = To nie jest numer komórkowy ({ $country }). Wpisz numer, który odbiera SMS-y
phone-no-such-range = Numery komórkowe nie zaczynają się w ten sposób ({ $country }). Sprawdź pierwsze cyfry
phone-unknown-code = Żaden kraj nie ma takiego numeru kierunkowego. Zacznij od + i numeru kierunkowego kraju
phone-unknown-code-here = Żaden kraj nie ma takiego numeru kierunkowego. Początek numerów w tym kraju ({ $country }): +{ $code }
phone-no-region = Wybierz kraj albo zacznij numer od + i numeru kierunkowego kraju
phone-no-texts = Ten numer nie odbiera SMS-ów. Wpisz numer komórkowy
phone-range-off = Na ten numer nie wysyłamy SMS-ów. Użyj innego
phone-refused = Ten numer nie może odbierać naszych SMS-ów. Użyj innego numeru komórkowego
phone-opted-out = Z tego numeru zrezygnowano z naszych SMS-ów. Odpowiedz START na taki SMS albo użyj innego numeru
phone-country-off = Do tego kraju ({ $country }) jeszcze nie wysyłamy SMS-ów

# Signing in again
again-title = Zaloguj się ponownie
again-lead = Wyślemy nowy kod na numer <strong class="num" dir="ltr">{ $phone }</strong>. Dopóki go nie wpiszesz, obecne logowanie pozostanie bez zmian.

# The text, as it will look
preview-title = Tak wygląda SMS
preview-none-title = O naszym SMS-ie
preview-digits = Liczba cyfr: { $digits }
preview-note = Nigdy nie dzwonimy z prośbą o kod. Jeśli ktoś o niego pyta przez telefon, rozłącz się.

# The code form
step-2 = Krok 2 z 2
step-2-app = Krok 2 z 2. Logowanie do aplikacji { $app }
code-title = Sprawdź telefon
code-lead = Wysłaliśmy SMS z kodem na numer, który kończy się na <strong class="num" dir="ltr">{ $digits }</strong>.
code-sent-at = Nowy kod wysłano o
code-sent-clock = { $time } UTC
code-lead-arrives = Może dotrzeć po minucie lub dwóch.
code-lead-full = Wysłaliśmy SMS z kodem na numer <strong class="num" dir="ltr">{ $phone }</strong>.
code-change = Zmień
code-label = { $digits }-cyfrowy kod
code-works = Kod jest ważny przez { $for }
code-until = , do { $time }
code-over = Ten kod już nie działa
code-over-text = Aby kontynuować, wyślij nowy kod.
code-over-none = Wszystkie kody do tego logowania zostały już wysłane. Aby kontynuować, zacznij od nowa.
code-over-again = Zacznij od nowa
tries-left = { $n ->
    [one] Została 1 próba.
    [few] Zostały { $n } próby.
    [many] Zostało { $n } prób.
   *[other] Zostało { $n } próby.
}
code-empty = Wpisz kod z SMS-a
code-length = Kod musi się składać z { $digits } cyfr
code-wrong = Ten kod jest nieprawidłowy. Sprawdź SMS i wpisz kod ponownie
code-replaced = Ten kod już nie działa. Wpisz kod z późniejszego SMS-a
code-expired = Ten kod stracił ważność. Wyślij nowy kod
code-spent = Zbyt wiele razy wpisano nieprawidłowy kod. Wyślij nowy kod
code-expired-none = Ten kod stracił ważność
code-spent-none = Zbyt wiele razy wpisano nieprawidłowy kod
code-longer = Tutaj lub gdzie indziej wiele razy wpisano nieprawidłowy kod, więc twój jest teraz za krótki. Wyślij nowy kod: będzie dłuższy i nie trzeba na niego czekać
code-other-tab = W innej karcie rozpoczęto logowanie od nowa. Ta strona pokazuje teraz ostatni numer. Wpisz kod, który na niego przyszedł
resend-title = SMS nie dotarł?
resend = Wyślij nowy kod
resend-wait = O nowy kod możesz poprosić za <span data-left>{ $wait }</span>.
resend-ready = Możesz już poprosić o nowy kod.
resend-left = { $n ->
    [one] Możesz poprosić jeszcze o 1 kod.
    [few] Możesz poprosić jeszcze o { $n } kody.
    [many] Możesz poprosić jeszcze o { $n } kodów.
   *[other] Możesz poprosić jeszcze o { $n } kodu.
}
resend-none = Wszystkie kody do tego logowania zostały już wysłane. Użyj innego numeru albo zacznij od nowa.
other-number = Użyj innego numeru

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = Przepraszamy, teraz nie możemy wysyłać SMS-ów
notice-unavailable-text = Spróbuj ponownie za kilka minut.
notice-unreachable-title = Ten telefon jest teraz nieosiągalny
notice-unreachable-text = Sprawdź, czy jest włączony i ma zasięg. Potem spróbuj ponownie albo użyj innego numeru.
notice-opted-out-title = Z tego numeru zrezygnowano z naszych SMS-ów
notice-opted-out-text = Odpowiedz START na nasz wcześniejszy SMS i wyślij nowy kod albo użyj innego numeru.
notice-country-off-title = Na ten numer nie wysyłamy SMS-ów
notice-country-off-text = Użyj innego numeru.
undelivered-title = Operator nie dostarczył naszego SMS-a
undelivered-text = Wyślij nowy kod albo użyj innego numeru.
undelivered-no-texts-title = Ten numer nie odbiera SMS-ów
undelivered-no-texts-text = Tak podaje operator. Użyj innego numeru komórkowego.
notice-limited-title = Nie możesz jeszcze dostać kolejnego kodu
notice-limited-text = Możesz o niego poprosić za { $wait }.
notice-paused-title = Wysyłka SMS-ów na takie numery jest wstrzymana
notice-paused-text = Spróbuj ponownie za { $wait } albo użyj innego numeru.
notice-form-used-title = Ten formularz został już wysłany
notice-form-used-text = Nic nie wysłano ponownie. Sprawdź numer i naciśnij przycisk, aby dostać kod.
notice-none-left-title = Do tego logowania nie można dostać kolejnego kodu
notice-none-left-text = Wpisz kod, który już wysłaliśmy, albo zacznij od nowa i podaj numer.
notice-no-texts-title = Ten numer nie odbiera SMS-ów
notice-no-texts-text = Użyj innego numeru komórkowego.

# Pages that only say something
cookies-title = Przeglądarka blokuje nasz plik cookie
cookies-text = Wysłaliśmy kod, ale bez pliku cookie ta strona nie wie, że to ty o niego prosisz. Zezwól na pliki cookie tej witryny w ustawieniach przeglądarki i zacznij od nowa.
cookies-again = Zacznij od nowa
cookies-text-before = Bez pliku cookie nie da się wpisać kodu. Zezwól na pliki cookie tej witryny w ustawieniach przeglądarki i odśwież tę stronę. SMS nie został wysłany.
already-used-title = Ten kod został już użyty
already-used-text = Jeśli logowanie udało się w innej karcie, możesz zamknąć tę kartę. W przeciwnym razie zacznij od nowa.
already-used-again = Zacznij od nowa
blocked-title = To konto jest zablokowane
blocked-text = Z tym numerem nie można się zalogować. Jeśli uważasz, że to pomyłka, skontaktuj się z właścicielami tej witryny.
error-reference = Prosząc o pomoc, podaj ten numer: <strong class="id">{ $reference }</strong>
error-not-found-title = Nie znaleziono strony
error-not-found-text = Jeśli adres został wpisany ręcznie, sprawdź, czy jest poprawny.
error-not-found-again = Przejdź do strony głównej
error-method-title = To tutaj nie działa
error-method-text = Tej strony nie można użyć w ten sposób.
error-method-again = Przejdź do strony głównej
error-cross-site-title = Żądanie przyszło z innej witryny
error-cross-site-text = Dla twojego bezpieczeństwa formularze działają tylko na stronach tej witryny. Otwórz stronę tutaj i spróbuj ponownie.
error-cross-site-again = Przejdź do strony głównej
error-too-large-title = Za dużo danych
error-too-large-text = Ta witryna nie przyjmuje aż tylu danych naraz.
error-too-large-again = Przejdź do strony głównej
error-too-late-title = To trwało zbyt długo
error-too-late-text = Przeglądarka nie zdążyła wysłać wszystkiego. Nic nie zostało zmienione. Wróć i spróbuj ponownie.
error-too-late-again = Przejdź do strony głównej
error-bad-request-title = Nie rozumiemy tego żądania
error-bad-request-text = Coś się w nim nie zgadza. Wróć i spróbuj ponownie.
error-bad-request-again = Przejdź do strony głównej
error-unavailable-title = Przepraszamy, usługa chwilowo nie działa
error-unavailable-text = Spróbuj ponownie za chwilę.
error-unavailable-again = Spróbuj ponownie
error-busy-title = Jest tu teraz zbyt wiele osób
error-busy-text = SMS nie został wysłany. Spróbuj ponownie za kilka sekund.
error-busy-again = Spróbuj ponownie
error-internal-title = Przepraszamy, coś się u nas zepsuło
error-internal-text = Błąd został zapisany. Spróbuj ponownie za chwilę.
error-internal-again = Przejdź do strony głównej
error-stale-title = Zaloguj się ponownie, aby otworzyć strony administratora
error-stale-text = Od logowania minęło zbyt wiele czasu, by otworzyć te strony. Zaloguj się ponownie kodem z SMS-a, a wrócisz tutaj.
error-stale-again = Zaloguj się ponownie
error-stale-act-title = Aby to zrobić, zaloguj się ponownie
error-stale-act-text = Nic nie zostało zmienione, bo od logowania minęło zbyt wiele czasu. Zaloguj się ponownie kodem z SMS-a. Potem wrócisz na tę samą stronę i możesz nacisnąć przycisk jeszcze raz.
error-stale-act-again = Zaloguj się ponownie
error-stale-kept-title = Aby kontynuować, zaloguj się ponownie
error-stale-kept-text = Na razie nic nie zostało zrobione, bo od logowania minęło zbyt wiele czasu. Zaloguj się ponownie kodem z SMS-a. Wpisane dane są zachowane i zostaną wysłane, gdy to potwierdzisz.
error-stale-kept-again = Zaloguj się ponownie

# The account page
account-title = Twoje konto
account-lead = Zalogowany numer: <strong class="num" dir="ltr">{ $phone }</strong>
account-admin = Przejdź do stron administratora
sessions-title = Aktywne logowania
sessions-lead = Jeśli któregoś nie rozpoznajesz, zakończ je.
session-this = To urządzenie
session-seen = Ostatnio używane
session-began = Zalogowano
session-end = Wyloguj
sessions-end-all = Wyloguj się wszędzie…
device-on = { $browser } w systemie { $system }
device-unknown = Nieznane urządzenie
data-title = Twoje dane
data-lead = Możesz pobrać wszystko, co o tobie przechowujemy, albo usunąć te dane.
data-download = Pobierz moje dane
data-delete = Usuń moje konto…
end-all-title = Wylogować się wszędzie?
end-all-text = Wszystkie twoje urządzenia, także to, zostaną od razu wylogowane.
end-all-do = Wyloguj się wszędzie
delete-title = Usunąć konto?
delete-text = Twój numer, sesje i historia logowań zostaną od razu usunięte. Tego nie można cofnąć.
delete-do = Usuń moje konto
delete-factor-text = Twój numer, sesje i historia logowań zostaną od razu usunięte. Tego nie można cofnąć. W ustawieniach tego serwera twój numer należy do administratora, dlatego drugi sposób potwierdzania pozostanie dla osoby, która znów się nim zaloguje.

# What was done just now, in one line
done-signed-out = Wylogowano.
done-signed-out-everywhere = Wylogowano wszędzie.
done-deleted = Konto zostało usunięte i nastąpiło wylogowanie wszędzie. W każdej chwili możesz ponownie założyć konto z tym numerem.
done-session-ended = Wybrane urządzenie zostało wylogowane.
