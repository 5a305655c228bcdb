# The text that carries the code. Every character outside GSM-7 more than
# halves what fits into one part.
text-code = { $code } è il tuo codice per { $site }. Non comunicarlo a nessuno.
