# Everywhere
language-label = 言語
skip = 本文へ移動
problem = 問題があります
error-prefix = エラー：
link-help = ログインのヘルプ
link-privacy = プライバシー
link-terms = 利用規約
keep = いいえ、戻る
sign-in = ログイン
sign-out = ログアウト
never = なし
yes = はい
no = いいえ

# Durations
duration-seconds = { $n }秒
duration-minutes = { $n }分
duration-hours = { $n }時間
ago-now = たった今
ago-minutes = { $n }分前
ago-hours = { $n }時間前
ago-days = { $n }日前

# The phone form
step-1 = ステップ1（全2ステップ）
sign-in-title = 携帯電話番号でログイン
sign-in-lead = SMSで{ $digits }桁の認証コードをお送りします。
sign-in-new = パスワードは不要です。初めての方は、アカウントも同時に作成されます。
region-label = 国または地域
region-label-short = 国<span class="more-words">または地域</span>
regions-likely = 候補
regions-all = すべて
phone-label = 携帯電話番号
phone-hint = 例：<span class="num" dir="ltr" data-example>{ $example }</span>（ほかの国は + で始めてください）
phone-hint-only = 例：<span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = + と国番号で始めてください
send-code = 認証コードを送信
no-texts-summary = SMSを受信できない場合
no-texts-text = ログインには、SMSを受信できる電話番号が必要です。
sending = 送信中…
sending-slow = まだ送信中です。最大30秒ほどかかることがあります。
held-lead = 末尾が<strong class="num" dir="ltr">{ $digits }</strong>の番号に認証コードを送信済みです。
held-go = 認証コードを入力
phone-empty = 携帯電話番号を入力してください
phone-format = 電話番号として認識できません。文字や内線番号を入れず、数字だけを入力してください
phone-too-short = 番号が{ $digits }桁足りません（{ $country }）
phone-too-long = 番号が{ $digits }桁多すぎます（{ $country }）
phone-not-mobile = 携帯電話の番号ではありません（{ $country }）。SMSを受信できる番号を入力してください
phone-no-such-range = このように始まる携帯電話番号はありません（{ $country }）。最初の数桁を確認してください
phone-unknown-code = この国番号は存在しません。+ と国番号で始めてください
phone-unknown-code-here = この国番号は存在しません。この国（{ $country }）の番号は +{ $code } で始まります
phone-no-region = 国を選ぶか、番号を + と国番号で始めてください
phone-no-texts = この番号ではSMSを受信できません。携帯電話番号を入力してください
phone-range-off = この番号にはSMSを送信していません。別の番号を使用してください
phone-refused = この番号では当サービスのSMSを受信できません。別の携帯電話番号を使用してください
phone-opted-out = 以前、SMSの受信を停止されています。過去のSMSにSTARTと返信するか、別の番号を使用してください
phone-country-off = この国にはまだSMSを送信していません（{ $country }）

# Signing in again
again-title = 再ログイン
again-lead = <strong class="num" dir="ltr">{ $phone }</strong>に新しい認証コードをSMSで送信します。入力するまでは、現在のログイン状態が続きます。

# The text, as it will look
preview-title = SMSの表示例
preview-none-title = SMSについて
preview-digits = { $digits }桁
preview-note = 電話で認証コードをお尋ねすることは絶対にありません。聞かれた場合は電話を切ってください。

# The code form
step-2 = ステップ2（全2ステップ）
step-2-app = ステップ2（全2ステップ）：「{ $app }」にログイン
code-title = SMSを確認してください
code-lead = 末尾が<strong class="num" dir="ltr">{ $digits }</strong>の番号に、認証コードをSMSで送信しました。
code-sent-at = 新しい認証コードの送信時刻：
code-sent-clock = { $time } UTC
code-lead-arrives = 届くまでに1～2分かかることがあります。
code-lead-full = <strong class="num" dir="ltr">{ $phone }</strong>に認証コードをSMSで送信しました。
code-change = 変更
code-label = { $digits }桁の認証コード
code-works = 有効時間：{ $for }
code-until = 、期限 { $time }
code-over = この認証コードは使用できません
code-over-text = 続けるには、新しい認証コードを送信してください。
code-over-none = 今回のログインで送信できる認証コードは、これ以上ありません。続けるには、最初からやり直してください。
code-over-again = 最初からやり直す
tries-left = あと{ $n }回入力できます。
code-empty = SMSに記載された認証コードを入力してください
code-length = 認証コードは{ $digits }桁の数字です
code-wrong = 認証コードが正しくありません。SMSを確認して、もう一度入力してください
code-replaced = この認証コードはもう使用できません。後から届いたSMSの認証コードを使用してください
code-expired = 認証コードの有効期限が切れました。新しい認証コードを送信してください
code-spent = 認証コードを間違えた回数が上限に達しました。新しい認証コードを送信してください
code-expired-none = 認証コードの有効期限が切れました
code-spent-none = 認証コードを間違えた回数が上限に達しました
code-longer = この画面やほかの場所で誤った認証コードが何度も入力されたため、お手元の認証コードでは桁数が足りなくなりました。新しい認証コードを送信してください。桁数が増え、待つ必要はありません
code-other-tab = 別のタブで最初からやり直されました。このページには最新の番号が表示されています。その番号に届いた認証コードを入力してください
resend-title = SMSが届かない場合
resend = 新しい認証コードを送信
resend-wait = <span data-left>{ $wait }</span>後に、新しい認証コードを送信できます。
resend-ready = 新しい認証コードを送信できます。
resend-left = 認証コードはあと{ $n }回送信できます。
resend-none = 今回のログインで送信できる認証コードは、これ以上ありません。別の番号を使用するか、最初からやり直してください。
other-number = 別の番号を使用

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = 申し訳ありません。現在SMSを送信できません
notice-unavailable-text = 数分後にもう一度お試しください。
notice-unreachable-title = 現在、この電話につながりません
notice-unreachable-text = 電源が入っていて、電波が届いていることを確認してください。その後もう一度試すか、別の番号を使用してください。
notice-opted-out-title = SMSの受信を停止されています
notice-opted-out-text = 以前のSMSにSTARTと返信してから新しい認証コードを送信するか、別の番号を使用してください。
notice-country-off-title = この番号にはSMSを送信していません
notice-country-off-text = 別の番号を使用してください。
undelivered-title = 携帯電話会社がSMSを配信できませんでした
undelivered-text = 新しい認証コードを送信するか、別の番号を使用してください。
undelivered-no-texts-title = この番号ではSMSを受信できません
undelivered-no-texts-text = 携帯電話会社からの情報です。別の携帯電話番号を使用してください。
notice-limited-title = まだ次の認証コードを送信できません
notice-limited-text = { $wait }後に送信できます。
notice-paused-title = この種類の番号へのSMS送信を一時停止しています
notice-paused-text = { $wait }後にもう一度試すか、別の番号を使用してください。
notice-form-used-title = このフォームは送信済みです
notice-form-used-text = 再送信はされていません。番号を確認し、認証コードを送信するボタンを押してください。
notice-none-left-title = 今回のログインでは、これ以上認証コードを送信できません
notice-none-left-text = 届いている認証コードを使用するか、電話番号の入力からやり直してください。
notice-no-texts-title = この番号ではSMSを受信できません
notice-no-texts-text = 別の携帯電話番号を使用してください。

# Pages that only say something
cookies-title = ブラウザーでCookieがブロックされています
cookies-text = 認証コードは送信しましたが、Cookieがないとご本人からの要求か確認できません。ブラウザーの設定でこのサイトのCookieを許可し、最初からやり直してください。
cookies-again = 最初からやり直す
cookies-text-before = Cookieがないと認証コードを入力できません。ブラウザーの設定でこのサイトのCookieを許可し、このページを再読み込みしてください。SMSは送信されていません。
already-used-title = この認証コードは使用済みです
already-used-text = 別のタブでログインした場合は、このタブを閉じてかまいません。それ以外の場合は、最初からやり直してください。
already-used-again = 最初からやり直す
blocked-title = このアカウントは利用停止中です
blocked-text = この番号ではログインできません。間違いだと思われる場合は、このサイトの運営者にお問い合わせください。
error-reference = お問い合わせの際は、次の番号をお伝えください：<strong class="id">{ $reference }</strong>
error-not-found-title = ページが見つかりません
error-not-found-text = アドレスを入力した場合は、正しいか確認してください。
error-not-found-again = トップページへ
error-method-title = この操作はできません
error-method-text = このページは、その方法では利用できません。
error-method-again = トップページへ
error-cross-site-title = ほかのサイトからの要求です
error-cross-site-text = 安全のため、フォームはこのサイトのページでのみ利用できます。ここでページを開き、もう一度お試しください。
error-cross-site-again = トップページへ
error-too-large-title = 送信内容が大きすぎます
error-too-large-text = 送信された内容が、このサイトの上限を超えています。
error-too-large-again = トップページへ
error-too-late-title = 時間がかかりすぎました
error-too-late-text = ブラウザーからの送信が時間内に終わりませんでした。何も実行されていません。前のページに戻って、もう一度お試しください。
error-too-late-again = トップページへ
error-bad-request-title = 要求を処理できませんでした
error-bad-request-text = 要求の内容に正しくない部分がありました。前のページに戻って、もう一度お試しください。
error-bad-request-again = トップページへ
error-unavailable-title = 申し訳ありません。サービスに問題が発生しています
error-unavailable-text = しばらくしてからもう一度お試しください。
error-unavailable-again = もう一度試す
error-busy-title = ただいま混み合っています
error-busy-text = SMSは送信されていません。数秒後にもう一度お試しください。
error-busy-again = もう一度試す
error-internal-title = 申し訳ありません。エラーが発生しました
error-internal-text = エラーは記録されました。しばらくしてからもう一度お試しください。
error-internal-again = トップページへ
error-stale-title = 管理ページを開くには再ログインしてください
error-stale-text = 前回のログインから時間がたっているため、管理ページを開けません。SMSで再ログインすると、このページに戻ります。
error-stale-again = 再ログイン
error-stale-act-title = この操作には再ログインが必要です
error-stale-act-text = 前回のログインから時間がたっているため、何も変更されませんでした。SMSで再ログインすると元のページに戻り、もう一度ボタンを押せます。
error-stale-act-again = 再ログイン
error-stale-kept-title = 続けるには再ログインしてください
error-stale-kept-text = 前回のログインから時間がたっているため、まだ何も実行されていません。SMSで再ログインしてください。入力内容は保存されており、確認後に実行されます。
error-stale-kept-again = 再ログイン

# The account page
account-title = アカウント
account-lead = ログイン中：<strong class="num" dir="ltr">{ $phone }</strong>
account-admin = 管理ページへ
sessions-title = ログイン中の端末
sessions-lead = 心当たりのないものがあれば、ログアウトしてください。
session-this = この端末
session-seen = 最終利用：
session-began = ログイン：
session-end = ログアウト
sessions-end-all = すべての端末からログアウト…
device-on = { $browser }（{ $system }）
device-unknown = 不明な端末
data-title = お客様のデータ
data-lead = 保存されているご自分のデータは、すべてダウンロードまたは削除できます。
data-download = データをダウンロード
data-delete = アカウントを削除…
end-all-title = すべての端末からログアウトしますか？
end-all-text = この端末も含め、すべての端末からすぐにログアウトします。
end-all-do = すべてログアウト
delete-title = アカウントを削除しますか？
delete-text = 電話番号、ログイン状態、ログイン履歴がすぐに削除されます。元に戻すことはできません。
delete-do = アカウントを削除
delete-factor-text = 電話番号、ログイン状態、ログイン履歴がすぐに削除されます。元に戻すことはできません。この番号は本サービスの設定で管理者の番号になっているため、2つ目の本人確認は残り、今後この番号でログインする方に適用されます。

# What was done just now, in one line
done-signed-out = ログアウトしました。
done-signed-out-everywhere = すべての端末からログアウトしました。
done-deleted = アカウントを削除し、すべての端末からログアウトしました。同じ番号でいつでも登録し直せます。
done-session-ended = その端末からログアウトしました。
