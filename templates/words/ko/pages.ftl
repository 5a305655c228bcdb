# Everywhere
language-label = 언어
skip = 본문으로 이동
problem = 문제가 있습니다
error-prefix = 오류:
link-help = 로그인 도움말
link-privacy = 개인정보 보호
link-terms = 이용약관
keep = 아니요, 돌아가기
sign-in = 로그인
sign-out = 로그아웃
never = 없음
yes = 예
no = 아니요

# Durations
duration-seconds = { $n }초
duration-minutes = { $n }분
duration-hours = { $n }시간
ago-now = 방금
ago-minutes = { $n }분 전
ago-hours = { $n }시간 전
ago-days = { $n }일 전

# The phone form
step-1 = 2단계 중 1단계
sign-in-title = 휴대폰 번호로 로그인
sign-in-lead = { $digits }자리 인증번호를 문자로 보내 드립니다.
sign-in-new = 비밀번호는 필요 없습니다. 처음이시면 계정도 함께 만들어집니다.
region-label = 국가 또는 지역
region-label-short = 국가<span class="more-words"> 또는 지역</span>
regions-likely = 추천
regions-all = 전체
phone-label = 휴대폰 번호
phone-hint = 예: <span class="num" dir="ltr" data-example>{ $example }</span>, 다른 국가는 +로 시작하세요
phone-hint-only = 예: <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = +와 국가 번호로 시작하세요
send-code = 인증번호 받기
no-texts-summary = 문자를 받을 수 없어요
no-texts-text = 로그인하려면 문자를 받을 수 있는 번호가 필요합니다.
sending = 보내는 중…
sending-slow = 아직 보내는 중입니다. 최대 30초 정도 걸릴 수 있습니다.
held-lead = 끝자리가 <strong class="num" dir="ltr">{ $digits }</strong>인 번호로 인증번호를 요청하셨습니다.
held-go = 인증번호 입력
phone-empty = 휴대폰 번호를 입력하세요
phone-format = 전화번호로 인식할 수 없습니다. 글자나 내선 번호 없이 숫자만 입력하세요
phone-too-short = 번호가 { $digits }자리 부족합니다({ $country })
phone-too-long = 번호가 { $digits }자리 더 깁니다({ $country })
phone-not-mobile = 휴대폰 번호가 아닙니다({ $country }). 문자를 받을 수 있는 번호를 입력하세요
phone-no-such-range = 이렇게 시작하는 휴대폰 번호는 없습니다({ $country }). 앞자리를 확인하세요
phone-unknown-code = 없는 국가 번호입니다. +와 국가 번호로 시작하세요
phone-unknown-code-here = 없는 국가 번호입니다. 이 국가({ $country })의 국가 번호는 +{ $code }입니다
phone-no-region = 국가를 선택하거나, 번호를 +와 국가 번호로 시작하세요
phone-no-texts = 문자를 받을 수 없는 번호입니다. 휴대폰 번호를 입력하세요
phone-range-off = 이 번호로는 문자를 보내지 않습니다. 다른 번호를 사용하세요
phone-refused = 이 번호는 저희 문자를 받을 수 없습니다. 다른 휴대폰 번호를 사용하세요
phone-opted-out = 이전에 저희 문자를 수신 거부하셨습니다. 이전 문자에 START라고 답장하거나 다른 번호를 사용하세요
phone-country-off = 아직 이 국가로는 문자를 보내지 않습니다({ $country })

# Signing in again
again-title = 다시 로그인
again-lead = <strong class="num" dir="ltr">{ $phone }</strong> 번호로 새 인증번호를 문자로 보내 드립니다. 입력하기 전까지는 지금의 로그인이 유지됩니다.

# The text, as it will look
preview-title = 이런 문자가 갑니다
preview-none-title = 문자 안내
preview-digits = { $digits }자리
preview-note = 저희는 전화로 인증번호를 묻지 않습니다. 누군가 물으면 전화를 끊으세요.

# The code form
step-2 = 2단계 중 2단계
step-2-app = 2단계 중 2단계: { $app } 로그인
code-title = 휴대폰을 확인하세요
code-lead = 끝자리가 <strong class="num" dir="ltr">{ $digits }</strong>인 번호로 인증번호 문자를 보냈습니다.
code-sent-at = 새 인증번호를 보낸 시각:
code-sent-clock = { $time } UTC
code-lead-arrives = 도착하기까지 1~2분 걸릴 수 있습니다.
code-lead-full = <strong class="num" dir="ltr">{ $phone }</strong> 번호로 인증번호 문자를 보냈습니다.
code-change = 변경
code-label = 인증번호 { $digits }자리
code-works = { $for } 동안 유효
code-until = , 만료 시각 { $time }
code-over = 만료된 인증번호입니다
code-over-text = 계속하려면 새 인증번호를 받으세요.
code-over-none = 이번 로그인에서 받을 수 있는 인증번호를 모두 받았습니다. 계속하려면 처음부터 다시 시작하세요.
code-over-again = 처음부터 다시
tries-left = { $n }번 더 입력할 수 있습니다.
code-empty = 문자로 받은 인증번호를 입력하세요
code-length = 인증번호는 숫자 { $digits }자리여야 합니다
code-wrong = 인증번호가 맞지 않습니다. 문자를 확인하고 다시 입력하세요
code-replaced = 더 이상 사용할 수 없는 인증번호입니다. 나중에 받은 문자의 인증번호를 입력하세요
code-expired = 인증번호가 만료되었습니다. 새 인증번호를 받으세요
code-spent = 인증번호를 너무 여러 번 잘못 입력하셨습니다. 새 인증번호를 받으세요
code-expired-none = 인증번호가 만료되었습니다
code-spent-none = 인증번호를 너무 여러 번 잘못 입력하셨습니다
code-longer = 이곳이나 다른 곳에서 잘못된 인증번호가 여러 번 입력되어, 받으신 인증번호는 이제 자릿수가 부족합니다. 새 인증번호를 받으세요. 더 길고, 기다리지 않아도 됩니다
code-other-tab = 다른 탭에서 다시 시작하셨습니다. 이제 이 페이지에는 가장 최근 번호가 표시됩니다. 그 번호로 받은 인증번호를 입력하세요
resend-title = 문자를 받지 못하셨나요?
resend = 새 인증번호 받기
resend-wait = <span data-left>{ $wait }</span> 후에 새 인증번호를 받을 수 있습니다.
resend-ready = 이제 새 인증번호를 받을 수 있습니다.
resend-left = 인증번호를 { $n }번 더 받을 수 있습니다.
resend-none = 이번 로그인에서 받을 수 있는 인증번호를 모두 받았습니다. 다른 번호를 사용하거나 처음부터 다시 시작하세요.
other-number = 다른 번호 사용

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = 죄송합니다. 지금은 문자를 보낼 수 없습니다
notice-unavailable-text = 몇 분 후에 다시 시도하세요.
notice-unreachable-title = 지금은 이 휴대폰에 연결할 수 없습니다
notice-unreachable-text = 전원이 켜져 있고 신호가 잡히는지 확인하세요. 그런 다음 다시 시도하거나 다른 번호를 사용하세요.
notice-opted-out-title = 저희 문자를 수신 거부하셨습니다
notice-opted-out-text = 이전 문자에 START라고 답장한 뒤 새 인증번호를 받거나, 다른 번호를 사용하세요.
notice-country-off-title = 이 번호로는 문자를 보내지 않습니다
notice-country-off-text = 다른 번호를 사용하세요.
undelivered-title = 통신사가 문자를 전달하지 못했습니다
undelivered-text = 새 인증번호를 받거나 다른 번호를 사용하세요.
undelivered-no-texts-title = 문자를 받을 수 없는 번호입니다
undelivered-no-texts-text = 통신사에서 확인한 내용입니다. 다른 휴대폰 번호를 사용하세요.
notice-limited-title = 아직 다른 인증번호를 받을 수 없습니다
notice-limited-text = { $wait } 후에 다시 요청할 수 있습니다.
notice-paused-title = 이와 비슷한 번호로는 문자 발송이 일시 중지되었습니다
notice-paused-text = { $wait } 후에 다시 시도하거나 다른 번호를 사용하세요.
notice-form-used-title = 이미 보낸 양식입니다
notice-form-used-text = 다시 보낸 것은 없습니다. 번호를 확인하고 인증번호 받기 버튼을 누르세요.
notice-none-left-title = 이번 로그인에서는 인증번호를 더 받을 수 없습니다
notice-none-left-text = 이미 받은 인증번호를 입력하거나, 번호 입력부터 다시 시작하세요.
notice-no-texts-title = 문자를 받을 수 없는 번호입니다
notice-no-texts-text = 다른 휴대폰 번호를 사용하세요.

# Pages that only say something
cookies-title = 브라우저가 쿠키를 차단하고 있습니다
cookies-text = 인증번호를 보냈지만, 쿠키가 없으면 본인이 요청했는지 이 페이지에서 확인할 수 없습니다. 브라우저 설정에서 이 사이트의 쿠키를 허용한 다음 처음부터 다시 시작하세요.
cookies-again = 처음부터 다시
cookies-text-before = 쿠키가 없으면 인증번호를 입력할 수 없습니다. 브라우저 설정에서 이 사이트의 쿠키를 허용한 다음 이 페이지를 새로 고치세요. 문자는 보내지 않았습니다.
already-used-title = 이미 사용한 인증번호입니다
already-used-text = 다른 탭에서 로그인하셨다면 이 탭은 닫아도 됩니다. 그렇지 않으면 처음부터 다시 시작하세요.
already-used-again = 처음부터 다시
blocked-title = 차단된 계정입니다
blocked-text = 이 번호로는 로그인할 수 없습니다. 착오라고 생각되면 이 사이트의 운영자에게 문의하세요.
error-reference = 문의하실 때 다음 번호를 알려 주세요: <strong class="id">{ $reference }</strong>
error-not-found-title = 페이지를 찾을 수 없습니다
error-not-found-text = 주소를 직접 입력하셨다면 맞는지 확인하세요.
error-not-found-again = 첫 화면으로
error-method-title = 여기서는 할 수 없습니다
error-method-text = 이 페이지는 그런 방식으로 사용할 수 없습니다.
error-method-again = 첫 화면으로
error-cross-site-title = 다른 사이트에서 온 요청입니다
error-cross-site-text = 안전을 위해 양식은 이 사이트의 페이지에서만 사용할 수 있습니다. 여기에서 페이지를 열고 다시 시도하세요.
error-cross-site-again = 첫 화면으로
error-too-large-title = 보낸 내용이 너무 큽니다
error-too-large-text = 보낸 내용이 이 사이트에서 받을 수 있는 크기를 넘습니다.
error-too-large-again = 첫 화면으로
error-too-late-title = 시간이 너무 오래 걸렸습니다
error-too-late-text = 브라우저가 제시간에 내용을 모두 보내지 못했습니다. 처리된 것은 없습니다. 뒤로 돌아가 다시 시도하세요.
error-too-late-again = 첫 화면으로
error-bad-request-title = 요청을 이해하지 못했습니다
error-bad-request-text = 요청에 올바르지 않은 부분이 있습니다. 뒤로 돌아가 다시 시도하세요.
error-bad-request-again = 첫 화면으로
error-unavailable-title = 죄송합니다. 서비스에 문제가 있습니다
error-unavailable-text = 잠시 후 다시 시도하세요.
error-unavailable-again = 다시 시도
error-busy-title = 지금 이용자가 너무 많습니다
error-busy-text = 문자는 보내지 않았습니다. 몇 초 후에 다시 시도하세요.
error-busy-again = 다시 시도
error-internal-title = 죄송합니다. 오류가 발생했습니다
error-internal-text = 오류가 기록되었습니다. 잠시 후 다시 시도하세요.
error-internal-again = 첫 화면으로
error-stale-title = 관리 페이지를 열려면 다시 로그인하세요
error-stale-text = 로그인한 지 오래되어 이 페이지를 열 수 없습니다. 문자 인증으로 다시 로그인하면 이 페이지로 돌아옵니다.
error-stale-again = 다시 로그인
error-stale-act-title = 이 작업을 하려면 다시 로그인하세요
error-stale-act-text = 로그인한 지 오래되어 아무것도 변경하지 않았습니다. 문자 인증으로 다시 로그인하면 이전 페이지로 돌아가 버튼을 다시 누를 수 있습니다.
error-stale-act-again = 다시 로그인
error-stale-kept-title = 계속하려면 다시 로그인하세요
error-stale-kept-text = 로그인한 지 오래되어 아직 아무것도 처리하지 않았습니다. 문자 인증으로 다시 로그인하세요. 입력하신 내용은 보관되며, 확인하시면 이어서 처리됩니다.
error-stale-kept-again = 다시 로그인

# The account page
account-title = 내 계정
account-lead = 로그인한 번호: <strong class="num" dir="ltr">{ $phone }</strong>
account-admin = 관리 페이지로 이동
sessions-title = 로그인된 기기
sessions-lead = 모르는 기기가 있으면 로그아웃하세요.
session-this = 이 기기
session-seen = 마지막 사용:
session-began = 로그인:
session-end = 로그아웃
sessions-end-all = 모든 기기에서 로그아웃…
device-on = { $browser }({ $system })
device-unknown = 알 수 없는 기기
data-title = 내 데이터
data-lead = 저희가 보관하는 내 데이터를 모두 내려받거나 삭제할 수 있습니다.
data-download = 내 데이터 다운로드
data-delete = 계정 삭제…
end-all-title = 모든 기기에서 로그아웃할까요?
end-all-text = 이 기기를 포함한 모든 기기에서 바로 로그아웃됩니다.
end-all-do = 모든 기기에서 로그아웃
delete-title = 계정을 삭제할까요?
delete-text = 번호, 로그인된 기기 정보, 로그인 기록이 바로 삭제됩니다. 되돌릴 수 없습니다.
delete-do = 계정 삭제
delete-factor-text = 번호, 로그인된 기기 정보, 로그인 기록이 바로 삭제됩니다. 되돌릴 수 없습니다. 이 서비스의 설정에서 관리자 번호로 지정되어 있으므로, 2차 인증은 나중에 이 번호로 다시 로그인하는 사람을 위해 남습니다.

# What was done just now, in one line
done-signed-out = 로그아웃되었습니다.
done-signed-out-everywhere = 모든 기기에서 로그아웃되었습니다.
done-deleted = 계정이 삭제되었고 모든 기기에서 로그아웃되었습니다. 언제든지 같은 번호로 다시 가입할 수 있습니다.
done-session-ended = 해당 기기에서 로그아웃되었습니다.
