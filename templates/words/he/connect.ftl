# On the way to an app
sign-in-to = כניסה אל { $app }
onward-title = מעבר אל { $app }
onward-text = נכנסת לחשבון. אם דבר לא קורה, אפשר להשתמש בלחצן.
onward-go = מעבר אל { $app }
choose-lead = נכנסת עם המספר שמסתיים ב-<strong class="num" dir="ltr">{ $digits }</strong>.
choose-go = המשך אל { $app }
again-app-lead = באפליקציה { $app } מבקשים ממך להיכנס מחדש.

# Why somebody does not get to an app
app-unknown-title = אי אפשר להיכנס לאפליקציה הזאת
app-unknown-text = האפליקציה ששלחה אותך לכאן לא מוכרת. כדאי לחזור אליה ולהודיע למי שמפעיל אותה.
app-redirect-uri-title = אי אפשר להיכנס לאפליקציה הזאת
app-redirect-uri-text = האפליקציה ביקשה תשובה בכתובת שלא רשומה עבורה. כדאי להודיע למי שמפעיל אותה.
app-paused-title = הכניסה לאפליקציה הזאת מושהית
app-paused-text = לא יצאת מהחשבון כאן. כדאי לנסות שוב מאוחר יותר.
app-not-allowed-title = אין לך גישה לאפליקציה הזאת
app-not-allowed-text = המספר שלך לא מורשה להיכנס אליה. אפשר לבקש גישה ממי שמפעיל אותה.
app-too-late-title = זה לקח יותר מדי זמן
app-too-late-text = יש לחזור לאפליקציה ולהיכנס משם שוב.

# Signing out from an app
sign-out-ask-title = לצאת מהחשבון?
sign-out-ask-app = באפליקציה { $app } מבקשים שתתבצע יציאה גם כאן.
sign-out-ask-text = נכנסת עם המספר שמסתיים ב-<strong class="num" dir="ltr">{ $digits }</strong>. יציאה מכאן היא גם יציאה מאפליקציות אחרות.
signed-out-onward-text = יצאת מהחשבון. אם דבר לא קורה, אפשר להשתמש בלחצן.
sign-out-unknown-app-title = אי אפשר לצאת דרך האפליקציה הזאת
sign-out-unknown-app-text = האפליקציה ששלחה אותך לכאן לא מוכרת, או שאינה זו שנכנסת אליה. אפשר לצאת בדף החשבון שלך.
sign-out-redirect-uri-title = אי אפשר לצאת דרך האפליקציה הזאת
sign-out-redirect-uri-text = האפליקציה ביקשה להמשיך לכתובת שלא רשומה עבורה. אפשר לצאת בדף החשבון שלך.

# Apps, on the account page
apps-title = אפליקציות
apps-lead = נכנסת לאפליקציות האלה עם המספר שלך. אם מנתקים אחת מהן, נשלחת אליה בקשה להוציא אותך מהחשבון.
app-disconnect = ניתוק
done-app-disconnected = האפליקציה נותקה.

# At apps behind a proxy that asks
forward-form-title = הכניסה שלך כבר לא בתוקף
forward-form-text = מה ששלחת לא התקבל. יש להיכנס ולשלוח שוב.
forward-form-go = כניסה
forward-not-allowed-title = אין לך גישה לאפליקציה הזאת
forward-not-allowed-text = המספר שלך לא מורשה להיכנס אליה. אפשר לבקש גישה ממי שמפעיל אותה.
forward-not-allowed-go = יציאה
forward-no-cookie-title = הדפדפן שלך לא שומר קובצי Cookie
forward-no-cookie-text = האפליקציה זקוקה להם כדי לזהות אותך. יש לאפשר לה קובצי Cookie, ואז לפתוח אותה שוב.
