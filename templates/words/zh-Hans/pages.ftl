# Everywhere
language-label = 语言
skip = 跳到主要内容
problem = 出现问题
error-prefix = 错误：
link-help = 登录帮助
link-privacy = 隐私
link-terms = 条款
keep = 不，返回
sign-in = 登录
sign-out = 退出登录
never = 从未
yes = 是
no = 否

# Durations
duration-seconds = { $n } 秒
duration-minutes = { $n } 分钟
duration-hours = { $n } 小时
ago-now = 刚刚
ago-minutes = { $n } 分钟前
ago-hours = { $n } 小时前
ago-days = { $n } 天前

# The phone form
step-1 = 第 1 步，共 2 步
sign-in-title = 使用手机号登录
sign-in-lead = 我们会用短信给您发送 { $digits } 位验证码。
sign-in-new = 无需密码。如果您还没有账号，登录后会自动创建。
region-label = 国家或地区
region-label-short = 国家<span class="more-words">或地区</span>
regions-likely = 推荐
regions-all = 全部
phone-label = 手机号
phone-hint = 例如 <span class="num" dir="ltr" data-example>{ $example }</span>，其他国家或地区请以 + 开头
phone-hint-only = 例如 <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = 请以 + 和国际区号开头
send-code = 获取验证码
no-texts-summary = 我无法接收短信
no-texts-text = 登录需要一个能接收短信的手机号。
sending = 正在发送…
sending-slow = 仍在发送，最多可能需要半分钟。
held-lead = 您已请求向尾号 <strong class="num" dir="ltr">{ $digits }</strong> 的手机号发送验证码。
held-go = 去输入
phone-empty = 请输入手机号
phone-format = 无法识别这个号码。请只输入数字，不要输入文字或分机号
phone-too-short = 这个号码少了 { $digits } 位（{ $country }）
phone-too-long = 这个号码多了 { $digits } 位（{ $country }）
phone-not-mobile = 这不是手机号（{ $country }）。请输入能接收短信的号码
phone-no-such-range = 没有这样开头的手机号（{ $country }）。请检查前几位数字
phone-unknown-code = 没有使用此区号的国家或地区。请以 + 和国际区号开头
phone-unknown-code-here = 没有使用此区号的国家或地区。所选地区（{ $country }）的号码以 +{ $code } 开头
phone-no-region = 请选择国家或地区，或以 + 和国际区号开头输入号码
phone-no-texts = 这个号码无法接收短信。请输入手机号
phone-range-off = 我们不向这个号码发送短信。请使用其他号码
phone-refused = 这个号码无法接收我们的短信。请使用其他手机号
phone-opted-out = 您曾退订我们的短信。请回复 START 到我们之前的短信，或使用其他号码
phone-country-off = 我们暂不向该国家或地区发送短信（{ $country }）

# Signing in again
again-title = 重新登录
again-lead = 我们会用短信将新的验证码发送到 <strong class="num" dir="ltr">{ $phone }</strong>。在您输入之前，当前的登录状态不变。

# The text, as it will look
preview-title = 短信内容示例
preview-none-title = 关于短信
preview-digits = { $digits } 位数字
preview-note = 我们绝不会打电话向您索要验证码。如果有人这样做，请挂断电话。

# The code form
step-2 = 第 2 步，共 2 步
step-2-app = 第 2 步，共 2 步，登录“{ $app }”
code-title = 请查看手机
code-lead = 验证码短信已发送到尾号 <strong class="num" dir="ltr">{ $digits }</strong> 的手机号。
code-sent-at = 新验证码的发送时间：
code-sent-clock = { $time } UTC
code-lead-arrives = 可能需要一两分钟才能收到。
code-lead-full = 验证码短信已发送到 <strong class="num" dir="ltr">{ $phone }</strong>。
code-change = 更改
code-label = { $digits } 位验证码
code-works = { $for }内有效
code-until = ，有效至 { $time }
code-over = 此验证码已失效
code-over-text = 请重新获取验证码，然后继续。
code-over-none = 本次登录可获取的验证码已用完。请重新开始。
code-over-again = 重新开始
tries-left = 您还可以尝试 { $n } 次。
code-empty = 请输入短信中的验证码
code-length = 验证码应为 { $digits } 位数字
code-wrong = 验证码不正确。请查看短信后重新输入
code-replaced = 此验证码已失效。请使用之后收到的短信中的验证码
code-expired = 验证码已过期。请重新获取
code-spent = 验证码输错次数过多。请重新获取
code-expired-none = 验证码已过期
code-spent-none = 验证码输错次数过多
code-longer = 由于在此处或别处多次输错验证码，您的验证码位数已不够。请重新获取：新的验证码更长，无需等待
code-other-tab = 您在另一个标签页中重新开始了登录。本页现在显示最新的号码，请输入它收到的验证码
resend-title = 没收到短信？
resend = 重新获取验证码
resend-wait = <span data-left>{ $wait }</span>后可重新获取验证码。
resend-ready = 现在可以重新获取验证码。
resend-left = 您还可以获取 { $n } 次验证码。
resend-none = 本次登录可获取的验证码已用完。请使用其他号码，或重新开始。
other-number = 使用其他号码

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = 抱歉，目前无法发送短信
notice-unavailable-text = 请过几分钟再试。
notice-unreachable-title = 目前无法联系到这部手机
notice-unreachable-text = 请确认手机已开机且有信号，然后重试，或使用其他号码。
notice-opted-out-title = 您已退订我们的短信
notice-opted-out-text = 请回复 START 到我们之前的短信，再重新获取验证码，或使用其他号码。
notice-country-off-title = 我们不向这个号码发送短信
notice-country-off-text = 请使用其他号码。
undelivered-title = 手机网络未能送达我们的短信
undelivered-text = 请重新获取验证码，或使用其他号码。
undelivered-no-texts-title = 这个号码无法接收短信
undelivered-no-texts-text = 这是手机网络返回的结果。请使用其他手机号。
notice-limited-title = 暂时不能再次获取验证码
notice-limited-text = { $wait }后可再次获取。
notice-paused-title = 已暂停向此类号码发送短信
notice-paused-text = 请在{ $wait }后重试，或使用其他号码。
notice-form-used-title = 此表单已提交过
notice-form-used-text = 没有重复发送。请核对号码，然后点击获取验证码的按钮。
notice-none-left-title = 本次登录不能再获取验证码
notice-none-left-text = 请使用已发送给您的验证码，或用您的手机号重新开始。
notice-no-texts-title = 这个号码无法接收短信
notice-no-texts-text = 请使用其他手机号。

# Pages that only say something
cookies-title = 您的浏览器阻止了我们的 Cookie
cookies-text = 验证码已发送，但没有 Cookie，本页无法确认是您获取的。请在浏览器设置中允许本网站使用 Cookie，然后重新开始。
cookies-again = 重新开始
cookies-text-before = 没有 Cookie，您将无法输入验证码。请在浏览器设置中允许本网站使用 Cookie，然后重新加载本页。短信未发送。
already-used-title = 此验证码已使用过
already-used-text = 如果您已在另一个标签页登录，可以关闭本页。否则请重新开始。
already-used-again = 重新开始
blocked-title = 此账号已被封禁
blocked-text = 您无法使用这个号码登录。如果您认为有误，请联系本网站的管理方。
error-reference = 寻求帮助时，请告知此编号：<strong class="id">{ $reference }</strong>
error-not-found-title = 找不到页面
error-not-found-text = 如果网址是您输入的，请检查是否正确。
error-not-found-again = 返回首页
error-method-title = 此处不支持该操作
error-method-text = 不能以这种方式使用本页。
error-method-again = 返回首页
error-cross-site-title = 该请求来自其他网站
error-cross-site-text = 为了您的安全，表单只能在本网站的页面上使用。请在本网站打开页面后重试。
error-cross-site-again = 返回首页
error-too-large-title = 提交的内容过大
error-too-large-text = 提交的内容超出了本网站的限制。
error-too-large-again = 返回首页
error-too-late-title = 用时过长
error-too-late-text = 您的浏览器未能及时发送全部内容。未执行任何操作。请返回后重试。
error-too-late-again = 返回首页
error-bad-request-title = 无法理解该请求
error-bad-request-text = 请求中有内容不正确。请返回后重试。
error-bad-request-again = 返回首页
error-unavailable-title = 抱歉，服务出现问题
error-unavailable-text = 请稍后再试。
error-unavailable-again = 重试
error-busy-title = 当前访问人数过多
error-busy-text = 短信未发送。请过几秒再试。
error-busy-again = 重试
error-internal-title = 抱歉，我们这边出错了
error-internal-text = 问题已记录。请稍后再试。
error-internal-again = 返回首页
error-stale-title = 请重新登录后再访问管理页面
error-stale-text = 您登录的时间已久，无法访问这些页面。请用短信重新登录，之后会回到本页。
error-stale-again = 重新登录
error-stale-act-title = 请重新登录后再操作
error-stale-act-text = 您登录的时间已久，未作任何更改。请用短信重新登录，之后会回到刚才的页面，您可以再次点击该按钮。
error-stale-act-again = 重新登录
error-stale-kept-title = 请重新登录后继续
error-stale-kept-text = 您登录的时间已久，尚未执行任何操作。请用短信重新登录。您输入的内容已保留，经您确认后会继续。
error-stale-kept-again = 重新登录

# The account page
account-title = 您的账号
account-lead = 已登录：<strong class="num" dir="ltr">{ $phone }</strong>
account-admin = 前往管理页面
sessions-title = 已登录的设备
sessions-lead = 如果有您不认识的设备，请将其退出登录。
session-this = 本设备
session-seen = 最近使用：
session-began = 登录时间：
session-end = 退出登录
sessions-end-all = 退出所有设备…
device-on = { $browser }（{ $system }）
device-unknown = 未知设备
data-title = 您的数据
data-lead = 您可以下载我们保存的所有与您有关的数据，也可以将其删除。
data-download = 下载我的数据
data-delete = 注销账号…
end-all-title = 退出所有设备？
end-all-text = 您的所有设备（包括本设备）都会立即退出登录。
end-all-do = 退出所有设备
delete-title = 注销账号？
delete-text = 您的手机号、登录状态和登录记录会立即删除，且无法恢复。
delete-do = 注销账号
delete-factor-text = 您的手机号、登录状态和登录记录会立即删除，且无法恢复。根据本服务的设置，您的手机号属于管理员，因此第二重验证会保留，供之后用该号码登录的人使用。

# What was done just now, in one line
done-signed-out = 您已退出登录。
done-signed-out-everywhere = 您已在所有设备上退出登录。
done-deleted = 您的账号已注销，并已在所有设备上退出登录。您可以随时用手机号重新注册。
done-session-ended = 该设备已退出登录。
