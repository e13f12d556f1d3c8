/** The keys with which Microsoft signs what it sends us, fetched from the address it publishes and kept. */
import { importJWK } from "jose";
import { z } from "zod";

/** A key, and the channels that it may speak for. */
interface SigningKey {
  key: Awaited<ReturnType<typeof importJWK>>;
  endorsements: readonly string[];
}

export interface SigningKeys {
  /** Null for a key that is not published. Throws when the keys were never to be had. */
  find(kid: string): Promise<SigningKey | null>;
}

/** Keys are fetched again after a day: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
const FRESH_MS = 24 * 3_600_000;

/** Unknown keys make us fetch at most once in this time, so that nobody can make us ask without end. */
const RETRY_MS = 60_000;

const FETCH_MS = 10_000;

const METADATA = z.object({ jwks_uri: z.url() });
const KEY = z.looseObject({ kid: z.string(), kty: z.literal("RSA"), endorsements: z.array(z.string()).default([]) });
const KEYS = z.object({ keys: z.array(z.unknown()) });

type Keys = ReadonlyMap<string, SigningKey>;

/** `metadataUrl` is an OpenID configuration; `now` in milliseconds. */
export function signingKeys(metadataUrl: string, now: () => number = Date.now): SigningKeys {
  let keys: Keys | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<Keys> | null = null;

  const refreshed = async (): Promise<Keys> => {
    askedAt = now();
    asking ??= fetchKeys(metadataUrl).finally(() => {
      asking = null;
    });
    keys = await asking;
    return keys;
  };

  return {
    async find(kid) {
      if (!keys) return (await (asking ?? refreshed())).get(kid) ?? null;
      const age = now() - askedAt;
      const wanted = keys.has(kid) ? age > FRESH_MS : age > RETRY_MS;
      const known = keys;
      const newest = wanted ? await refreshed().catch(() => known) : known;
      return newest.get(kid) ?? null;
    },
  };
}

async function fetchKeys(metadataUrl: string): Promise<Keys> {
  const { jwks_uri } = METADATA.parse(await fetchJson(metadataUrl));
  const published = KEYS.parse(await fetchJson(jwks_uri)).keys.flatMap((key) => KEY.safeParse(key).data ?? []);
  const imported = published.map(async ({ endorsements, ...jwk }): Promise<[string, SigningKey]> => {
    return [jwk.kid, { key: await importJWK(jwk, "RS256"), endorsements }];
  });
  return new Map(await Promise.all(imported));
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_MS) });
  if (!response.ok) throw new Error(`fetching ${url}: ${response.status}`);
  return response.json();
}
