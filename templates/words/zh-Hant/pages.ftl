# Everywhere
language-label = 語言
skip = 跳到主要內容
problem = 發生問題
error-prefix = 錯誤：
link-help = 登入說明
link-privacy = 隱私權
link-terms = 條款
keep = 不要，返回
sign-in = 登入
sign-out = 登出
never = 從未
yes = 是
no = 否

# Durations
duration-seconds = { $n } 秒
duration-minutes = { $n } 分鐘
duration-hours = { $n } 小時
ago-now = 剛剛
ago-minutes = { $n } 分鐘前
ago-hours = { $n } 小時前
ago-days = { $n } 天前

# The phone form
step-1 = 第 1 步，共 2 步
sign-in-title = 以手機號碼登入
sign-in-lead = 我們會以簡訊傳送 { $digits } 位數驗證碼給您。
sign-in-new = 不需要密碼。如果您還沒有帳號，登入時會自動建立。
region-label = 國家或地區
region-label-short = 國家<span class="more-words">或地區</span>
regions-likely = 建議
regions-all = 全部
phone-label = 手機號碼
phone-hint = 例如 <span class="num" dir="ltr" data-example>{ $example }</span>，其他國家請以 + 開頭
phone-hint-only = 例如 <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = 請以 + 和國碼開頭
send-code = 傳送驗證碼
no-texts-summary = 我無法收簡訊
no-texts-text = 您需要可接收簡訊的手機號碼才能登入。
sending = 傳送中…
sending-slow = 仍在傳送，最多可能需要半分鐘。
held-lead = 您已要求傳送驗證碼到結尾是 <strong class="num" dir="ltr">{ $digits }</strong> 的號碼。
held-go = 輸入驗證碼
phone-empty = 請輸入手機號碼
phone-format = 無法辨識這個電話號碼。請只輸入數字，不要輸入文字或分機
phone-too-short = 這個號碼少了 { $digits } 碼（{ $country }）
phone-too-long = 這個號碼多了 { $digits } 碼（{ $country }）
phone-not-mobile = 這不是手機號碼（{ $country }）。請輸入可接收簡訊的號碼
phone-no-such-range = 沒有這樣開頭的手機號碼（{ $country }）。請檢查前幾碼
phone-unknown-code = 沒有這個國碼。請以 + 和國碼開頭
phone-unknown-code-here = 沒有這個國碼。這個國家或地區（{ $country }）的號碼以 +{ $code } 開頭
phone-no-region = 請選擇國家或地區，或以 + 和國碼開頭輸入號碼
phone-no-texts = 這個號碼無法接收簡訊。請輸入手機號碼
phone-range-off = 我們不會傳送簡訊到這個號碼。請使用其他號碼
phone-refused = 這個號碼無法接收我們的簡訊。請使用其他手機號碼
phone-opted-out = 您曾要求停止接收我們的簡訊。請回覆 START 到先前的簡訊，或使用其他號碼
phone-country-off = 我們尚未開放傳送簡訊到這個國家或地區（{ $country }）

# Signing in again
again-title = 重新登入
again-lead = 我們會以簡訊傳送新的驗證碼到 <strong class="num" dir="ltr">{ $phone }</strong>。在您輸入之前，目前的登入狀態不變。

# The text, as it will look
preview-title = 簡訊內容範例
preview-none-title = 關於簡訊
preview-digits = { $digits } 位數字
preview-note = 我們絕不會打電話向您索取驗證碼。如果有人這麼做，請掛斷電話。

# The code form
step-2 = 第 2 步，共 2 步
step-2-app = 第 2 步，共 2 步，登入「{ $app }」
code-title = 請查看手機
code-lead = 驗證碼簡訊已傳送到結尾是 <strong class="num" dir="ltr">{ $digits }</strong> 的號碼。
code-sent-at = 新驗證碼的傳送時間：
code-sent-clock = { $time } UTC
code-lead-arrives = 可能需要一兩分鐘才會收到。
code-lead-full = 驗證碼簡訊已傳送到 <strong class="num" dir="ltr">{ $phone }</strong>。
code-change = 變更
code-label = { $digits } 位數驗證碼
code-works = { $for }內有效
code-until = ，有效至 { $time }
code-over = 這組驗證碼已失效
code-over-text = 請重新取得驗證碼，再繼續操作。
code-over-none = 這次登入可取得的驗證碼已用完。請重新開始。
code-over-again = 重新開始
tries-left = 您還可以嘗試 { $n } 次。
code-empty = 請輸入簡訊中的驗證碼
code-length = 驗證碼應為 { $digits } 位數字
code-wrong = 驗證碼不正確。請查看簡訊後重新輸入
code-replaced = 這組驗證碼已失效。請使用較晚收到的簡訊中的驗證碼
code-expired = 驗證碼已過期。請重新取得驗證碼
code-spent = 驗證碼輸入錯誤次數過多。請重新取得驗證碼
code-expired-none = 驗證碼已過期
code-spent-none = 驗證碼輸入錯誤次數過多
code-longer = 因為此處或其他地方多次輸入錯誤的驗證碼，您的驗證碼長度已不足。請重新取得驗證碼：新的驗證碼較長，不需要等待
code-other-tab = 您在另一個分頁重新開始了。本頁現在顯示最新的號碼，請輸入該號碼收到的驗證碼
resend-title = 沒收到簡訊？
resend = 重新取得驗證碼
resend-wait = <span data-left>{ $wait }</span>後可重新取得驗證碼。
resend-ready = 現在可以重新取得驗證碼。
resend-left = 您還可以取得 { $n } 次驗證碼。
resend-none = 這次登入可取得的驗證碼已用完。請使用其他號碼，或重新開始。
other-number = 使用其他號碼

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = 抱歉，目前無法傳送簡訊
notice-unavailable-text = 請過幾分鐘再試一次。
notice-unreachable-title = 目前無法聯繫到這支手機
notice-unreachable-text = 請確認手機已開機且有訊號，然後再試一次，或使用其他號碼。
notice-opted-out-title = 您已要求停止接收我們的簡訊
notice-opted-out-text = 請回覆 START 到我們先前的簡訊，再重新取得驗證碼，或使用其他號碼。
notice-country-off-title = 我們不會傳送簡訊到這個號碼
notice-country-off-text = 請使用其他號碼。
undelivered-title = 電信網路未能送達我們的簡訊
undelivered-text = 請重新取得驗證碼，或使用其他號碼。
undelivered-no-texts-title = 這個號碼無法接收簡訊
undelivered-no-texts-text = 這是電信網路回報的結果。請使用其他手機號碼。
notice-limited-title = 目前還不能取得另一組驗證碼
notice-limited-text = { $wait }後可再次取得。
notice-paused-title = 已暫停傳送簡訊到此類號碼
notice-paused-text = 請在{ $wait }後再試一次，或使用其他號碼。
notice-form-used-title = 這份表單已送出過
notice-form-used-text = 沒有重複傳送。請確認號碼，再點選傳送驗證碼的按鈕。
notice-none-left-title = 這次登入無法再取得驗證碼
notice-none-left-text = 請使用已傳送給您的驗證碼，或以您的手機號碼重新開始。
notice-no-texts-title = 這個號碼無法接收簡訊
notice-no-texts-text = 請使用其他手機號碼。

# Pages that only say something
cookies-title = 您的瀏覽器封鎖了我們的 Cookie
cookies-text = 驗證碼已傳送，但沒有 Cookie，本頁無法確認是您索取的。請在瀏覽器設定中允許本網站使用 Cookie，然後重新開始。
cookies-again = 重新開始
cookies-text-before = 沒有 Cookie，您將無法輸入驗證碼。請在瀏覽器設定中允許本網站使用 Cookie，然後重新載入本頁。簡訊並未傳送。
already-used-title = 這組驗證碼已使用過
already-used-text = 如果您已在另一個分頁登入，可以關閉本頁。否則請重新開始。
already-used-again = 重新開始
blocked-title = 這個帳號已被封鎖
blocked-text = 您無法使用這個號碼登入。如果您認為有誤，請聯絡本網站的管理單位。
error-reference = 尋求協助時，請告知這組編號：<strong class="id">{ $reference }</strong>
error-not-found-title = 找不到頁面
error-not-found-text = 如果網址是您輸入的，請檢查是否正確。
error-not-found-again = 回首頁
error-method-title = 這裡無法這樣操作
error-method-text = 本頁無法以這種方式使用。
error-method-again = 回首頁
error-cross-site-title = 這項要求來自其他網站
error-cross-site-text = 為了您的安全，表單只能在本網站的頁面上使用。請在本網站開啟頁面後再試一次。
error-cross-site-again = 回首頁
error-too-large-title = 送出的內容過大
error-too-large-text = 送出的內容超過本網站的限制。
error-too-large-again = 回首頁
error-too-late-title = 花費的時間過長
error-too-late-text = 您的瀏覽器未能及時送出全部內容，因此沒有執行任何動作。請返回後再試一次。
error-too-late-again = 回首頁
error-bad-request-title = 無法理解這項要求
error-bad-request-text = 要求中有內容不正確。請返回後再試一次。
error-bad-request-again = 回首頁
error-unavailable-title = 抱歉，服務發生問題
error-unavailable-text = 請稍後再試。
error-unavailable-again = 再試一次
error-busy-title = 目前使用人數過多
error-busy-text = 簡訊並未傳送。請過幾秒再試一次。
error-busy-again = 再試一次
error-internal-title = 抱歉，我們的系統出了問題
error-internal-text = 問題已記錄下來。請稍後再試。
error-internal-again = 回首頁
error-stale-title = 請重新登入以使用管理頁面
error-stale-text = 您登入的時間已久，無法使用這些頁面。請以簡訊重新登入，之後會回到本頁。
error-stale-again = 重新登入
error-stale-act-title = 請重新登入再進行這項操作
error-stale-act-text = 您登入的時間已久，因此沒有變更任何內容。請以簡訊重新登入，之後會回到原本的頁面，您可以再次點選按鈕。
error-stale-act-again = 重新登入
error-stale-kept-title = 請重新登入以繼續
error-stale-kept-text = 您登入的時間已久，因此尚未執行任何動作。請以簡訊重新登入。您輸入的內容已保留，經您確認後會繼續。
error-stale-kept-again = 重新登入

# The account page
account-title = 您的帳號
account-lead = 已登入：<strong class="num" dir="ltr">{ $phone }</strong>
account-admin = 前往管理頁面
sessions-title = 已登入的裝置
sessions-lead = 如果有您不認得的裝置，請將它登出。
session-this = 本裝置
session-seen = 上次使用：
session-began = 登入時間：
session-end = 登出
sessions-end-all = 登出所有裝置…
device-on = { $browser }（{ $system }）
device-unknown = 不明裝置
data-title = 您的資料
data-lead = 您可以下載我們保存的所有與您有關的資料，也可以將其刪除。
data-download = 下載我的資料
data-delete = 刪除我的帳號…
end-all-title = 要登出所有裝置嗎？
end-all-text = 您的所有裝置（包括本裝置）都會立即登出。
end-all-do = 登出所有裝置
delete-title = 要刪除帳號嗎？
delete-text = 您的手機號碼、登入狀態和登入紀錄會立即刪除，且無法復原。
delete-do = 刪除我的帳號
delete-factor-text = 您的手機號碼、登入狀態和登入紀錄會立即刪除，且無法復原。依本服務的設定，您的號碼屬於管理員，因此第二重驗證會保留，供之後以這個號碼登入的人使用。

# What was done just now, in one line
done-signed-out = 您已登出。
done-signed-out-everywhere = 您已登出所有裝置。
done-deleted = 您的帳號已刪除，並已登出所有裝置。您隨時可以用手機號碼重新註冊。
done-session-ended = 該裝置已登出。
