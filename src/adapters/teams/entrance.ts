/** From an HTTP request to an activity that may come in, or to the status that says why not. */
import type { IncomingMessage } from "node:http";
import { type Activity, readActivity } from "./activity.ts";
import { admits, type Lock, readPass } from "./doors.ts";
import { LIMITS } from "./limits.ts";

/** `body` is the activity as it came. */
export type Entry =
  | { status: 200; body: Record<string, unknown>; activity: Activity }
  | { status: 400 | 401 | 405 | 413 };

/** `lock` null: nobody is asked for a token, and only this machine may speak. */
export async function enter(request: IncomingMessage, lock: Lock | null): Promise<Entry> {
  if (request.method !== "POST") return { status: 405 };
  const text = await readBody(request);
  if (text === null) return { status: 413 };
  const pass = lock ? await readPass(lock, request.headers.authorization) : null;
  if (lock && !pass) return { status: 401 };
  const body = readJson(text);
  if (!body) return { status: 400 };
  if (typeof body.serviceUrl !== "string") return { status: 401 };
  const activity = readActivity(body);
  if (!activity) return { status: 400 };
  const isAdmitted = pass ? admits(pass, activity) : isLocal(request, activity);
  return isAdmitted ? { status: 200, body, activity } : { status: 401 };
}

/** Null: too long. What is too long is not read to its end. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += part.length;
    if (bytes > LIMITS.bodyBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function readJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const LOOPBACK = /^(?:127(?:\.\d+){3}|::1|::ffff:127(?:\.\d+){3}|localhost|\[::1\])$/;

/** Does this name or address stand for this machine alone? */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/** From this machine, and to be answered on it. */
function isLocal({ socket }: IncomingMessage, { serviceUrl }: Activity): boolean {
  return isLoopback(socket.remoteAddress ?? "") && URL.canParse(serviceUrl) && isLoopback(new URL(serviceUrl).hostname);
}
