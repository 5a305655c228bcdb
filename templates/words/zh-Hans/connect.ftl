# On the way to an app
sign-in-to = 登录“{ $app }”
onward-title = 正在前往“{ $app }”
onward-text = 您已登录。如果没有反应，请点击按钮。
onward-go = 前往“{ $app }”
choose-lead = 您已用尾号 <strong class="num" dir="ltr">{ $digits }</strong> 的手机号登录。
choose-go = 继续前往“{ $app }”
again-app-lead = “{ $app }”要求您重新登录。

# Why somebody does not get to an app
app-unknown-title = 无法登录此应用
app-unknown-text = 无法识别您来自哪个应用。请返回该应用，并告知其管理方。
app-redirect-uri-title = 无法登录此应用
app-redirect-uri-text = 该应用要求返回的地址未经登记。请告知其管理方。
app-paused-title = 此应用已暂停登录
app-paused-text = 您在这里仍保持登录。请稍后再试。
app-not-allowed-title = 您无法使用此应用
app-not-allowed-text = 您的手机号无权登录此应用。请向其管理方申请权限。
app-too-late-title = 用时过长
app-too-late-text = 请返回该应用，从那里重新登录。

# Signing out from an app
sign-out-ask-title = 退出登录？
sign-out-ask-app = “{ $app }”请您在这里也退出登录。
sign-out-ask-text = 您已用尾号 <strong class="num" dir="ltr">{ $digits }</strong> 的手机号登录。退出后，其他应用也会一并退出登录。
signed-out-onward-text = 您已退出登录。如果没有反应，请点击按钮。
sign-out-unknown-app-title = 此应用无法让您退出登录
sign-out-unknown-app-text = 无法识别您来自哪个应用，或者您并未登录该应用。您可以在账号页面退出登录。
sign-out-redirect-uri-title = 此应用无法让您退出登录
sign-out-redirect-uri-text = 该应用要求前往的地址未经登记。您可以在账号页面退出登录。

# Apps, on the account page
apps-title = 应用
apps-lead = 您已用手机号登录这些应用。如果解除关联，该应用会收到让您退出登录的通知。
app-disconnect = 解除关联
done-app-disconnected = 已解除与该应用的关联。

# At apps behind a proxy that asks
forward-form-title = 您已不在登录状态
forward-form-text = 您提交的内容未被接收。请登录后重新提交。
forward-form-go = 登录
forward-not-allowed-title = 您无法使用此应用
forward-not-allowed-text = 您的手机号无权登录此应用。请向其管理方申请权限。
forward-not-allowed-go = 退出登录
forward-no-cookie-title = 您的浏览器不保存 Cookie
forward-no-cookie-text = 您要打开的应用需要 Cookie 才能识别您。请允许该应用使用 Cookie，然后重新打开。
