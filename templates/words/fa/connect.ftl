# On the way to an app
sign-in-to = ورود به { $app }
onward-title = در حال رفتن به { $app }
onward-text = وارد شدید. اگر اتفاقی نیفتاد، از دکمه استفاده کنید.
onward-go = رفتن به { $app }
choose-lead = با شماره‌ای که به <strong class="num" dir="ltr">{ $digits }</strong> ختم می‌شود وارد شده‌اید.
choose-go = ادامه در { $app }
again-app-lead = برنامه { $app } می‌خواهد که دوباره وارد شوید.

# Why somebody does not get to an app
app-unknown-title = ورود به این برنامه ممکن نیست
app-unknown-text = برنامه‌ای که شما را به اینجا فرستاد ناشناخته است. به آن برگردید و به مسئولش اطلاع دهید.
app-redirect-uri-title = ورود به این برنامه ممکن نیست
app-redirect-uri-text = برنامه پاسخ را در نشانی‌ای خواسته که برایش ثبت نشده است. به مسئول آن اطلاع دهید.
app-paused-title = ورود به این برنامه موقتاً متوقف است
app-paused-text = اینجا از حسابتان خارج نشده‌اید. بعداً دوباره امتحان کنید.
app-not-allowed-title = نمی‌توانید از این برنامه استفاده کنید
app-not-allowed-text = شماره شما اجازه ورود به آن را ندارد. از مسئول آن اجازه بخواهید.
app-too-late-title = بیش از حد طول کشید
app-too-late-text = به برنامه برگردید و دوباره از آنجا وارد شوید.

# Signing out from an app
sign-out-ask-title = خارج می‌شوید؟
sign-out-ask-app = برنامه { $app } می‌خواهد که از اینجا هم خارج شوید.
sign-out-ask-text = با شماره‌ای که به <strong class="num" dir="ltr">{ $digits }</strong> ختم می‌شود وارد شده‌اید. با خروج، از برنامه‌های دیگر هم خارج می‌شوید.
signed-out-onward-text = خارج شدید. اگر اتفاقی نیفتاد، از دکمه استفاده کنید.
sign-out-unknown-app-title = خروج از طریق این برنامه ممکن نیست
sign-out-unknown-app-text = برنامه‌ای که شما را به اینجا فرستاد ناشناخته است، یا برنامه‌ای نیست که وارد آن شده‌اید. می‌توانید در صفحه حساب خود خارج شوید.
sign-out-redirect-uri-title = خروج از طریق این برنامه ممکن نیست
sign-out-redirect-uri-text = برنامه خواسته به نشانی‌ای برود که برایش ثبت نشده است. می‌توانید در صفحه حساب خود خارج شوید.

# Apps, on the account page
apps-title = برنامه‌ها
apps-lead = با شماره خود وارد این برنامه‌ها شده‌اید. اگر اتصال یکی را قطع کنید، از آن خواسته می‌شود شما را خارج کند.
app-disconnect = قطع اتصال
done-app-disconnected = اتصال آن برنامه قطع شد.

# At apps behind a proxy that asks
forward-form-title = دیگر وارد حساب نیستید
forward-form-text = آنچه فرستادید پذیرفته نشد. وارد شوید و دوباره بفرستید.
forward-form-go = ورود
forward-not-allowed-title = نمی‌توانید از این برنامه استفاده کنید
forward-not-allowed-text = شماره شما اجازه ورود به آن را ندارد. از مسئول آن اجازه بخواهید.
forward-not-allowed-go = خروج
forward-no-cookie-title = مرورگر شما کوکی نگه نمی‌دارد
forward-no-cookie-text = برنامه‌ای که می‌خواهید باز کنید برای شناختن شما به کوکی نیاز دارد. کوکی را برایش مجاز کنید و دوباره آن را باز کنید.
