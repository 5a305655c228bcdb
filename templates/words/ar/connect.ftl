# On the way to an app
sign-in-to = تسجيل الدخول إلى { $app }
onward-title = جارٍ نقلك إلى { $app }
onward-text = تم تسجيل دخولك. إذا لم يحدث شيء، فيُرجى استخدام الزر.
onward-go = الانتقال إلى { $app }
choose-lead = تم تسجيل دخولك بالرقم الذي ينتهي بالأرقام <strong class="num" dir="ltr">{ $digits }</strong>.
choose-go = المتابعة إلى { $app }
again-app-lead = يطلب التطبيق { $app } تسجيل دخولك مجددًا.

# Why somebody does not get to an app
app-unknown-title = لا يمكن تسجيل الدخول إلى هذا التطبيق
app-unknown-text = التطبيق الذي أتيت منه غير معروف. يُرجى الرجوع إليه وإبلاغ المسؤول عنه.
app-redirect-uri-title = لا يمكن تسجيل الدخول إلى هذا التطبيق
app-redirect-uri-text = طلب التطبيق الرد على عنوان غير مسجّل له. يُرجى إبلاغ المسؤول عنه.
app-paused-title = تسجيل الدخول إلى هذا التطبيق متوقف مؤقتًا
app-paused-text = لم يُسجَّل خروجك هنا. يُرجى إعادة المحاولة لاحقًا.
app-not-allowed-title = لا يمكنك استخدام هذا التطبيق
app-not-allowed-text = لا يُسمح لرقمك بتسجيل الدخول إليه. يمكنك طلب ذلك من المسؤول عنه.
app-too-late-title = استغرق ذلك وقتًا طويلًا
app-too-late-text = يُرجى الرجوع إلى التطبيق وتسجيل الدخول منه مجددًا.

# Signing out from an app
sign-out-ask-title = تسجيل الخروج؟
sign-out-ask-app = يطلب التطبيق { $app } تسجيل خروجك من هنا أيضًا.
sign-out-ask-text = تم تسجيل دخولك بالرقم الذي ينتهي بالأرقام <strong class="num" dir="ltr">{ $digits }</strong>. تسجيل الخروج يُنهي أيضًا دخولك إلى التطبيقات الأخرى.
signed-out-onward-text = تم تسجيل خروجك. إذا لم يحدث شيء، فيُرجى استخدام الزر.
sign-out-unknown-app-title = لا يمكن لهذا التطبيق تسجيل خروجك
sign-out-unknown-app-text = التطبيق الذي أتيت منه غير معروف، أو ليس التطبيق الذي سجّلت الدخول إليه. يمكنك تسجيل الخروج من صفحة حسابك.
sign-out-redirect-uri-title = لا يمكن لهذا التطبيق تسجيل خروجك
sign-out-redirect-uri-text = طلب التطبيق المتابعة إلى عنوان غير مسجّل له. يمكنك تسجيل الخروج من صفحة حسابك.

# Apps, on the account page
apps-title = التطبيقات
apps-lead = سجّلت الدخول إلى هذه التطبيقات برقمك. عند إلغاء ربط أحدها، يُطلب منه تسجيل خروجك.
app-disconnect = إلغاء الربط
done-app-disconnected = تم إلغاء ربط ذلك التطبيق.

# At apps behind a proxy that asks
forward-form-title = لم يعد دخولك مسجّلًا
forward-form-text = لم يُقبل ما أرسلته. يُرجى تسجيل الدخول ثم إرساله مرة أخرى.
forward-form-go = تسجيل الدخول
forward-not-allowed-title = لا يمكنك استخدام هذا التطبيق
forward-not-allowed-text = لا يُسمح لرقمك بتسجيل الدخول إليه. يمكنك طلب ذلك من المسؤول عنه.
forward-not-allowed-go = تسجيل الخروج
forward-no-cookie-title = متصفحك لا يحفظ ملفات تعريف الارتباط
forward-no-cookie-text = يحتاج التطبيق إليها ليتعرّف عليك. يُرجى السماح بها له، ثم فتحه مرة أخرى.
