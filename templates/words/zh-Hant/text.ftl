# The text that carries the code. Every character outside GSM-7 more than
# halves what fits into one part.
text-code = 驗證碼 { $code }，用於登入 { $site }。請勿告知他人。
