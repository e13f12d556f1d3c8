/** Stands before a Slack, lets everything through and notes it, and is as sick as a test wants. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { serve } from "./slack-stub.ts";

/** What it does with what comes in: lets it through, answers like a Slack that is down, or says nothing at all. */
export type Health = "well" | "broken" | "overrun" | "silent";

/** A message as it is to be read now. */
export interface SlackMessage {
  channel: string;
  text: string;
  /** Null: a sentence, not a card. */
  blocks: string | null;
}

export interface SlackFront {
  /** For the settings. */
  url: string;
  /** Being well again cuts off whoever still waits for an answer. */
  turn(health: Health): void;
  /** How many requests met it like this. */
  failures(health: Health): number;
  /** What was posted, as it was last edited, in its order. */
  messages(): SlackMessage[];
  close(): Promise<void>;
}

const postedSchema = z.object({ ok: z.literal(true), channel: z.string(), ts: z.string() });

type Sick = Exclude<Health, "well">;

const SYMPTOMS: Record<Sick, (response: ServerResponse) => void> = {
  broken: (response) => response.writeHead(500).end("internal error"),
  overrun: (response) => response.writeHead(429, { "retry-after": "1" }).end(),
  silent: () => undefined,
};

/** `behind` is a stub's url. */
export async function openSlackFront(behind: string): Promise<SlackFront> {
  const state: { health: Health; met: Health[] } = { health: "well", met: [] };
  const messages = new Map<string, SlackMessage>();
  const left = new Set<ServerResponse>();
  const server = await serve(async (request, response) => {
    state.met.push(state.health);
    if (state.health === "well") return pass(request, response, behind, messages);
    left.add(response);
    SYMPTOMS[state.health](response);
  });
  return {
    ...{ url: `${server.url}/api/`, close: server.close },
    failures: (health) => state.met.filter((one) => one === health).length,
    messages: () => [...messages.values()],
    turn(health) {
      state.health = health;
      if (health === "well") for (const response of left) response.destroy();
      left.clear();
    },
  };
}

async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  behind: string,
  messages: Map<string, SlackMessage>,
): Promise<void> {
  const method = (request.url ?? "").replace(/^\/api\//, "");
  const body = new URLSearchParams(await textOf(request));
  const answer = await (await fetch(`${behind}${method}`, { method: "POST", body })).text();
  note(messages, method, Object.fromEntries(body), JSON.parse(answer));
  response.writeHead(200, { "content-type": "application/json" }).end(answer);
}

function note(messages: Map<string, SlackMessage>, method: string, args: Record<string, string>, answer: unknown) {
  const { text = "", blocks = null, channel = "", ts = "" } = args;
  const { data: posted } = postedSchema.safeParse(method === "chat.postMessage" ? answer : null);
  if (posted) messages.set(`${posted.channel}/${posted.ts}`, { channel: posted.channel, text, blocks });
  if (method === "chat.update" && messages.has(`${channel}/${ts}`))
    messages.set(`${channel}/${ts}`, { channel, text, blocks });
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}
