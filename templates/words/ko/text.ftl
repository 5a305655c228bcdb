# The text that carries the code. Every character outside GSM-7 more than
# halves what fits into one part.
text-code = 인증번호 { $code } ({ $site }). 다른 사람에게 알려 주지 마세요.
