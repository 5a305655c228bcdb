text-code = { $code } is your { $site } code. Do not share it with anyone.
