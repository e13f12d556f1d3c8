/** A token issuer like Microsoft's, on loopback: its OpenID configuration, its keys, and tokens of every kind. */
import { createServer } from "node:http";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { listening } from "./teams-listening.ts";

export interface Forgery {
  /** Claims that differ from a good token's; undefined takes one out. */
  claims?: Record<string, unknown>;
  /** Signed by a key that nobody published, under a published name. */
  badSignature?: boolean;
  /** Signed by a key, and under a name, that nobody published. */
  unknownKey?: boolean;
  unsigned?: boolean;
}

export interface Issuer {
  issuer: string;
  metadataUrl: string;
  appId: string;
  /** How often the keys were asked for. */
  asked(): number;
  /** A good token for activities of this service, or one that differs as told. */
  token(serviceUrl: string, forgery?: Forgery): Promise<string>;
  /** From now on it signs with, and publishes, another key. */
  rotate(): Promise<void>;
  close(): Promise<void>;
}

const APP_ID = "7a1f2c9e-0000-4000-8000-000000000001";

export async function openIssuer(endorsements: string[] = ["msteams"]): Promise<Issuer> {
  let pair = await newPair("key-1");
  let asked = 0;
  const server = await listening(
    createServer(async (request, response) => {
      const isKeys = request.url === "/keys";
      if (isKeys) asked += 1;
      const keys = [{ ...(await exportJWK(pair.publicKey)), kid: pair.kid, alg: "RS256", use: "sig", endorsements }];
      const metadata = {
        ...{ issuer: server.url, jwks_uri: `${server.url}/keys`, authorization_endpoint: `${server.url}/none` },
        ...{
          id_token_signing_alg_values_supported: ["RS256"],
          token_endpoint_auth_methods_supported: ["private_key_jwt"],
        },
      };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(isKeys ? { keys } : metadata));
    }),
  );
  return {
    ...{
      issuer: server.url,
      metadataUrl: `${server.url}/openid`,
      appId: APP_ID,
      close: server.close,
      asked: () => asked,
    },
    async rotate() {
      pair = await newPair(`${pair.kid}-next`);
    },
    async token(serviceUrl, { claims = {}, badSignature, unknownKey, unsigned } = {}) {
      const payload: JWTPayload = { ...goodClaims(server.url, serviceUrl), ...claims };
      if (unsigned) return new UnsecuredJWT(payload).encode();
      const key = badSignature || unknownKey ? await newPair("stranger") : pair;
      const kid = unknownKey ? key.kid : pair.kid;
      return new SignJWT(payload).setProtectedHeader({ alg: "RS256", kid, typ: "JWT" }).sign(key.privateKey);
    },
  };
}

function goodClaims(issuer: string, serviceurl: string): JWTPayload {
  const now = Math.floor(Date.now() / 1000);
  return { iss: issuer, aud: APP_ID, serviceurl, nbf: now - 60, iat: now - 60, exp: now + 3600 };
}

async function newPair(kid: string) {
  return { kid, ...(await generateKeyPair("RS256", { extractable: true })) };
}
