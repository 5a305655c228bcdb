# On the way to an app
sign-in-to = Đăng nhập vào { $app }
onward-title = Đang chuyển đến { $app }
onward-text = Bạn đã đăng nhập. Nếu không thấy gì xảy ra, hãy bấm nút.
onward-go = Đến { $app }
choose-lead = Bạn đã đăng nhập bằng số có đuôi <strong class="num" dir="ltr">{ $digits }</strong>.
choose-go = Tiếp tục đến { $app }
again-app-lead = { $app } yêu cầu bạn đăng nhập lại.

# Why somebody does not get to an app
app-unknown-title = Không thể đăng nhập vào ứng dụng này
app-unknown-text = Không nhận ra ứng dụng đã đưa bạn đến đây. Hãy quay lại ứng dụng và báo cho người quản lý.
app-redirect-uri-title = Không thể đăng nhập vào ứng dụng này
app-redirect-uri-text = Ứng dụng yêu cầu trả lời đến một địa chỉ chưa đăng ký. Hãy báo cho người quản lý ứng dụng.
app-paused-title = Tạm dừng đăng nhập vào ứng dụng này
app-paused-text = Bạn vẫn đang đăng nhập ở đây. Hãy thử lại sau.
app-not-allowed-title = Bạn không thể dùng ứng dụng này
app-not-allowed-text = Số của bạn không được phép đăng nhập vào ứng dụng này. Hãy xin quyền truy cập từ người quản lý.
app-too-late-title = Đã quá thời gian chờ
app-too-late-text = Hãy quay lại ứng dụng và đăng nhập lại từ đó.

# Signing out from an app
sign-out-ask-title = Đăng xuất?
sign-out-ask-app = { $app } yêu cầu bạn đăng xuất cả ở đây.
sign-out-ask-text = Bạn đã đăng nhập bằng số có đuôi <strong class="num" dir="ltr">{ $digits }</strong>. Khi đăng xuất, bạn cũng đăng xuất khỏi các ứng dụng khác.
signed-out-onward-text = Bạn đã đăng xuất. Nếu không thấy gì xảy ra, hãy bấm nút.
sign-out-unknown-app-title = Ứng dụng này không thể đăng xuất cho bạn
sign-out-unknown-app-text = Không nhận ra ứng dụng đã đưa bạn đến đây, hoặc đó không phải ứng dụng bạn đã đăng nhập. Bạn có thể đăng xuất ở trang tài khoản.
sign-out-redirect-uri-title = Ứng dụng này không thể đăng xuất cho bạn
sign-out-redirect-uri-text = Ứng dụng muốn chuyển đến một địa chỉ chưa đăng ký. Bạn có thể đăng xuất ở trang tài khoản.

# Apps, on the account page
apps-title = Ứng dụng
apps-lead = Bạn đã đăng nhập vào các ứng dụng này bằng số của mình. Nếu bạn ngắt kết nối một ứng dụng, ứng dụng đó sẽ được yêu cầu đăng xuất cho bạn.
app-disconnect = Ngắt kết nối
done-app-disconnected = Đã ngắt kết nối ứng dụng.

# At apps behind a proxy that asks
forward-form-title = Bạn không còn đăng nhập
forward-form-text = Nội dung bạn gửi chưa được nhận. Hãy đăng nhập rồi gửi lại.
forward-form-go = Đăng nhập
forward-not-allowed-title = Bạn không thể dùng ứng dụng này
forward-not-allowed-text = Số của bạn không được phép đăng nhập vào ứng dụng này. Hãy xin quyền truy cập từ người quản lý.
forward-not-allowed-go = Đăng xuất
forward-no-cookie-title = Trình duyệt của bạn không lưu cookie
forward-no-cookie-text = Ứng dụng bạn muốn mở cần cookie để nhận ra bạn. Hãy cho phép cookie với ứng dụng này rồi mở lại.
