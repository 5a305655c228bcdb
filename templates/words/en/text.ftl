# The text that carries the code. Every character outside GSM-7 more than
# halves what fits into one part.
text-code = { $code } is your { $site } code. Do not share it with anyone.
