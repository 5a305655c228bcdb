// Checks a token by jose: verify.mjs NODE_MODULES JWKS-FILE ALG ISS AUD NOW, the token on stdin.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// where the lock file put it
const require = createRequire(process.argv[2]);
const { calculateJwkThumbprint, createLocalJWKSet, jwtVerify } = await import(require.resolve("jose"));

const [jwks, alg, issuer, audience, now] = process.argv.slice(3);
const keys = JSON.parse(readFileSync(jwks, "utf8"));
for (const key of keys.keys) {
  if (key.kid !== (await calculateJwkThumbprint(key))) throw new Error("kid is no thumbprint");
  if ("d" in key) throw new Error("a private half");
}
const token = readFileSync(0, "utf8");
const { protectedHeader, payload } = await jwtVerify(token, createLocalJWKSet(keys), {
  algorithms: [alg],
  issuer,
  audience,
  currentDate: new Date(now * 1000),
  requiredClaims: ["sub", "exp", "iat"],
});
console.log(JSON.stringify({ header: protectedHeader, claims: payload }));
