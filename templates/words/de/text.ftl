# The text that carries the code. Every character outside GSM-7 more than
# halves what fits into one part.
text-code = { $code } ist Ihr Code für { $site }. Geben Sie ihn an niemanden weiter.
