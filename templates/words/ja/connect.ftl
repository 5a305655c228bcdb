# On the way to an app
sign-in-to = 「{ $app }」にログイン
onward-title = 「{ $app }」へ移動中
onward-text = ログインしました。画面が変わらない場合は、ボタンを押してください。
onward-go = 「{ $app }」へ移動
choose-lead = 末尾が<strong class="num" dir="ltr">{ $digits }</strong>の番号でログイン中です。
choose-go = 「{ $app }」へ進む
again-app-lead = 「{ $app }」が再ログインを求めています。

# Why somebody does not get to an app
app-unknown-title = このアプリにはログインできません
app-unknown-text = 移動元のアプリを確認できません。アプリに戻り、その運営者にお知らせください。
app-redirect-uri-title = このアプリにはログインできません
app-redirect-uri-text = アプリが、登録されていないアドレスへの応答を求めました。アプリの運営者にお知らせください。
app-paused-title = このアプリへのログインは一時停止中です
app-paused-text = こちらではログインしたままです。しばらくしてからもう一度お試しください。
app-not-allowed-title = このアプリは利用できません
app-not-allowed-text = この番号ではログインが許可されていません。アプリの運営者に利用の許可を依頼してください。
app-too-late-title = 時間がかかりすぎました
app-too-late-text = アプリに戻り、そこからもう一度ログインしてください。

# Signing out from an app
sign-out-ask-title = ログアウトしますか？
sign-out-ask-app = 「{ $app }」が、ここからのログアウトも求めています。
sign-out-ask-text = 末尾が<strong class="num" dir="ltr">{ $digits }</strong>の番号でログイン中です。ログアウトすると、ほかのアプリからもログアウトします。
signed-out-onward-text = ログアウトしました。画面が変わらない場合は、ボタンを押してください。
sign-out-unknown-app-title = このアプリからはログアウトできません
sign-out-unknown-app-text = 移動元のアプリを確認できないか、ログインしたアプリではありません。アカウントのページからログアウトできます。
sign-out-redirect-uri-title = このアプリからはログアウトできません
sign-out-redirect-uri-text = アプリが、登録されていないアドレスへの移動を求めました。アカウントのページからログアウトできます。

# Apps, on the account page
apps-title = アプリ
apps-lead = これらのアプリに電話番号でログインしました。連携を解除すると、ログアウトするようアプリに通知されます。
app-disconnect = 連携を解除
done-app-disconnected = アプリの連携を解除しました。

# At apps behind a proxy that asks
forward-form-title = ログイン状態ではなくなりました
forward-form-text = 送信内容は受け付けられませんでした。ログインして、もう一度送信してください。
forward-form-go = ログイン
forward-not-allowed-title = このアプリは利用できません
forward-not-allowed-text = この番号ではログインが許可されていません。アプリの運営者に利用の許可を依頼してください。
forward-not-allowed-go = ログアウト
forward-no-cookie-title = ブラウザーにCookieが保存されません
forward-no-cookie-text = このアプリを開くには、ご本人の確認にCookieが必要です。アプリのCookieを許可し、もう一度開いてください。
