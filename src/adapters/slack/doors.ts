/** The HTTP door: what Bolt's check of the signature leaves open is shut here. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { HTTPReceiver } from "@slack/bolt";
import { LIMITS } from "./limits.ts";

export type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export const PATH = "/slack/events";

interface Door {
  receiver: Pick<HTTPReceiver, "requestListener">;
  /** Milliseconds since 1970. */
  now(): number;
}

/** Null is a door that is shut: 404 to everybody, because nothing could tell Slack's requests from others'. */
export function openDoor(door: Door | null): Listener {
  return async (request, response) => {
    const status = door ? wrongWith(request, door.now()) : 404;
    if (!door || status) return refuse(request, response, status ?? 404);
    await answered(response, () => door.receiver.requestListener(request, response));
  };
}

/** The status to refuse it with, before the body is read. */
function wrongWith({ method, url, headers }: IncomingMessage, now: number): number | undefined {
  if (new URL(url ?? "/", "http://localhost").pathname !== PATH) return 404;
  if (method !== "POST") return 405;
  if (Number(headers["content-length"] ?? 0) > LIMITS.body) return 413;
  return isPresent(headers["x-slack-request-timestamp"], now) ? undefined : 401;
}

/** Bolt takes stamps from any future, which would let an overheard request be sent again for as long. */
function isPresent(stamp: string | string[] | undefined, now: number): boolean {
  if (typeof stamp !== "string" || !/^\d{1,12}$/.test(stamp)) return false;
  return Math.abs(now / 1000 - Number(stamp)) <= LIMITS.stamp;
}

function refuse(request: IncomingMessage, response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: "close" }).end();
  request.resume();
}

function answered(response: ServerResponse, listen: () => void): Promise<void> {
  return new Promise((resolve) => {
    response.once("close", resolve);
    listen();
  });
}
