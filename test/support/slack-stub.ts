/** A server that speaks as much of Slack's Web API as the adapter uses, and fails when a test wants it to. */
import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";

export const TEAM = "T01TEST";

interface Call {
  method: string;
  args: Record<string, string>;
}

interface Failure {
  status?: number;
  headers?: Record<string, string>;
  /** Slack's error code. */
  error?: string | undefined;
  /** The scope that Slack says is missing. */
  needed?: string;
}

export interface SlackStub {
  /** For `apiUrl`. */
  url: string;
  calls: Call[];
  /** The next call of this method fails so; said several times, several calls do. */
  failNext(method: string, failure: Failure): void;
  /** From now on every message to this channel or person is refused with this code. */
  refuse(channel: string, error: string): void;
  /** Scopes that the app has; none are told until they are set. */
  scopes: string[] | undefined;
  close(): Promise<void>;
}

/** What each method answers beside `ok`. */
const ANSWERS: Record<string, (args: Record<string, string>, count: number, url: string) => object> = {
  "auth.test": () => ({ team_id: TEAM, user_id: "U0BOT", bot_id: "B0BOT", user: "quartermaster" }),
  "chat.postMessage": ({ channel = "" }, count) => ({
    channel: channelId(channel),
    ts: `1700000000.${100000 + count}`,
  }),
  "files.getUploadURLExternal": (_args, _count, url) => ({ upload_url: `${url}/upload`, file_id: "F0FILE" }),
  "conversations.info": ({ channel }) => ({ channel: { id: channel, is_archived: channel === "C0OLD" } }),
  "users.conversations": ({ cursor }) =>
    cursor
      ? { channels: [{ id: "C0LABS", name: "labs" }], response_metadata: { next_cursor: "" } }
      : { channels: [{ id: "C0APPROVALS", name: "approvals" }], response_metadata: { next_cursor: "more" } },
};

export async function openSlackStub(): Promise<SlackStub> {
  const calls: Call[] = [];
  const failures: { method: string; failure: Failure }[] = [];
  const refused = new Map<string, string>();
  const told: { scopes: string[] | undefined } = { scopes: undefined };
  const server = await serve(async (request, response) => {
    const method = (request.url ?? "").replace(/^\/api\//, "");
    const args = Object.fromEntries(new URLSearchParams(await bodyOf(request)));
    calls.push({ method, args });
    const at = failures.findIndex((one) => one.method === method);
    const failure: Failure = failures.splice(at, at === -1 ? 0 : 1)[0]?.failure ?? {
      error: refused.get(args.channel ?? ""),
    };
    const scopes = told.scopes ? { "x-oauth-scopes": told.scopes.join(",") } : {};
    const headers = { "content-type": "application/json", ...scopes, ...failure.headers };
    const good = { ok: true, ...ANSWERS[method]?.(args, calls.length, server.url) };
    response.writeHead(failure.status ?? 200, headers);
    const { error, needed } = failure;
    response.end(JSON.stringify(error ? { ok: false, error, needed } : good));
  });
  return {
    url: `${server.url}/api/`,
    calls,
    refuse: (channel, error) => void refused.set(channel, error),
    failNext: (method, failure) => void failures.push({ method, failure }),
    get scopes() {
      return told.scopes;
    },
    set scopes(scopes) {
      told.scopes = scopes;
    },
    close: server.close,
  };
}

/** An HTTP server on a free port of this machine alone; `url` has no slash at its end. */
export async function serve(listener: RequestListener): Promise<{ url: string; port: number; close(): Promise<void> }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, port, close };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

/** The headers by which Slack's requests are known. `at` is in seconds since 1970. */
export function signedHeaders(
  secret: string,
  body: string,
  at = Math.floor(Date.now() / 1000),
): Record<string, string> {
  const signature = createHmac("sha256", secret).update(`v0:${at}:${body}`).digest("hex");
  return {
    "content-type": "application/x-www-form-urlencoded",
    "x-slack-request-timestamp": String(at),
    "x-slack-signature": `v0=${signature}`,
  };
}

function channelId(channel: string): string {
  return channel.startsWith("#") ? `C0${channel.slice(1).toUpperCase()}` : channel.replace(/^U/, "D");
}
