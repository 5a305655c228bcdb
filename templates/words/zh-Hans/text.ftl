# The text that carries the code. Every character outside GSM-7 more than
# halves what fits into one part.
text-code = 验证码 { $code }，用于登录 { $site }。请勿告知他人。
