# Everywhere
language-label = Ngôn ngữ
skip = Đến nội dung chính
problem = Có vấn đề
error-prefix = Lỗi:
link-help = Trợ giúp đăng nhập
link-privacy = Quyền riêng tư
link-terms = Điều khoản
keep = Không, quay lại
sign-in = Đăng nhập
sign-out = Đăng xuất
never = Chưa bao giờ
yes = Có
no = Không

# Durations
duration-seconds = { $n ->
    [one] { $n } giây
   *[other] { $n } giây
}
duration-minutes = { $n ->
    [one] { $n } phút
   *[other] { $n } phút
}
duration-hours = { $n ->
    [one] { $n } giờ
   *[other] { $n } giờ
}
ago-now = vừa xong
ago-minutes = { $n ->
    [one] { $n } phút trước
   *[other] { $n } phút trước
}
ago-hours = { $n ->
    [one] { $n } giờ trước
   *[other] { $n } giờ trước
}
ago-days = { $n ->
    [one] { $n } ngày trước
   *[other] { $n } ngày trước
}

# The phone form
step-1 = Bước 1 trên 2
sign-in-title = Đăng nhập bằng số di động
sign-in-lead = Chúng tôi sẽ gửi mã gồm { $digits } chữ số qua tin nhắn.
sign-in-new = Không cần mật khẩu. Nếu bạn mới dùng lần đầu, tài khoản sẽ được tạo luôn.
region-label = Quốc gia hoặc vùng
region-label-short = Quốc gia<span class="more-words"> hoặc vùng</span>
regions-likely = Có thể là
regions-all = Tất cả
phone-label = Số di động
phone-hint = Ví dụ: <span class="num" dir="ltr" data-example>{ $example }</span>. Với nước khác, hãy bắt đầu bằng +
phone-hint-only = Ví dụ: <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = Bắt đầu bằng + và mã quốc gia
send-code = Gửi mã qua tin nhắn
no-texts-summary = Tôi không nhận được tin nhắn
no-texts-text = Để đăng nhập, bạn cần một số nhận được tin nhắn.
sending = Đang gửi…
sending-slow = Vẫn đang gửi. Có thể mất đến nửa phút.
held-lead = Bạn đã yêu cầu mã cho số có đuôi <strong class="num" dir="ltr">{ $digits }</strong>.
held-go = Nhập mã
phone-empty = Nhập số di động của bạn
phone-format = Đây không giống số điện thoại. Chỉ nhập các chữ số, không nhập chữ hoặc số máy lẻ
phone-too-short = { $digits ->
    [one] Số này thiếu { $digits } chữ số ({ $country })
   *[other] Số này thiếu { $digits } chữ số ({ $country })
}
phone-too-long = { $digits ->
    [one] Số này thừa { $digits } chữ số ({ $country })
   *[other] Số này thừa { $digits } chữ số ({ $country })
}
phone-not-mobile = Đây không phải số di động ({ $country }). Nhập số nhận được tin nhắn
phone-no-such-range = Không có số di động nào bắt đầu như vậy ({ $country }). Kiểm tra các chữ số đầu
phone-unknown-code = Không có nước nào dùng mã này. Bắt đầu bằng + và mã quốc gia
phone-unknown-code-here = Không có nước nào dùng mã này. Số của { $country } bắt đầu bằng +{ $code }
phone-no-region = Chọn quốc gia, hoặc bắt đầu số bằng + và mã quốc gia
phone-no-texts = Số này không nhận được tin nhắn. Nhập số di động
phone-range-off = Chúng tôi không gửi tin nhắn đến số này. Dùng số khác
phone-refused = Số này không nhận được tin nhắn của chúng tôi. Dùng số di động khác
phone-opted-out = Bạn đã từ chối nhận tin nhắn của chúng tôi. Trả lời tin nhắn đó bằng START, hoặc dùng số khác
phone-country-off = Chúng tôi chưa gửi tin nhắn đến { $country }

# Signing in again
again-title = Đăng nhập lại
again-lead = Chúng tôi sẽ gửi mã mới đến <strong class="num" dir="ltr">{ $phone }</strong>. Trước khi nhập mã đó, bạn vẫn đăng nhập như hiện tại.

# The text, as it will look
preview-title = Tin nhắn trông như sau
preview-none-title = Về tin nhắn
preview-digits = { $digits } chữ số
preview-note = Chúng tôi không bao giờ gọi điện để hỏi mã. Nếu có người gọi hỏi, hãy cúp máy.

# The code form
step-2 = Bước 2 trên 2
step-2-app = Bước 2 trên 2, để đăng nhập vào { $app }
code-title = Kiểm tra điện thoại
code-lead = Chúng tôi đã gửi mã qua tin nhắn đến số có đuôi <strong class="num" dir="ltr">{ $digits }</strong>.
code-sent-at = Chúng tôi đã gửi mã mới lúc
code-sent-clock = { $time } UTC
code-lead-arrives = Tin nhắn có thể đến sau một hoặc hai phút.
code-lead-full = Chúng tôi đã gửi mã qua tin nhắn đến <strong class="num" dir="ltr">{ $phone }</strong>.
code-change = Thay đổi
code-label = Mã gồm { $digits } chữ số
code-works = Mã có hiệu lực trong { $for }
code-until = , đến { $time }
code-over = Mã này không còn hiệu lực
code-over-text = Gửi mã mới để tiếp tục.
code-over-none = Bạn đã nhận hết số mã cho lần đăng nhập này. Bắt đầu lại để tiếp tục.
code-over-again = Bắt đầu lại
tries-left = { $n ->
    [one] Bạn còn { $n } lần thử.
   *[other] Bạn còn { $n } lần thử.
}
code-empty = Nhập mã trong tin nhắn
code-length = Mã phải gồm { $digits } chữ số
code-wrong = Mã không đúng. Kiểm tra tin nhắn rồi nhập lại
code-replaced = Mã đó không còn hiệu lực. Dùng mã trong tin nhắn gửi sau
code-expired = Mã đã hết hạn. Gửi mã mới
code-spent = Bạn đã nhập sai mã quá nhiều lần. Gửi mã mới
code-expired-none = Mã đã hết hạn
code-spent-none = Bạn đã nhập sai mã quá nhiều lần
code-longer = Có nhiều lần nhập sai mã ở đây hoặc ở nơi khác, nên mã của bạn nay quá ngắn. Gửi mã mới: mã sẽ dài hơn và bạn không cần chờ
code-other-tab = Bạn đã bắt đầu lại ở thẻ khác. Trang này nay hiển thị số mới nhất. Nhập mã gửi đến số đó
resend-title = Chưa nhận được tin nhắn?
resend = Gửi mã mới
resend-wait = Bạn có thể yêu cầu mã mới sau <span data-left>{ $wait }</span>.
resend-ready = Bạn có thể yêu cầu mã mới ngay.
resend-left = { $n ->
    [one] Bạn có thể yêu cầu thêm { $n } mã.
   *[other] Bạn có thể yêu cầu thêm { $n } mã.
}
resend-none = Bạn đã nhận hết số mã cho lần đăng nhập này. Hãy dùng số khác, hoặc bắt đầu lại.
other-number = Dùng số khác

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = Xin lỗi, hiện chúng tôi không gửi được tin nhắn
notice-unavailable-text = Hãy thử lại sau vài phút.
notice-unreachable-title = Hiện không liên lạc được với điện thoại đó
notice-unreachable-text = Hãy kiểm tra xem máy đã bật và có sóng chưa. Sau đó thử lại, hoặc dùng số khác.
notice-opted-out-title = Bạn đã từ chối nhận tin nhắn của chúng tôi
notice-opted-out-text = Hãy trả lời tin nhắn trước của chúng tôi bằng START rồi gửi mã mới, hoặc dùng số khác.
notice-country-off-title = Chúng tôi không gửi tin nhắn đến số này
notice-country-off-text = Hãy dùng số khác.
undelivered-title = Nhà mạng không chuyển được tin nhắn của chúng tôi
undelivered-text = Hãy gửi mã mới, hoặc dùng số khác.
undelivered-no-texts-title = Số này không nhận được tin nhắn
undelivered-no-texts-text = Nhà mạng báo như vậy. Hãy dùng số di động khác.
notice-limited-title = Bạn chưa thể nhận thêm mã
notice-limited-text = Bạn có thể yêu cầu lại sau { $wait }.
notice-paused-title = Tạm dừng gửi tin nhắn đến các số như số này
notice-paused-text = Hãy thử lại sau { $wait }, hoặc dùng số khác.
notice-form-used-title = Biểu mẫu này đã được gửi trước đó
notice-form-used-text = Không có gì được gửi lại. Hãy kiểm tra số rồi bấm nút để nhận mã.
notice-none-left-title = Bạn không thể nhận thêm mã cho lần đăng nhập này
notice-none-left-text = Hãy dùng mã chúng tôi đã gửi, hoặc bắt đầu lại bằng số của bạn.
notice-no-texts-title = Số này không nhận được tin nhắn
notice-no-texts-text = Hãy dùng số di động khác.

# Pages that only say something
cookies-title = Trình duyệt của bạn chặn cookie của chúng tôi
cookies-text = Chúng tôi đã gửi mã, nhưng không có cookie thì trang này không biết chính bạn đã yêu cầu. Hãy cho phép cookie với trang web này trong cài đặt trình duyệt rồi bắt đầu lại.
cookies-again = Bắt đầu lại
cookies-text-before = Không có cookie, bạn sẽ không nhập được mã. Hãy cho phép cookie với trang web này trong cài đặt trình duyệt rồi tải lại trang. Chưa có tin nhắn nào được gửi.
already-used-title = Mã đó đã được dùng
already-used-text = Nếu bạn đã đăng nhập ở thẻ khác thì có thể đóng thẻ này. Nếu không, hãy bắt đầu lại.
already-used-again = Bắt đầu lại
blocked-title = Tài khoản này đã bị khóa
blocked-text = Bạn không thể đăng nhập bằng số này. Nếu cho rằng có nhầm lẫn, hãy liên hệ người quản lý trang web này.
error-reference = Nếu cần trợ giúp, hãy cho biết số này: <strong class="id">{ $reference }</strong>
error-not-found-title = Không tìm thấy trang
error-not-found-text = Nếu bạn tự gõ địa chỉ, hãy kiểm tra lại.
error-not-found-again = Về trang đầu
error-method-title = Không làm vậy ở đây được
error-method-text = Không thể dùng trang này theo cách đó.
error-method-again = Về trang đầu
error-cross-site-title = Yêu cầu đó đến từ trang web khác
error-cross-site-text = Để bảo vệ bạn, biểu mẫu chỉ hoạt động trên chính các trang của trang web này. Hãy mở trang ở đây rồi thử lại.
error-cross-site-again = Về trang đầu
error-too-large-title = Dữ liệu quá lớn
error-too-large-text = Nội dung đã gửi lớn hơn mức trang web này chấp nhận.
error-too-large-again = Về trang đầu
error-too-late-title = Đã quá thời gian chờ
error-too-late-text = Trình duyệt của bạn không gửi xong kịp thời. Chưa có gì được thực hiện. Hãy quay lại và thử lại.
error-too-late-again = Về trang đầu
error-bad-request-title = Chúng tôi không hiểu yêu cầu đó
error-bad-request-text = Có gì đó không đúng trong yêu cầu. Hãy quay lại và thử lại.
error-bad-request-again = Về trang đầu
error-unavailable-title = Xin lỗi, dịch vụ đang gặp sự cố
error-unavailable-text = Hãy thử lại sau ít phút.
error-unavailable-again = Thử lại
error-busy-title = Đang có quá nhiều người truy cập
error-busy-text = Chưa có tin nhắn nào được gửi. Hãy thử lại sau vài giây.
error-busy-again = Thử lại
error-internal-title = Xin lỗi, chúng tôi gặp sự cố
error-internal-text = Sự cố đã được ghi lại. Hãy thử lại sau ít phút.
error-internal-again = Về trang đầu
error-stale-title = Đăng nhập lại để vào trang quản trị
error-stale-text = Bạn đã đăng nhập từ quá lâu để vào các trang này. Hãy đăng nhập lại qua tin nhắn, rồi bạn sẽ trở lại đây.
error-stale-again = Đăng nhập lại
error-stale-act-title = Đăng nhập lại để làm việc này
error-stale-act-text = Chưa có gì thay đổi, vì bạn đã đăng nhập từ quá lâu. Hãy đăng nhập lại qua tin nhắn. Sau đó bạn sẽ trở lại trang vừa rồi và có thể bấm nút lại.
error-stale-act-again = Đăng nhập lại
error-stale-kept-title = Đăng nhập lại để tiếp tục
error-stale-kept-text = Chưa có gì được thực hiện, vì bạn đã đăng nhập từ quá lâu. Hãy đăng nhập lại qua tin nhắn. Nội dung bạn nhập vẫn được giữ và sẽ được gửi khi bạn đồng ý.
error-stale-kept-again = Đăng nhập lại

# The account page
account-title = Tài khoản của bạn
account-lead = Đã đăng nhập bằng <strong class="num" dir="ltr">{ $phone }</strong>
account-admin = Đến trang quản trị
sessions-title = Nơi bạn đang đăng nhập
sessions-lead = Nếu thấy mục nào lạ, hãy đăng xuất mục đó.
session-this = Thiết bị này
session-seen = Dùng lần cuối
session-began = Đăng nhập
session-end = Đăng xuất
sessions-end-all = Đăng xuất khỏi mọi nơi…
device-on = { $browser } trên { $system }
device-unknown = Thiết bị không xác định
data-title = Dữ liệu của bạn
data-lead = Bạn có thể tải về mọi dữ liệu chúng tôi lưu về bạn, hoặc yêu cầu xóa.
data-download = Tải dữ liệu của tôi
data-delete = Xóa tài khoản của tôi…
end-all-title = Đăng xuất khỏi mọi nơi?
end-all-text = Mọi thiết bị của bạn, kể cả thiết bị này, sẽ bị đăng xuất ngay.
end-all-do = Đăng xuất khỏi mọi nơi
delete-title = Xóa tài khoản của bạn?
delete-text = Số điện thoại, các phiên và lịch sử đăng nhập của bạn sẽ bị xóa ngay. Không thể hoàn tác việc này.
delete-do = Xóa tài khoản của tôi
delete-factor-text = Số điện thoại, các phiên và lịch sử đăng nhập của bạn sẽ bị xóa ngay. Không thể hoàn tác việc này. Theo cài đặt của máy chủ này, số của bạn là số của quản trị viên, nên bước xác minh thứ hai vẫn được giữ cho người đăng nhập lại bằng số này.

# What was done just now, in one line
done-signed-out = Bạn đã đăng xuất.
done-signed-out-everywhere = Bạn đã đăng xuất khỏi mọi nơi.
done-deleted = Tài khoản của bạn đã bị xóa và bạn đã đăng xuất khỏi mọi nơi. Bạn có thể đăng ký lại bằng số của mình bất cứ lúc nào.
done-session-ended = Thiết bị đó đã được đăng xuất.
