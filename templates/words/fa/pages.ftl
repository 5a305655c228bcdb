# Everywhere
language-label = زبان
skip = رفتن به محتوای اصلی
problem = مشکلی پیش آمده است
error-prefix = خطا:
link-help = راهنمای ورود
link-privacy = حریم خصوصی
link-terms = شرایط استفاده
keep = نه، بازگشت
sign-in = ورود
sign-out = خروج
never = هرگز
yes = بله
no = خیر

# Durations
duration-seconds = { $n ->
    [one] { $n } ثانیه
   *[other] { $n } ثانیه
}
duration-minutes = { $n ->
    [one] { $n } دقیقه
   *[other] { $n } دقیقه
}
duration-hours = { $n ->
    [one] { $n } ساعت
   *[other] { $n } ساعت
}
ago-now = همین حالا
ago-minutes = { $n ->
    [one] { $n } دقیقه پیش
   *[other] { $n } دقیقه پیش
}
ago-hours = { $n ->
    [one] { $n } ساعت پیش
   *[other] { $n } ساعت پیش
}
ago-days = { $n ->
    [one] { $n } روز پیش
   *[other] { $n } روز پیش
}

# The phone form
step-1 = مرحله 1 از 2
sign-in-title = ورود با شماره موبایل
sign-in-lead = یک کد { $digits } رقمی برایتان پیامک می‌کنیم.
sign-in-new = رمز عبور لازم نیست. اگر حساب نداشته باشید، همین‌جا برایتان ساخته می‌شود.
region-label = کشور یا منطقه
region-label-short = کشور<span class="more-words"> یا منطقه</span>
regions-likely = پیشنهادی
regions-all = همه
phone-label = شماره موبایل
phone-hint = مانند <span class="num" dir="ltr" data-example>{ $example }</span>؛ برای کشور دیگر با + شروع کنید
phone-hint-only = مانند <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = با + و پیش‌شماره کشور شروع کنید
send-code = ارسال کد
no-texts-summary = پیامک به دستم نمی‌رسد
no-texts-text = برای ورود به شماره‌ای نیاز دارید که پیامک دریافت کند.
sending = در حال ارسال…
sending-slow = هنوز در حال ارسال است. ممکن است تا نیم دقیقه طول بکشد.
held-lead = برای شماره‌ای که به <strong class="num" dir="ltr">{ $digits }</strong> ختم می‌شود کد خواسته‌اید.
held-go = وارد کردن کد
phone-empty = شماره موبایل خود را وارد کنید
phone-format = این شماره تلفن درست خوانده نشد. فقط رقم وارد کنید، بدون کلمه یا شماره داخلی
phone-too-short = { $digits ->
    [one] این شماره یک رقم کم دارد ({ $country })
   *[other] این شماره { $digits } رقم کم دارد ({ $country })
}
phone-too-long = { $digits ->
    [one] این شماره یک رقم اضافه دارد ({ $country })
   *[other] این شماره { $digits } رقم اضافه دارد ({ $country })
}
phone-not-mobile = این شماره موبایل نیست ({ $country }). شماره‌ای وارد کنید که پیامک دریافت کند
phone-no-such-range = هیچ شماره موبایلی این‌طور شروع نمی‌شود ({ $country }). رقم‌های اول را بررسی کنید
phone-unknown-code = هیچ کشوری این پیش‌شماره را ندارد. با + و پیش‌شماره کشور شروع کنید
phone-unknown-code-here = هیچ کشوری این پیش‌شماره را ندارد. شماره‌های این کشور ({ $country }) با + و سپس { $code } شروع می‌شوند
phone-no-region = کشور را انتخاب کنید، یا شماره را با + و پیش‌شماره کشور شروع کنید
phone-no-texts = این شماره پیامک دریافت نمی‌کند. شماره موبایل وارد کنید
phone-range-off = به این شماره پیامک نمی‌فرستیم. شماره دیگری وارد کنید
phone-refused = پیامک ما به این شماره نمی‌رسد. شماره موبایل دیگری وارد کنید
phone-opted-out = پیش‌تر پیامک‌های ما را لغو کرده‌اید. در پاسخ به یکی از آن‌ها START را بفرستید، یا شماره دیگری وارد کنید
phone-country-off = هنوز به این کشور پیامک نمی‌فرستیم ({ $country })

# Signing in again
again-title = ورود دوباره
again-lead = کد جدیدی به <strong class="num" dir="ltr">{ $phone }</strong> پیامک می‌کنیم. تا وقتی آن را وارد نکرده‌اید، ورود فعلی‌تان باقی می‌ماند.

# The text, as it will look
preview-title = پیامک این شکلی است
preview-none-title = درباره پیامک
preview-digits = { $digits } رقم
preview-note = ما هرگز برای گرفتن کد تماس نمی‌گیریم. اگر کسی چنین کرد، تماس را قطع کنید.

# The code form
step-2 = مرحله 2 از 2
step-2-app = مرحله 2 از 2، برای ورود به { $app }
code-title = گوشی خود را ببینید
code-lead = کد را به شماره‌ای که به <strong class="num" dir="ltr">{ $digits }</strong> ختم می‌شود پیامک کردیم.
code-sent-at = کد جدید را فرستادیم، ساعت
code-sent-clock = { $time } UTC
code-lead-arrives = ممکن است یکی دو دقیقه طول بکشد تا برسد.
code-lead-full = کد را به <strong class="num" dir="ltr">{ $phone }</strong> پیامک کردیم.
code-change = تغییر
code-label = کد { $digits } رقمی
code-works = این کد { $for } اعتبار دارد
code-until = ، تا ساعت { $time }
code-over = این کد دیگر معتبر نیست
code-over-text = برای ادامه، کد جدید بخواهید.
code-over-none = همه کدهای این ورود را دریافت کرده‌اید. برای ادامه، از نو شروع کنید.
code-over-again = شروع دوباره
tries-left = { $n ->
    [one] { $n } بار دیگر می‌توانید امتحان کنید.
   *[other] { $n } بار دیگر می‌توانید امتحان کنید.
}
code-empty = کد پیامک‌شده را وارد کنید
code-length = کد باید { $digits } رقم باشد
code-wrong = این کد درست نیست. پیامک را ببینید و کد را دوباره وارد کنید
code-replaced = این کد دیگر معتبر نیست. کد پیامک جدیدتر را وارد کنید
code-expired = زمان این کد تمام شده است. کد جدید بخواهید
code-spent = کد را بیش از حد مجاز اشتباه وارد کردید. کد جدید بخواهید
code-expired-none = زمان این کد تمام شده است
code-spent-none = کد را بیش از حد مجاز اشتباه وارد کردید
code-longer = اینجا یا جای دیگر کدهای اشتباه زیادی وارد شده است و کد شما حالا کوتاه است. کد جدید بخواهید: بلندتر است و لازم نیست صبر کنید
code-other-tab = در برگه دیگری از نو شروع کردید. این صفحه حالا آخرین شماره را نشان می‌دهد. کد همان شماره را وارد کنید
resend-title = پیامک نرسید؟
resend = درخواست کد جدید
resend-wait = <span data-left>{ $wait }</span> دیگر می‌توانید کد جدید بخواهید.
resend-ready = حالا می‌توانید کد جدید بخواهید.
resend-left = { $n ->
    [one] { $n } کد دیگر می‌توانید بخواهید.
   *[other] { $n } کد دیگر می‌توانید بخواهید.
}
resend-none = همه کدهای این ورود را دریافت کرده‌اید. شماره دیگری وارد کنید، یا از نو شروع کنید.
other-number = استفاده از شماره دیگر

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = متأسفیم، الان نمی‌توانیم پیامک بفرستیم
notice-unavailable-text = چند دقیقه دیگر دوباره امتحان کنید.
notice-unreachable-title = این گوشی الان در دسترس نیست
notice-unreachable-text = مطمئن شوید که روشن است و آنتن دارد. سپس دوباره امتحان کنید، یا شماره دیگری وارد کنید.
notice-opted-out-title = پیامک‌های ما را لغو کرده‌اید
notice-opted-out-text = در پاسخ به پیامک قبلی ما START را بفرستید و کد جدید بخواهید، یا شماره دیگری وارد کنید.
notice-country-off-title = به این شماره پیامک نمی‌فرستیم
notice-country-off-text = شماره دیگری وارد کنید.
undelivered-title = شبکه تلفن همراه پیامک ما را نرساند
undelivered-text = کد جدید بخواهید، یا شماره دیگری وارد کنید.
undelivered-no-texts-title = این شماره پیامک دریافت نمی‌کند
undelivered-no-texts-text = شبکه تلفن همراه این‌طور اعلام کرده است. شماره موبایل دیگری وارد کنید.
notice-limited-title = هنوز نمی‌توانید کد دیگری بگیرید
notice-limited-text = { $wait } دیگر می‌توانید دوباره بخواهید.
notice-paused-title = ارسال پیامک به شماره‌های مشابه موقتاً متوقف است
notice-paused-text = { $wait } دیگر دوباره امتحان کنید، یا شماره دیگری وارد کنید.
notice-form-used-title = این فرم قبلاً ارسال شده است
notice-form-used-text = چیزی دوباره ارسال نشد. شماره را بررسی کنید و دکمه ارسال کد را بزنید.
notice-none-left-title = برای این ورود نمی‌توانید کد دیگری بگیرید
notice-none-left-text = از کدی که برایتان فرستاده‌ایم استفاده کنید، یا با شماره خود از نو شروع کنید.
notice-no-texts-title = این شماره پیامک دریافت نمی‌کند
notice-no-texts-text = شماره موبایل دیگری وارد کنید.

# Pages that only say something
cookies-title = مرورگر شما جلوی کوکی ما را می‌گیرد
cookies-text = کد را فرستادیم، اما این صفحه بدون کوکی نمی‌تواند بداند که درخواست از شما بوده است. در تنظیمات مرورگر، کوکی را برای این سایت مجاز کنید و سپس از نو شروع کنید.
cookies-again = شروع دوباره
cookies-text-before = بدون کوکی نمی‌توانید کد را وارد کنید. در تنظیمات مرورگر، کوکی را برای این سایت مجاز کنید و سپس این صفحه را دوباره باز کنید. پیامکی ارسال نشد.
already-used-title = این کد قبلاً استفاده شده است
already-used-text = اگر در برگه دیگری وارد شده‌اید، می‌توانید این برگه را ببندید. در غیر این صورت از نو شروع کنید.
already-used-again = شروع دوباره
blocked-title = این حساب مسدود است
blocked-text = با این شماره نمی‌توانید وارد شوید. اگر فکر می‌کنید اشتباهی رخ داده است، با مسئولان این سایت تماس بگیرید.
error-reference = اگر کمک خواستید، این شماره را اعلام کنید: <strong class="id">{ $reference }</strong>
error-not-found-title = صفحه پیدا نشد
error-not-found-text = اگر نشانی را خودتان نوشته‌اید، درستی آن را بررسی کنید.
error-not-found-again = رفتن به صفحه اصلی
error-method-title = این کار اینجا ممکن نیست
error-method-text = از این صفحه نمی‌توان این‌طور استفاده کرد.
error-method-again = رفتن به صفحه اصلی
error-cross-site-title = این درخواست از سایت دیگری آمده است
error-cross-site-text = برای امنیت شما، فرم‌ها فقط در صفحه‌های همین سایت کار می‌کنند. صفحه را همین‌جا باز کنید و دوباره امتحان کنید.
error-cross-site-again = رفتن به صفحه اصلی
error-too-large-title = حجم اطلاعات زیاد بود
error-too-large-text = آنچه فرستاده شد بزرگ‌تر از حدی است که این سایت می‌پذیرد.
error-too-large-again = رفتن به صفحه اصلی
error-too-late-title = بیش از حد طول کشید
error-too-late-text = مرورگر شما همه چیز را به‌موقع نفرستاد. کاری انجام نشد. برگردید و دوباره امتحان کنید.
error-too-late-again = رفتن به صفحه اصلی
error-bad-request-title = درخواست را متوجه نشدیم
error-bad-request-text = چیزی در درخواست درست نبود. برگردید و دوباره امتحان کنید.
error-bad-request-again = رفتن به صفحه اصلی
error-unavailable-title = متأسفیم، سرویس مشکل دارد
error-unavailable-text = کمی بعد دوباره امتحان کنید.
error-unavailable-again = امتحان دوباره
error-busy-title = تعداد کاربران الان خیلی زیاد است
error-busy-text = پیامکی ارسال نشد. چند ثانیه دیگر دوباره امتحان کنید.
error-busy-again = امتحان دوباره
error-internal-title = متأسفیم، خطایی از سمت ما رخ داد
error-internal-text = این خطا ثبت شد. کمی بعد دوباره امتحان کنید.
error-internal-again = رفتن به صفحه اصلی
error-stale-title = برای صفحه‌های مدیریت دوباره وارد شوید
error-stale-text = از ورود شما بیش از حد مجاز این صفحه‌ها گذشته است. دوباره با پیامک وارد شوید تا به همین‌جا برگردید.
error-stale-again = ورود دوباره
error-stale-act-title = برای این کار دوباره وارد شوید
error-stale-act-text = چیزی تغییر نکرد، چون از ورود شما بیش از حد مجاز برای این کار گذشته است. دوباره با پیامک وارد شوید. سپس به همان صفحه برمی‌گردید و می‌توانید دکمه را دوباره بزنید.
error-stale-act-again = ورود دوباره
error-stale-kept-title = برای ادامه دوباره وارد شوید
error-stale-kept-text = هنوز کاری انجام نشده است، چون از ورود شما بیش از حد مجاز برای این کار گذشته است. دوباره با پیامک وارد شوید. آنچه وارد کرده‌اید نگه داشته می‌شود و با تأیید شما ادامه پیدا می‌کند.
error-stale-kept-again = ورود دوباره

# The account page
account-title = حساب شما
account-lead = با شماره <strong class="num" dir="ltr">{ $phone }</strong> وارد شده‌اید
account-admin = رفتن به صفحه‌های مدیریت
sessions-title = دستگاه‌هایی که با آن‌ها وارد شده‌اید
sessions-lead = اگر یکی از این‌ها را نمی‌شناسید، از آن خارج شوید.
session-this = همین دستگاه
session-seen = آخرین استفاده:
session-began = ورود:
session-end = خروج
sessions-end-all = خروج از همه دستگاه‌ها…
device-on = { $browser } در { $system }
device-unknown = دستگاه ناشناس
data-title = داده‌های شما
data-lead = می‌توانید هرچه را درباره شما نگه می‌داریم دریافت کنید، یا بخواهید حذف شود.
data-download = دریافت داده‌های من
data-delete = حذف حساب من…
end-all-title = خروج از همه دستگاه‌ها؟
end-all-text = بلافاصله از همه دستگاه‌هایتان، از جمله همین دستگاه، خارج می‌شوید.
end-all-do = خروج از همه دستگاه‌ها
delete-title = حسابتان حذف شود؟
delete-text = شماره، نشست‌ها و ورودهای شما بلافاصله حذف می‌شوند. این کار قابل بازگشت نیست.
delete-do = حذف حساب من
delete-factor-text = شماره، نشست‌ها و ورودهای شما بلافاصله حذف می‌شوند. این کار قابل بازگشت نیست. شماره شما طبق تنظیمات این سرویس شماره مدیر است؛ به همین دلیل تأیید دوم شما برای کسی که بعداً با این شماره وارد شود باقی می‌ماند.

# What was done just now, in one line
done-signed-out = خارج شدید.
done-signed-out-everywhere = از همه دستگاه‌ها خارج شدید.
done-deleted = حسابتان حذف شد و از همه دستگاه‌ها خارج شدید. هر زمان بخواهید می‌توانید دوباره با شماره خود ثبت‌نام کنید.
done-session-ended = خروج از آن دستگاه انجام شد.
