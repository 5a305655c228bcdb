// npm's oidc-provider as it is measured beside Textgate: everything in its own memory,
// ES256, the claims that Textgate gives, a sign-in page that asks nothing.
// node provider.mjs FOLDER-OF-node_modules PORT
import { createRequire } from "node:module";
import { generateKeyPairSync } from "node:crypto";
import { pathToFileURL } from "node:url";

const [folder, port] = process.argv.slice(2);
const found = createRequire(`${folder}/`).resolve("oidc-provider");
const { Provider } = await import(pathToFileURL(found));
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [{
    client_id: "shop",
    client_secret: "tgs00112233445566778899aabbccddeeff",
    redirect_uris: ["https://shop.example.com/cb"],
    grant_types: ["authorization_code"],
    id_token_signed_response_alg: "ES256",
    token_endpoint_auth_method: "client_secret_post",
  }],
  jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), alg: "ES256", use: "sig" }] },
  cookies: { keys: ["measured"] },
  claims: { openid: ["sub"], phone: ["phone_number", "phone_number_verified"] },
  conformIdTokenClaims: false,
  // the load says where it comes from with every request
  clientBasedCORS: () => true,
  features: { devInteractions: { enabled: false } },
  findAccount: (_, sub) => ({
    accountId: sub,
    claims: () => ({ sub, phone_number: "+14155552671", phone_number_verified: true }),
  }),
  // all that is asked for is granted
  loadExistingGrant: async (ctx) => {
    const { client, session } = ctx.oidc;
    const known = session.grantIdFor(client.clientId);
    if (known) return provider.Grant.find(known);
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope("openid phone");
    await grant.save();
    return grant;
  },
  interactions: { url: (_, interaction) => `/sign-in/${interaction.uid}` },
});

provider.use(async (ctx, next) => {
  if (ctx.path === "/healthz") {
    ctx.body = "ok";
  } else if (ctx.path.startsWith("/sign-in/")) {
    const accountId = `somebody-${Math.random()}`;
    const done = { login: { accountId } };
    await provider.interactionFinished(ctx.req, ctx.res, done, { mergeWithLastSubmission: false });
    ctx.respond = false;
  } else {
    await next();
  }
});

provider.listen(Number(port), "127.0.0.1");
