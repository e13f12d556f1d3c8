/** The door: lets in only what Microsoft signed for this app, for this channel and from this service. */
import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from "jose";
import type { Activity } from "./activity.ts";
import { LIMITS } from "./limits.ts";
import type { SigningKeys } from "./signing-keys.ts";

/** What a token must say: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
export interface Lock {
  /** The app's id, which the token must be meant for. */
  appId: string;
  issuer: string;
  keys: SigningKeys;
}

/** A token that is in order, as far as it can be judged without the activity. */
export interface Pass {
  serviceUrl: string;
  endorsements: readonly string[];
}

/** Web chat and others may be switched on for the same app, and whoever speaks there can claim to be anybody. */
const CHANNEL = "msteams";

/** Judges the header `Authorization`; null: keep out. Throws when Microsoft's keys are not to be had. */
export async function readPass(lock: Lock, authorization: string | undefined): Promise<Pass | null> {
  const [, token] = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? "") ?? [];
  const kid = token && keyIdIn(token);
  const signing = kid ? await lock.keys.find(kid) : null;
  if (!token || !signing) return null;
  const claims = await claimsIn(token, signing.key, lock);
  const serviceUrl = claims?.serviceurl ?? claims?.serviceUrl;
  return typeof serviceUrl === "string" ? { serviceUrl, endorsements: signing.endorsements } : null;
}

/** Is this activity what the token was made for? */
export function admits(pass: Pass, { serviceUrl, channelId }: Activity): boolean {
  return channelId === CHANNEL && serviceUrl === pass.serviceUrl && pass.endorsements.includes(channelId);
}

function keyIdIn(token: string): string | undefined {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    return alg === "RS256" ? kid : undefined;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

async function claimsIn(
  token: string,
  key: Parameters<typeof jwtVerify>[1],
  { appId, issuer }: Lock,
): Promise<JWTPayload | null> {
  const { clockSkewSeconds: clockTolerance } = LIMITS;
  try {
    const wanted = { algorithms: ["RS256"], audience: appId, issuer, requiredClaims: ["exp"], clockTolerance };
    return (await jwtVerify(token, key, wanted)).payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
