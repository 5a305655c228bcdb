# Everywhere
language-label = اللغة
skip = الانتقال إلى المحتوى الرئيسي
problem = هناك مشكلة
error-prefix = خطأ:
link-help = مساعدة في تسجيل الدخول
link-privacy = الخصوصية
link-terms = الشروط
keep = لا، رجوع
sign-in = تسجيل الدخول
sign-out = تسجيل الخروج
never = أبدًا
yes = نعم
no = لا

# Durations
duration-seconds = { $n ->
    [zero] { $n } ثانية
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $n } ثوانٍ
    [many] { $n } ثانية
   *[other] { $n } ثانية
}
duration-minutes = { $n ->
    [zero] { $n } دقيقة
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $n } دقائق
    [many] { $n } دقيقة
   *[other] { $n } دقيقة
}
duration-hours = { $n ->
    [zero] { $n } ساعة
    [one] ساعة واحدة
    [two] ساعتين
    [few] { $n } ساعات
    [many] { $n } ساعة
   *[other] { $n } ساعة
}
ago-now = الآن
ago-minutes = { $n ->
    [zero] منذ { $n } دقيقة
    [one] منذ دقيقة
    [two] منذ دقيقتين
    [few] منذ { $n } دقائق
    [many] منذ { $n } دقيقة
   *[other] منذ { $n } دقيقة
}
ago-hours = { $n ->
    [zero] منذ { $n } ساعة
    [one] منذ ساعة
    [two] منذ ساعتين
    [few] منذ { $n } ساعات
    [many] منذ { $n } ساعة
   *[other] منذ { $n } ساعة
}
ago-days = { $n ->
    [zero] منذ { $n } يوم
    [one] منذ يوم
    [two] منذ يومين
    [few] منذ { $n } أيام
    [many] منذ { $n } يومًا
   *[other] منذ { $n } يوم
}

# The phone form
step-1 = الخطوة 1 من 2
sign-in-title = تسجيل الدخول برقم الجوال
sign-in-lead = سنرسل إليك رسالة نصية فيها رمز من { $digits } أرقام.
sign-in-new = لا حاجة إلى كلمة مرور. وإن لم يكن لديك حساب، فسيُنشأ لك تلقائيًا.
region-label = الدولة أو المنطقة
region-label-short = الدولة<span class="more-words"> أو المنطقة</span>
regions-likely = مقترحة
regions-all = الكل
phone-label = رقم الجوال
phone-hint = مثل <span class="num" dir="ltr" data-example>{ $example }</span>، أو رقم يبدأ بعلامة + لدولة أخرى
phone-hint-only = مثل <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = يبدأ الرقم بعلامة + ثم مفتاح الدولة
send-code = إرسال الرمز
no-texts-summary = لا يمكنني استلام الرسائل النصية
no-texts-text = لتسجيل الدخول يلزمك رقم يستقبل الرسائل النصية.
sending = جارٍ الإرسال…
sending-slow = ما زال الإرسال جاريًا. قد يستغرق ذلك نصف دقيقة.
held-lead = سبق أن طلبت رمزًا للرقم الذي ينتهي بالأرقام <strong class="num" dir="ltr">{ $digits }</strong>.
held-go = إدخال الرمز
phone-empty = يُرجى إدخال رقم الجوال
phone-format = هذا لا يبدو رقم هاتف. يُرجى إدخال الأرقام فقط، دون كلمات أو رقم تحويلة
phone-too-short = { $digits ->
    [zero] هذا الرقم أقصر من اللازم ({ $country })
    [one] هذا الرقم أقصر من اللازم بخانة واحدة ({ $country })
    [two] هذا الرقم أقصر من اللازم بخانتين ({ $country })
    [few] هذا الرقم أقصر من اللازم بمقدار { $digits } خانات ({ $country })
    [many] هذا الرقم أقصر من اللازم بمقدار { $digits } خانة ({ $country })
   *[other] هذا الرقم أقصر من اللازم بمقدار { $digits } خانة ({ $country })
}
phone-too-long = { $digits ->
    [zero] هذا الرقم أطول من اللازم ({ $country })
    [one] هذا الرقم أطول من اللازم بخانة واحدة ({ $country })
    [two] هذا الرقم أطول من اللازم بخانتين ({ $country })
    [few] هذا الرقم أطول من اللازم بمقدار { $digits } خانات ({ $country })
    [many] هذا الرقم أطول من اللازم بمقدار { $digits } خانة ({ $country })
   *[other] هذا الرقم أطول من اللازم بمقدار { $digits } خانة ({ $country })
}
phone-not-mobile = هذا ليس رقم جوال ({ $country }). يُرجى إدخال رقم يستقبل الرسائل النصية
phone-no-such-range = لا يوجد رقم جوال يبدأ هكذا ({ $country }). يُرجى التحقق من الخانات الأولى
phone-unknown-code = لا توجد دولة بهذا المفتاح. يُرجى بدء الرقم بعلامة + ثم مفتاح الدولة
phone-unknown-code-here = لا توجد دولة بهذا المفتاح. أرقام هذه الدولة ({ $country }) تبدأ بعلامة + ثم { $code }
phone-no-region = يُرجى اختيار الدولة، أو بدء الرقم بعلامة + ثم مفتاح الدولة
phone-no-texts = هذا الرقم لا يستقبل الرسائل النصية. يُرجى إدخال رقم جوال
phone-range-off = لا نرسل رسائل نصية إلى هذا الرقم. يُرجى استخدام رقم آخر
phone-refused = هذا الرقم لا يستقبل رسائلنا النصية. يُرجى استخدام رقم جوال آخر
phone-opted-out = سبق أن طلبت إيقاف رسائلنا النصية. يُرجى الرد بكلمة START على رسالة سابقة منا، أو استخدام رقم آخر
phone-country-off = لا نرسل رسائل نصية إلى هذه الدولة بعد ({ $country })

# Signing in again
again-title = تسجيل الدخول مرة أخرى
again-lead = سنرسل رمزًا جديدًا في رسالة نصية إلى <strong class="num" dir="ltr">{ $phone }</strong>. وحتى إدخاله، يبقى تسجيل دخولك الحالي كما هو.

# The text, as it will look
preview-title = هكذا ستبدو الرسالة
preview-none-title = عن الرسالة النصية
preview-digits = { $digits } أرقام
preview-note = لا نتصل بك هاتفيًا أبدًا لطلب رمز. إذا اتصل بك أحد لهذا الغرض، فيُرجى إنهاء المكالمة.

# The code form
step-2 = الخطوة 2 من 2
step-2-app = الخطوة 2 من 2، لتسجيل الدخول إلى { $app }
code-title = يُرجى تفقّد هاتفك
code-lead = أرسلنا رمزًا في رسالة نصية إلى الرقم الذي ينتهي بالأرقام <strong class="num" dir="ltr">{ $digits }</strong>.
code-sent-at = أرسلنا رمزًا جديدًا في الساعة
code-sent-clock = { $time } UTC
code-lead-arrives = قد تصل الرسالة خلال دقيقة أو دقيقتين.
code-lead-full = أرسلنا رمزًا في رسالة نصية إلى <strong class="num" dir="ltr">{ $phone }</strong>.
code-change = تغيير
code-label = الرمز المكوّن من { $digits } أرقام
code-works = الرمز صالح لمدة { $for }
code-until = ، حتى الساعة { $time }
code-over = لم يعد هذا الرمز صالحًا
code-over-text = للمتابعة، يُرجى طلب رمز جديد.
code-over-none = أُرسلت كل الرموز المتاحة لتسجيل الدخول هذا. للمتابعة، يُرجى البدء من جديد.
code-over-again = البدء من جديد
tries-left = { $n ->
    [zero] لم تتبقَّ لك أي محاولة.
    [one] تبقّت لك محاولة واحدة.
    [two] تبقّت لك محاولتان.
    [few] تبقّت لك { $n } محاولات.
    [many] تبقّت لك { $n } محاولة.
   *[other] تبقّت لك { $n } محاولة.
}
code-empty = يُرجى إدخال الرمز الوارد في الرسالة
code-length = يجب أن يتكوّن الرمز من { $digits } أرقام
code-wrong = هذا الرمز غير صحيح. يُرجى التحقق من الرسالة وإدخال الرمز مرة أخرى
code-replaced = لم يعد هذا الرمز صالحًا. يُرجى استخدام رمز من رسالة أحدث
code-expired = انتهت صلاحية هذا الرمز. يُرجى طلب رمز جديد
code-spent = أدخلت رمزًا خاطئًا مرات كثيرة. يُرجى طلب رمز جديد
code-expired-none = انتهت صلاحية هذا الرمز
code-spent-none = أدخلت رمزًا خاطئًا مرات كثيرة
code-longer = أُدخلت رموز خاطئة كثيرة هنا أو في مكان آخر، فأصبح رمزك أقصر من اللازم. يُرجى طلب رمز جديد: سيكون أطول، ولا حاجة إلى الانتظار
code-other-tab = بدأت من جديد في علامة تبويب أخرى. تعرض هذه الصفحة الآن الرقم الأحدث. يُرجى إدخال الرمز المرسل إليه
resend-title = لم تصل الرسالة؟
resend = طلب رمز جديد
resend-wait = يمكنك طلب رمز جديد بعد <span data-left>{ $wait }</span>.
resend-ready = يمكنك طلب رمز جديد الآن.
resend-left = { $n ->
    [zero] لا يمكنك طلب رمز آخر.
    [one] يمكنك طلب رمز واحد آخر.
    [two] يمكنك طلب رمزين آخرين.
    [few] يمكنك طلب { $n } رموز أخرى.
    [many] يمكنك طلب { $n } رمزًا آخر.
   *[other] يمكنك طلب { $n } رمز آخر.
}
resend-none = أُرسلت كل الرموز المتاحة لتسجيل الدخول هذا. يُرجى استخدام رقم آخر أو البدء من جديد.
other-number = استخدام رقم آخر

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = عذرًا، لا يمكننا إرسال رسائل نصية حاليًا
notice-unavailable-text = يُرجى إعادة المحاولة بعد بضع دقائق.
notice-unreachable-title = تعذّر الوصول إلى هذا الهاتف حاليًا
notice-unreachable-text = يُرجى التأكد من أن الهاتف قيد التشغيل ومتصل بالشبكة، ثم إعادة المحاولة أو استخدام رقم آخر.
notice-opted-out-title = سبق أن طلبت إيقاف رسائلنا النصية
notice-opted-out-text = يُرجى الرد بكلمة START على رسالتنا السابقة ثم طلب رمز جديد، أو استخدام رقم آخر.
notice-country-off-title = لا نرسل رسائل نصية إلى هذا الرقم
notice-country-off-text = يُرجى استخدام رقم آخر.
undelivered-title = لم تتمكن شبكة الجوال من إيصال رسالتنا
undelivered-text = يُرجى طلب رمز جديد أو استخدام رقم آخر.
undelivered-no-texts-title = هذا الرقم لا يستقبل الرسائل النصية
undelivered-no-texts-text = هذا ما أفادت به شبكة الجوال. يُرجى استخدام رقم جوال آخر.
notice-limited-title = لا يمكنك طلب رمز آخر بعد
notice-limited-text = يمكنك طلبه بعد { $wait }.
notice-paused-title = الرسائل إلى أرقام مثل هذا الرقم متوقفة مؤقتًا
notice-paused-text = يُرجى إعادة المحاولة بعد { $wait }، أو استخدام رقم آخر.
notice-form-used-title = سبق إرسال هذا النموذج
notice-form-used-text = لم يُرسل شيء مرة أخرى. يُرجى التحقق من الرقم والضغط على زر إرسال الرمز.
notice-none-left-title = لا يمكنك طلب رمز آخر لتسجيل الدخول هذا
notice-none-left-text = يُرجى استخدام رمز سبق أن أرسلناه إليك، أو البدء من جديد برقمك.
notice-no-texts-title = هذا الرقم لا يستقبل الرسائل النصية
notice-no-texts-text = يُرجى استخدام رقم جوال آخر.

# Pages that only say something
cookies-title = متصفحك يحظر ملف تعريف الارتباط الخاص بنا
cookies-text = أرسلنا رمزًا، لكن دون ملف تعريف الارتباط لا يمكن لهذه الصفحة أن تعرف أن الطلب منك. يُرجى السماح بملفات تعريف الارتباط لهذا الموقع في إعدادات متصفحك، ثم البدء من جديد.
cookies-again = البدء من جديد
cookies-text-before = دون ملف تعريف الارتباط لن يمكنك إدخال الرمز. يُرجى السماح بملفات تعريف الارتباط لهذا الموقع في إعدادات متصفحك، ثم إعادة تحميل هذه الصفحة. لم تُرسل أي رسالة.
already-used-title = سبق استخدام هذا الرمز
already-used-text = إذا سجّلت الدخول في علامة تبويب أخرى، يمكنك إغلاق هذه. وإلا فيُرجى البدء من جديد.
already-used-again = البدء من جديد
blocked-title = هذا الحساب محظور
blocked-text = لا يمكنك تسجيل الدخول بهذا الرقم. إذا كان ذلك خطأً في رأيك، فيُرجى التواصل مع القائمين على هذا الموقع.
error-reference = عند طلب المساعدة، يُرجى ذكر هذا الرقم: <strong class="id">{ $reference }</strong>
error-not-found-title = الصفحة غير موجودة
error-not-found-text = إذا كتبت العنوان بنفسك، فيُرجى التأكد من صحته.
error-not-found-again = إلى الصفحة الرئيسية
error-method-title = هذا لا يعمل هنا
error-method-text = لا يمكن استخدام هذه الصفحة بهذه الطريقة.
error-method-again = إلى الصفحة الرئيسية
error-cross-site-title = جاء هذا الطلب من موقع آخر
error-cross-site-text = حرصًا على أمانك، لا تعمل النماذج إلا في صفحات هذا الموقع نفسه. يُرجى فتح الصفحة هنا وإعادة المحاولة.
error-cross-site-again = إلى الصفحة الرئيسية
error-too-large-title = حجم البيانات أكبر من اللازم
error-too-large-text = ما أُرسل أكبر مما يقبله هذا الموقع.
error-too-large-again = إلى الصفحة الرئيسية
error-too-late-title = استغرق ذلك وقتًا طويلًا
error-too-late-text = لم يرسل متصفحك كل شيء في الوقت المحدد. لم يُنفَّذ أي شيء. يُرجى الرجوع وإعادة المحاولة.
error-too-late-again = إلى الصفحة الرئيسية
error-bad-request-title = لم نفهم هذا الطلب
error-bad-request-text = في الطلب شيء غير صحيح. يُرجى الرجوع وإعادة المحاولة.
error-bad-request-again = إلى الصفحة الرئيسية
error-unavailable-title = عذرًا، هناك مشكلة في الخدمة
error-unavailable-text = يُرجى إعادة المحاولة بعد قليل.
error-unavailable-again = إعادة المحاولة
error-busy-title = عدد المستخدمين كبير جدًا الآن
error-busy-text = لم تُرسل أي رسالة. يُرجى إعادة المحاولة بعد بضع ثوانٍ.
error-busy-again = إعادة المحاولة
error-internal-title = عذرًا، حدث خطأ لدينا
error-internal-text = سُجّل الخطأ. يُرجى إعادة المحاولة بعد قليل.
error-internal-again = إلى الصفحة الرئيسية
error-stale-title = يُرجى تسجيل الدخول مجددًا لفتح صفحات الإدارة
error-stale-text = مضى على تسجيل دخولك وقت أطول مما تسمح به هذه الصفحات. يُرجى تسجيل الدخول مجددًا برسالة نصية، وبعدها تظهر هذه الصفحة من جديد.
error-stale-again = تسجيل الدخول مجددًا
error-stale-act-title = يُرجى تسجيل الدخول مجددًا للقيام بذلك
error-stale-act-text = لم يتغيّر شيء، لأنه مضى على تسجيل دخولك وقت أطول من المسموح به لذلك. يُرجى تسجيل الدخول مجددًا برسالة نصية. بعدها تظهر الصفحة السابقة ويمكنك الضغط على الزر مرة أخرى.
error-stale-act-again = تسجيل الدخول مجددًا
error-stale-kept-title = يُرجى تسجيل الدخول مجددًا للمتابعة
error-stale-kept-text = لم يُنفَّذ شيء بعد، لأنه مضى على تسجيل دخولك وقت أطول من المسموح به لذلك. يُرجى تسجيل الدخول مجددًا برسالة نصية. ما أدخلته محفوظ، ويُستكمل عند تأكيدك.
error-stale-kept-again = تسجيل الدخول مجددًا

# The account page
account-title = حسابك
account-lead = تم تسجيل الدخول بالرقم <strong class="num" dir="ltr">{ $phone }</strong>
account-admin = الانتقال إلى صفحات الإدارة
sessions-title = الأجهزة المسجّل دخولها
sessions-lead = إذا كان أحدها غير معروف لديك، فيُرجى تسجيل الخروج منه.
session-this = هذا الجهاز
session-seen = آخر استخدام:
session-began = تسجيل الدخول:
session-end = تسجيل الخروج
sessions-end-all = الخروج من كل الأجهزة…
device-on = { $browser } على { $system }
device-unknown = جهاز غير معروف
data-title = بياناتك
data-lead = يمكنك الحصول على نسخة من كل ما نحتفظ به عنك، أو طلب حذفه.
data-download = تنزيل بياناتي
data-delete = حذف حسابي…
end-all-title = الخروج من كل الأجهزة؟
end-all-text = سيُسجَّل الخروج فورًا من كل أجهزتك، ومنها هذا الجهاز.
end-all-do = الخروج من كل الأجهزة
delete-title = حذف حسابك؟
delete-text = سيُحذف فورًا رقمك وجلساتك وعمليات تسجيل دخولك. لا يمكن التراجع عن ذلك.
delete-do = حذف حسابي
delete-factor-text = سيُحذف فورًا رقمك وجلساتك وعمليات تسجيل دخولك. لا يمكن التراجع عن ذلك. رقمك هو رقم مشرف بحسب إعدادات هذه الخدمة، لذا تبقى وسيلة التحقق الثانية لمن يسجّل الدخول به لاحقًا.

# What was done just now, in one line
done-signed-out = تم تسجيل خروجك.
done-signed-out-everywhere = تم تسجيل خروجك من كل الأجهزة.
done-deleted = تم حذف حسابك وتسجيل خروجك من كل الأجهزة. يمكنك إنشاء حساب جديد برقمك في أي وقت.
done-session-ended = تم تسجيل الخروج من ذلك الجهاز.
