# On the way to an app
sign-in-to = 登入「{ $app }」
onward-title = 正在前往「{ $app }」
onward-text = 您已登入。如果沒有反應，請點選按鈕。
onward-go = 前往「{ $app }」
choose-lead = 您已用結尾是 <strong class="num" dir="ltr">{ $digits }</strong> 的號碼登入。
choose-go = 繼續前往「{ $app }」
again-app-lead = 「{ $app }」要求您重新登入。

# Why somebody does not get to an app
app-unknown-title = 無法登入這個應用程式
app-unknown-text = 無法辨識您是從哪個應用程式過來的。請回到該應用程式，並告知其管理單位。
app-redirect-uri-title = 無法登入這個應用程式
app-redirect-uri-text = 應用程式要求回傳的網址並未登錄。請告知其管理單位。
app-paused-title = 這個應用程式已暫停登入
app-paused-text = 您在這裡仍保持登入。請稍後再試。
app-not-allowed-title = 您無法使用這個應用程式
app-not-allowed-text = 您的號碼沒有登入權限。請向其管理單位申請。
app-too-late-title = 花費的時間過長
app-too-late-text = 請回到應用程式，從那裡重新登入。

# Signing out from an app
sign-out-ask-title = 要登出嗎？
sign-out-ask-app = 「{ $app }」請您在這裡也一併登出。
sign-out-ask-text = 您已用結尾是 <strong class="num" dir="ltr">{ $digits }</strong> 的號碼登入。登出後，其他應用程式也會一併登出。
signed-out-onward-text = 您已登出。如果沒有反應，請點選按鈕。
sign-out-unknown-app-title = 這個應用程式無法讓您登出
sign-out-unknown-app-text = 無法辨識您是從哪個應用程式過來的，或您並未登入該應用程式。您可以在帳號頁面登出。
sign-out-redirect-uri-title = 這個應用程式無法讓您登出
sign-out-redirect-uri-text = 應用程式要求前往的網址並未登錄。您可以在帳號頁面登出。

# Apps, on the account page
apps-title = 應用程式
apps-lead = 您已用手機號碼登入這些應用程式。如果中斷連結，該應用程式會收到讓您登出的通知。
app-disconnect = 中斷連結
done-app-disconnected = 已中斷與該應用程式的連結。

# At apps behind a proxy that asks
forward-form-title = 您已不在登入狀態
forward-form-text = 您送出的內容未被接收。請登入後重新送出。
forward-form-go = 登入
forward-not-allowed-title = 您無法使用這個應用程式
forward-not-allowed-text = 您的號碼沒有登入權限。請向其管理單位申請。
forward-not-allowed-go = 登出
forward-no-cookie-title = 您的瀏覽器不會保存 Cookie
forward-no-cookie-text = 您要開啟的應用程式需要 Cookie 才能辨識您。請允許它使用 Cookie，然後重新開啟。
