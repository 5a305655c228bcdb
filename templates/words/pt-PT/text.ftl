# The text that carries the code. Every character outside GSM-7 more than
# halves what fits into one part.
text-code = Use { $code } para aceder a { $site }. Nunca o partilhe com ninguém.
