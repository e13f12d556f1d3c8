/** A small Bot Connector on loopback, which holds what was posted and fails when it is told to. */
import { createServer, type IncomingMessage } from "node:http";
import { listening } from "./teams-listening.ts";

/** A message as it stands now. */
export interface Held {
  conversation: string;
  id: string;
  activity: Record<string, unknown>;
  edits: number;
}

export interface Trouble {
  status: number;
  code?: string;
  retryAfter?: string;
}

export interface Service {
  url: string;
  messages: Held[];
  /** How many requests came in, also those that failed. */
  requests(): number;
  /** What the authorization headers were. */
  tokens: Set<string>;
  /** The next requests fail so, one after the other. */
  fail(...troubles: Trouble[]): void;
  /** Resolves with the first message that fits, now or later. */
  message(fits: (held: Held) => boolean): Promise<Held>;
  close(): Promise<void>;
}

interface Asked {
  method: string;
  parts: string[];
  body: Record<string, unknown>;
}

/** Channels of its one team: the general one has no name. */
const CHANNELS = [{ id: "19:team" }, { id: "19:approvals", name: "Approvals" }, { id: "19:ops", name: "Cloud Ops" }];

export async function openService(): Promise<Service> {
  const state = { messages: [] as Held[], troubles: [] as Trouble[], tokens: new Set<string>(), requests: 0 };
  const waiting = new Set<() => void>();
  const server = await listening(
    createServer(async (request, response) => {
      state.requests += 1;
      state.tokens.add(request.headers.authorization ?? "");
      const asked = await read(request);
      const trouble = state.troubles.shift();
      const retry = trouble?.retryAfter ? { "retry-after": trouble.retryAfter } : {};
      const answer = trouble ? { error: { code: trouble.code ?? "", message: "" } } : answerTo(state.messages, asked);
      response
        .writeHead(trouble?.status ?? 200, { "content-type": "application/json", ...retry })
        .end(JSON.stringify(answer));
      for (const look of waiting) look();
    }),
  );
  return {
    ...{
      url: server.url,
      close: server.close,
      messages: state.messages,
      tokens: state.tokens,
      requests: () => state.requests,
    },
    fail: (...troubles) => void state.troubles.push(...troubles),
    message: (fits) =>
      new Promise((resolve) => {
        const look = () => {
          const held = state.messages.find(fits);
          if (held && waiting.delete(look)) resolve(held);
        };
        waiting.add(look);
        look();
      }),
  };
}

async function read(request: IncomingMessage): Promise<Asked> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const text = Buffer.concat(parts).toString();
  const path = (request.url ?? "").split("/").slice(2).map(decodeURIComponent);
  return { method: request.method ?? "", parts: path, body: text ? JSON.parse(text) : {} };
}

function answerTo(messages: Held[], { method, parts, body }: Asked): object {
  const [room, conversation = "", what, id] = parts;
  if (room === "teams") return { conversations: CHANNELS };
  if (what === "members") return { id, aadObjectId: `object-of-${id}` };
  if (method === "PUT") return edit(messages, conversation, id ?? "", body);
  if (what === "activities") return hold(messages, conversation, body);
  return begin(messages, body);
}

function begin(messages: Held[], body: Record<string, unknown>): object {
  const { channelData, activity, members } = body as {
    channelData: { channel?: { id: string } };
    activity?: Record<string, unknown>;
    members?: { id: string }[];
  };
  if (!activity) return { id: `chat-with-${members?.[0]?.id}` };
  const { id } = hold(messages, `${channelData.channel?.id};messageid=${messages.length + 1}`, activity);
  return { id: messages.at(-1)?.conversation, activityId: id };
}

function hold(messages: Held[], conversation: string, activity: Record<string, unknown>): { id: string } {
  const id = String(messages.length + 1);
  messages.push({ conversation, id, activity, edits: 0 });
  return { id };
}

function edit(messages: Held[], conversation: string, id: string, activity: Record<string, unknown>): object {
  const held = messages.find((one) => one.conversation === conversation && one.id === id);
  if (held) Object.assign(held, { activity, edits: held.edits + 1 });
  return { id };
}
