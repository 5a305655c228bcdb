# On the way to an app
sign-in-to = { $app }에 로그인
onward-title = { $app }에 연결하는 중
onward-text = 로그인되었습니다. 화면이 바뀌지 않으면 버튼을 누르세요.
onward-go = { $app } 열기
choose-lead = 끝자리가 <strong class="num" dir="ltr">{ $digits }</strong>인 번호로 로그인되어 있습니다.
choose-go = { $app }에서 계속하기
again-app-lead = { $app }에서 다시 로그인하도록 요청했습니다.

# Why somebody does not get to an app
app-unknown-title = 이 앱에는 로그인할 수 없습니다
app-unknown-text = 이전 앱이 확인되지 않습니다. 그 앱으로 돌아가 운영자에게 알려 주세요.
app-redirect-uri-title = 이 앱에는 로그인할 수 없습니다
app-redirect-uri-text = 앱이 등록되지 않은 주소로 응답을 요청했습니다. 앱 운영자에게 알려 주세요.
app-paused-title = 이 앱의 로그인이 일시 중지되었습니다
app-paused-text = 여기서는 로그인이 유지됩니다. 나중에 다시 시도하세요.
app-not-allowed-title = 이 앱을 사용할 수 없습니다
app-not-allowed-text = 이 번호로는 로그인할 권한이 없습니다. 앱 운영자에게 권한을 요청하세요.
app-too-late-title = 시간이 너무 오래 걸렸습니다
app-too-late-text = 앱으로 돌아가 거기에서 다시 로그인하세요.

# Signing out from an app
sign-out-ask-title = 로그아웃할까요?
sign-out-ask-app = { $app }에서 여기에서도 로그아웃하도록 요청했습니다.
sign-out-ask-text = 끝자리가 <strong class="num" dir="ltr">{ $digits }</strong>인 번호로 로그인되어 있습니다. 로그아웃하면 다른 앱에서도 로그아웃됩니다.
signed-out-onward-text = 로그아웃되었습니다. 화면이 바뀌지 않으면 버튼을 누르세요.
sign-out-unknown-app-title = 이 앱에서는 로그아웃할 수 없습니다
sign-out-unknown-app-text = 이전 앱이 확인되지 않거나, 로그인한 앱이 아닙니다. 내 계정 페이지에서 로그아웃할 수 있습니다.
sign-out-redirect-uri-title = 이 앱에서는 로그아웃할 수 없습니다
sign-out-redirect-uri-text = 앱이 등록되지 않은 주소로 이동하려고 했습니다. 내 계정 페이지에서 로그아웃할 수 있습니다.

# Apps, on the account page
apps-title = 앱
apps-lead = 내 번호로 로그인한 앱입니다. 연결을 해제하면 로그아웃하라는 알림이 앱에 전달됩니다.
app-disconnect = 연결 해제
done-app-disconnected = 앱 연결이 해제되었습니다.

# At apps behind a proxy that asks
forward-form-title = 로그인이 풀렸습니다
forward-form-text = 보낸 내용이 접수되지 않았습니다. 로그인한 뒤 다시 보내세요.
forward-form-go = 로그인
forward-not-allowed-title = 이 앱을 사용할 수 없습니다
forward-not-allowed-text = 이 번호로는 로그인할 권한이 없습니다. 앱 운영자에게 권한을 요청하세요.
forward-not-allowed-go = 로그아웃
forward-no-cookie-title = 브라우저가 쿠키를 저장하지 않습니다
forward-no-cookie-text = 열려는 앱이 본인을 확인하려면 쿠키가 필요합니다. 앱의 쿠키를 허용한 다음 다시 여세요.
