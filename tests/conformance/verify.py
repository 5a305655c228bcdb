"""Checks a token by joserfc: verify.py JWKS-FILE ALG ISS AUD NOW, the token on stdin."""
import json, sys
from joserfc import jwt
from joserfc.jwk import KeySet

jwks, alg, iss, aud, now = sys.argv[1:]
keys = KeySet.import_key_set(json.load(open(jwks)))
for key in keys.keys:
    assert key.kid == key.thumbprint(), "kid is the RFC 7638 thumbprint"
    assert not key.is_private, "only public halves"
token = jwt.decode(sys.stdin.read(), keys, algorithms=[alg])
jwt.JWTClaimsRegistry(
    now=int(now),
    iss={"essential": True, "value": iss},
    aud={"essential": True, "value": aud},
    sub={"essential": True},
    exp={"essential": True},
    iat={"essential": True},
).validate(token.claims)
print(json.dumps({"header": token.header, "claims": token.claims}))
