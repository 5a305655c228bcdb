# Everywhere
language-label = שפה
skip = מעבר לתוכן הראשי
problem = יש בעיה
error-prefix = שגיאה:
link-help = עזרה בכניסה
link-privacy = פרטיות
link-terms = תנאי שימוש
keep = לא, חזרה
sign-in = כניסה
sign-out = יציאה
never = אף פעם
yes = כן
no = לא

# Durations
duration-seconds = { $n ->
    [one] שנייה אחת
    [two] שתי שניות
   *[other] { $n } שניות
}
duration-minutes = { $n ->
    [one] דקה אחת
    [two] שתי דקות
   *[other] { $n } דקות
}
duration-hours = { $n ->
    [one] שעה אחת
    [two] שעתיים
   *[other] { $n } שעות
}
ago-now = ממש עכשיו
ago-minutes = { $n ->
    [one] לפני דקה
    [two] לפני שתי דקות
   *[other] לפני { $n } דקות
}
ago-hours = { $n ->
    [one] לפני שעה
    [two] לפני שעתיים
   *[other] לפני { $n } שעות
}
ago-days = { $n ->
    [one] לפני יום
    [two] לפני יומיים
   *[other] לפני { $n } ימים
}

# The phone form
step-1 = שלב 1 מתוך 2
sign-in-title = כניסה עם מספר הנייד
sign-in-lead = נשלח אליך ב-SMS קוד בן { $digits } ספרות.
sign-in-new = אין צורך בסיסמה. אם אין לך חשבון, הוא ייפתח עכשיו.
region-label = מדינה או אזור
region-label-short = מדינה<span class="more-words"> או אזור</span>
regions-likely = מוצעות
regions-all = הכול
phone-label = מספר נייד
phone-hint = לדוגמה <span class="num" dir="ltr" data-example>{ $example }</span>, או עם + בהתחלה למדינה אחרת
phone-hint-only = לדוגמה <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = יש להתחיל עם + ואחריו קידומת המדינה
send-code = שליחת קוד
no-texts-summary = אין לי אפשרות לקבל SMS
no-texts-text = כדי להיכנס צריך מספר שיכול לקבל הודעות SMS.
sending = בשליחה…
sending-slow = השליחה עדיין נמשכת. זה יכול לקחת עד חצי דקה.
held-lead = כבר ביקשת קוד למספר שמסתיים ב-<strong class="num" dir="ltr">{ $digits }</strong>.
held-go = הזנת הקוד
phone-empty = יש להזין מספר נייד
phone-format = זה לא נראה כמו מספר טלפון. יש להזין רק ספרות, בלי מילים ובלי שלוחה
phone-too-short = { $digits ->
    [one] במספר הזה חסרה ספרה אחת ({ $country })
    [two] במספר הזה חסרות שתי ספרות ({ $country })
   *[other] במספר הזה חסרות { $digits } ספרות ({ $country })
}
phone-too-long = { $digits ->
    [one] במספר הזה יש ספרה אחת יותר מדי ({ $country })
    [two] במספר הזה יש שתי ספרות יותר מדי ({ $country })
   *[other] במספר הזה יש { $digits } ספרות יותר מדי ({ $country })
}
phone-not-mobile = זה לא מספר נייד ({ $country }). יש להזין מספר שמקבל SMS
phone-no-such-range = אין מספר נייד שמתחיל כך ({ $country }). כדאי לבדוק את הספרות הראשונות
phone-unknown-code = אין מדינה עם הקידומת הזאת. יש להתחיל עם + ואחריו קידומת המדינה
phone-unknown-code-here = אין מדינה עם הקידומת הזאת. במדינה הזאת ({ $country }) המספרים מתחילים עם + ואחריו { $code }
phone-no-region = יש לבחור מדינה, או להתחיל את המספר עם + ואחריו קידומת המדינה
phone-no-texts = המספר הזה לא יכול לקבל SMS. יש להזין מספר נייד
phone-range-off = אנחנו לא שולחים SMS למספר הזה. יש להזין מספר אחר
phone-refused = המספר הזה לא יכול לקבל את הודעות ה-SMS שלנו. יש להזין מספר נייד אחר
phone-opted-out = בעבר ביקשת להפסיק את הודעות ה-SMS שלנו. אפשר להשיב START לאחת מהן, או להזין מספר אחר
phone-country-off = אנחנו עדיין לא שולחים SMS למדינה הזאת ({ $country })

# Signing in again
again-title = כניסה מחדש
again-lead = נשלח קוד חדש ב-SMS אל <strong class="num" dir="ltr">{ $phone }</strong>. עד להזנתו, הכניסה הנוכחית שלך נשארת כפי שהיא.

# The text, as it will look
preview-title = כך תיראה ההודעה
preview-none-title = על הודעת ה-SMS
preview-digits = { $digits } ספרות
preview-note = אנחנו אף פעם לא מתקשרים כדי לבקש קוד. אם ביקשו ממך קוד בטלפון, יש לנתק.

# The code form
step-2 = שלב 2 מתוך 2
step-2-app = שלב 2 מתוך 2, לכניסה אל { $app }
code-title = יש לבדוק את הטלפון
code-lead = שלחנו קוד ב-SMS למספר שמסתיים ב-<strong class="num" dir="ltr">{ $digits }</strong>.
code-sent-at = שלחנו קוד חדש בשעה
code-sent-clock = { $time } UTC
code-lead-arrives = ייתכן שיעברו דקה או שתיים עד שההודעה תגיע.
code-lead-full = שלחנו קוד ב-SMS אל <strong class="num" dir="ltr">{ $phone }</strong>.
code-change = שינוי
code-label = קוד בן { $digits } ספרות
code-works = הקוד תקף למשך { $for }
code-until = , עד השעה { $time }
code-over = הקוד הזה כבר לא תקף
code-over-text = כדי להמשיך, יש לבקש קוד חדש.
code-over-none = כל הקודים לכניסה הזאת כבר נשלחו. כדי להמשיך, יש להתחיל מחדש.
code-over-again = התחלה מחדש
tries-left = { $n ->
    [one] נשאר לך ניסיון אחד.
    [two] נשארו לך שני ניסיונות.
   *[other] נשארו לך { $n } ניסיונות.
}
code-empty = יש להזין את הקוד מה-SMS
code-length = בקוד צריכות להיות { $digits } ספרות
code-wrong = הקוד לא נכון. יש לבדוק את ה-SMS ולהזין את הקוד שוב
code-replaced = הקוד הזה כבר לא תקף. יש להזין את הקוד מ-SMS מאוחר יותר
code-expired = תוקף הקוד פג. יש לבקש קוד חדש
code-spent = הזנת קוד שגוי יותר מדי פעמים. יש לבקש קוד חדש
code-expired-none = תוקף הקוד פג
code-spent-none = הזנת קוד שגוי יותר מדי פעמים
code-longer = הוזנו כאן או במקום אחר קודים שגויים רבים, ולכן הקוד שלך כבר קצר מדי. יש לבקש קוד חדש: הוא ארוך יותר, ואין צורך להמתין
code-other-tab = התחלת מחדש בכרטיסייה אחרת. הדף הזה מציג עכשיו את המספר האחרון. יש להזין את הקוד שנשלח אליו
resend-title = ההודעה לא הגיעה?
resend = בקשת קוד חדש
resend-wait = אפשר יהיה לבקש קוד חדש בעוד <span data-left>{ $wait }</span>.
resend-ready = עכשיו אפשר לבקש קוד חדש.
resend-left = { $n ->
    [one] אפשר לבקש עוד קוד אחד.
    [two] אפשר לבקש עוד שני קודים.
   *[other] אפשר לבקש עוד { $n } קודים.
}
resend-none = כל הקודים לכניסה הזאת כבר נשלחו. יש להזין מספר אחר, או להתחיל מחדש.
other-number = כניסה עם מספר אחר

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = מצטערים, אי אפשר לשלוח SMS כרגע
notice-unavailable-text = כדאי לנסות שוב בעוד כמה דקות.
notice-unreachable-title = הטלפון הזה לא זמין כרגע
notice-unreachable-text = יש לוודא שהוא דלוק ושיש קליטה. אחר כך אפשר לנסות שוב, או להזין מספר אחר.
notice-opted-out-title = ביקשת להפסיק את הודעות ה-SMS שלנו
notice-opted-out-text = אפשר להשיב START להודעה הקודמת שלנו ולבקש קוד חדש, או להזין מספר אחר.
notice-country-off-title = אנחנו לא שולחים SMS למספר הזה
notice-country-off-text = יש להזין מספר אחר.
undelivered-title = ה-SMS שלנו לא נמסר ברשת הסלולרית
undelivered-text = יש לבקש קוד חדש, או להזין מספר אחר.
undelivered-no-texts-title = המספר הזה לא יכול לקבל SMS
undelivered-no-texts-text = כך נמסר מהרשת הסלולרית. יש להזין מספר נייד אחר.
notice-limited-title = עדיין אי אפשר לקבל קוד נוסף
notice-limited-text = אפשר יהיה לבקש שוב בעוד { $wait }.
notice-paused-title = שליחת SMS למספרים כאלה מושהית
notice-paused-text = אפשר לנסות שוב בעוד { $wait }, או להזין מספר אחר.
notice-form-used-title = הטופס הזה כבר נשלח
notice-form-used-text = דבר לא נשלח שוב. יש לבדוק את המספר וללחוץ על הלחצן לשליחת קוד.
notice-none-left-title = אי אפשר לקבל עוד קוד לכניסה הזאת
notice-none-left-text = יש להזין קוד ששלחנו אליך, או להתחיל מחדש עם המספר שלך.
notice-no-texts-title = המספר הזה לא יכול לקבל SMS
notice-no-texts-text = יש להזין מספר נייד אחר.

# Pages that only say something
cookies-title = הדפדפן שלך חוסם את קובץ ה-Cookie שלנו
cookies-text = שלחנו קוד, אבל בלי קובץ Cookie הדף הזה לא יכול לדעת שהבקשה הגיעה ממך. יש לאפשר קובצי Cookie לאתר הזה בהגדרות הדפדפן, ואז להתחיל מחדש.
cookies-again = התחלה מחדש
cookies-text-before = בלי קובץ Cookie לא תהיה אפשרות להזין את הקוד. יש לאפשר קובצי Cookie לאתר הזה בהגדרות הדפדפן, ואז לטעון שוב את הדף. לא נשלח SMS.
already-used-title = הקוד הזה כבר נוצל
already-used-text = אם נכנסת בכרטיסייה אחרת, אפשר לסגור את הכרטיסייה הזאת. אם לא, יש להתחיל מחדש.
already-used-again = התחלה מחדש
blocked-title = החשבון הזה חסום
blocked-text = אי אפשר להיכנס עם המספר הזה. אם נראה לך שזו טעות, אפשר לפנות למפעילי האתר.
error-reference = בפנייה לעזרה, יש למסור את המספר הזה: <strong class="id">{ $reference }</strong>
error-not-found-title = הדף לא נמצא
error-not-found-text = אם הקלדת את הכתובת, כדאי לבדוק שהיא נכונה.
error-not-found-again = לדף הבית
error-method-title = זה לא עובד כאן
error-method-text = אי אפשר להשתמש בדף הזה בצורה כזאת.
error-method-again = לדף הבית
error-cross-site-title = הבקשה הגיעה מאתר אחר
error-cross-site-text = למען הבטיחות שלך, טפסים פועלים רק בדפים של האתר הזה. יש לפתוח את הדף כאן ולנסות שוב.
error-cross-site-again = לדף הבית
error-too-large-title = הבקשה גדולה מדי
error-too-large-text = מה שנשלח גדול ממה שהאתר הזה מקבל.
error-too-large-again = לדף הבית
error-too-late-title = זה לקח יותר מדי זמן
error-too-late-text = הדפדפן שלך לא שלח הכול בזמן. שום פעולה לא בוצעה. יש לחזור אחורה ולנסות שוב.
error-too-late-again = לדף הבית
error-bad-request-title = לא הבנו את הבקשה
error-bad-request-text = משהו בבקשה לא היה תקין. יש לחזור אחורה ולנסות שוב.
error-bad-request-again = לדף הבית
error-unavailable-title = מצטערים, יש בעיה בשירות
error-unavailable-text = כדאי לנסות שוב עוד רגע.
error-unavailable-again = ניסיון נוסף
error-busy-title = יש כאן עומס כרגע
error-busy-text = לא נשלח SMS. כדאי לנסות שוב בעוד כמה שניות.
error-busy-again = ניסיון נוסף
error-internal-title = מצטערים, משהו השתבש אצלנו
error-internal-text = התקלה תועדה. כדאי לנסות שוב עוד רגע.
error-internal-again = לדף הבית
error-stale-title = לדפי הניהול יש להיכנס מחדש
error-stale-text = עבר יותר מדי זמן מאז הכניסה שלך בשביל הדפים האלה. אחרי כניסה מחדש עם SMS, הדף הזה יופיע שוב.
error-stale-again = כניסה מחדש
error-stale-act-title = כדי לעשות זאת יש להיכנס מחדש
error-stale-act-text = דבר לא השתנה, כי עבר יותר מדי זמן מאז הכניסה שלך. יש להיכנס מחדש עם SMS. אחר כך יופיע שוב הדף שממנו באת, ואפשר יהיה ללחוץ שוב על הלחצן.
error-stale-act-again = כניסה מחדש
error-stale-kept-title = כדי להמשיך יש להיכנס מחדש
error-stale-kept-text = דבר עוד לא נעשה, כי עבר יותר מדי זמן מאז הכניסה שלך. יש להיכנס מחדש עם SMS. מה שהזנת נשמר, והפעולה תימשך אחרי אישור שלך.
error-stale-kept-again = כניסה מחדש

# The account page
account-title = החשבון שלך
account-lead = נכנסת עם המספר <strong class="num" dir="ltr">{ $phone }</strong>
account-admin = לדפי הניהול
sessions-title = מכשירים שנכנסת מהם
sessions-lead = אם אחד מהם לא מוכר לך, כדאי לצאת ממנו.
session-this = המכשיר הזה
session-seen = שימוש אחרון:
session-began = כניסה:
session-end = יציאה
sessions-end-all = יציאה מכל המכשירים…
device-on = { $browser } ב-{ $system }
device-unknown = מכשיר לא ידוע
data-title = הנתונים שלך
data-lead = אפשר לקבל עותק של כל מה שאנחנו שומרים עליך, או לבקש למחוק אותו.
data-download = הורדת הנתונים שלי
data-delete = מחיקת החשבון שלי…
end-all-title = לצאת מכל המכשירים?
end-all-text = תתבצע מיד יציאה מכל המכשירים שלך, גם מהמכשיר הזה.
end-all-do = יציאה מכל המכשירים
delete-title = למחוק את החשבון שלך?
delete-text = המספר, החיבורים והכניסות שלך יימחקו מיד. אי אפשר לבטל את זה.
delete-do = מחיקת החשבון שלי
delete-factor-text = המספר, החיבורים והכניסות שלך יימחקו מיד. אי אפשר לבטל את זה. לפי הגדרות השירות, המספר שלך הוא מספר ניהול, ולכן האימות הנוסף שלך יישאר עבור מי שייכנס איתו שוב.

# What was done just now, in one line
done-signed-out = יצאת מהחשבון.
done-signed-out-everywhere = יצאת מהחשבון בכל המכשירים.
done-deleted = החשבון שלך נמחק, ויצאת ממנו בכל המכשירים. אפשר להירשם שוב עם המספר שלך בכל עת.
done-session-ended = בוצעה יציאה מהמכשיר הזה.
