#!/usr/bin/env bash
# python-jose 3.5.0: a published set with an RSA and an EC key.
#
# Guess: `jwt.decode(token, jwks)` takes the key that the token's `kid` names, or at least
#   tries each key that fits the token's `alg`.
# Seen: it looks at no `kid`, and makes a key for the token's `alg` of each entry in turn.
#   One of another kind before the right one ends it: "Incorrect key type". So of two keys
#   and two algorithms only that one works whose key stands first; PyJWT 2.15.1 and joserfc
#   1.8.0 read both.
# So: Textgate publishes RSA first, so ID tokens by RS256 pass, and with `id_token_alg =
#   "ES256"` or the token of forward auth (`docs/forward-auth.md`), which is ES256 always,
#   nobody gets in. An app with python-jose picks the key by `kid` itself, and gives that
#   alone. Known (python-jose#138, #331).
# Needs python3 with venv, and PyPI. Exit 0: as described; 1: it changed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv python
python/bin/pip -q --disable-pip-version-check install \
  'python-jose[cryptography]==3.5.0' joserfc==1.8.0 'PyJWT[crypto]==2.15.1' cryptography==50.0.2
cat > trial.py <<'END_PY'
import time
import jwt as pyjwt
from joserfc import jwt as rfc
from joserfc.jwk import ECKey, KeySet, RSAKey
from jose import jwt as jose

rsa = RSAKey.generate_key(2048, {"kid": "r", "use": "sig", "alg": "RS256"})
ec = ECKey.generate_key("P-256", {"kid": "e", "use": "sig", "alg": "ES256"})
now = int(time.time())
claims = {"iss": "https://id.example.com", "aud": "wiki", "sub": "019a", "iat": now, "exp": now + 60}

def verdict(read):
    try:
        return {True: "believed", False: "another person"}[read()["sub"] == "019a"]
    except Exception as error:
        return f"{type(error).__name__}: {error}"

for order, keys in (("RSA, EC", [rsa, ec]), ("EC, RSA", [ec, rsa])):
    jwks = {"keys": [key.as_dict(private=False) for key in keys]}
    for alg, key in (("RS256", rsa), ("ES256", ec)):
        token = rfc.encode({"alg": alg, "kid": key.kid}, claims, key, algorithms=[alg])
        picked = [it for it in jwks["keys"] if it["kid"] == jose.get_unverified_header(token)["kid"]]
        options = {"algorithms": [alg], "audience": "wiki"}
        print(f"{order}; {alg}")
        print("  python-jose, the set:", verdict(lambda: jose.decode(token, jwks, **options)))
        print("  python-jose, by kid:", verdict(lambda: jose.decode(token, picked[0], **options)))
        print("  PyJWT, by kid:", verdict(lambda: pyjwt.decode(
            token, pyjwt.PyJWKSet.from_dict(jwks)[key.kid].key, **options)))
        print("  joserfc, the set:", verdict(lambda: rfc.decode(
            token, KeySet.import_key_set(jwks), algorithms=[alg]).claims))
END_PY
fine='believed
  python-jose, by kid: believed
  PyJWT, by kid: believed
  joserfc, the set: believed'
rest=${fine#*$'\n'}
expected="RSA, EC; RS256
  python-jose, the set: $fine
RSA, EC; ES256
  python-jose, the set: JWKError: Incorrect key type. Expected: 'EC', Received: RSA
$rest
EC, RSA; RS256
  python-jose, the set: JWKError: Incorrect key type. Expected: 'RSA', Received: EC
$rest
EC, RSA; ES256
  python-jose, the set: $fine"
seen=$(python/bin/python -W ignore trial.py)
echo "$seen"
[ "$seen" = "$expected" ] || { echo "it changed; expected:"; echo "$expected"; exit 1; }
