/** The way out: the Bot Connector's REST interface, with our token and at its pace. */
import { z } from "zod";
import type { Pacer } from "./pacer.ts";
import { restAskedBy, troubleOf } from "./trouble.ts";

/** A message on its way to Teams. */
export interface OutgoingMessage {
  type: "message";
  [property: string]: unknown;
}

/** A message that was posted. */
export interface Sent {
  conversation: string;
  message: string;
}

/** What is begun: a thread in a channel, or a chat with a member of the tenant. */
type Beginning = { channel: string; first: OutgoingMessage } | { member: string; tenant: string };

/** `doing` says in an error what was attempted. Throws Undeliverable where trying again is in vain. */
export interface Connector {
  /** `isAnswer`: somebody waits for it. */
  post(
    serviceUrl: string,
    conversation: string,
    message: OutgoingMessage,
    doing: string,
    isAnswer?: boolean,
  ): Promise<Sent>;
  edit(serviceUrl: string, at: Sent, message: OutgoingMessage, doing: string): Promise<void>;
  /** Begins a conversation; its first message's name is empty when none was sent. */
  begin(serviceUrl: string, bot: string, what: Beginning, doing: string): Promise<Sent>;
  /** A team's channels; the general one has no name. */
  channels(serviceUrl: string, team: string): Promise<{ id: string; name?: string | null | undefined }[]>;
  /** A member's object id; undefined for who is none. */
  objectId(serviceUrl: string, conversation: string, account: string): Promise<string | undefined>;
}

const ANSWER_MS = 15_000;

const ID = z.object({ id: z.string().default(""), activityId: z.string().nullish() });
const CHANNELS = z.object({ conversations: z.array(z.object({ id: z.string(), name: z.string().nullish() })) });
const MEMBER = z.object({ aadObjectId: z.string().nullish(), objectId: z.string().nullish() });

/** `token` is asked before every request; null: none is sent. */
export function startConnector(token: () => Promise<string | null>, pacer: Pacer): Connector {
  const ask = asking(token, pacer);
  return {
    async post(serviceUrl, conversation, message, doing, isAnswer) {
      const path = `conversations/${encodeURIComponent(conversation)}/activities`;
      const answer = await ask({
        method: "POST",
        serviceUrl,
        path,
        body: message,
        pace: conversation,
        doing,
        isAnswer,
      });
      return { conversation, message: ID.parse(answer).id };
    },
    async edit(serviceUrl, { conversation, message: id }, message, doing) {
      const path = `conversations/${encodeURIComponent(conversation)}/activities/${encodeURIComponent(id)}`;
      await ask({ method: "PUT", serviceUrl, path, body: { ...message, id }, pace: conversation, doing });
    },
    async begin(serviceUrl, bot, what, doing) {
      const pace = "channel" in what ? what.channel : what.member;
      const answer = await ask({
        method: "POST",
        serviceUrl,
        path: "conversations",
        body: parameters(bot, what),
        pace,
        doing,
      });
      const { id, activityId } = ID.parse(answer);
      return { conversation: id, message: activityId ?? "" };
    },
    async channels(serviceUrl, team) {
      const path = `teams/${encodeURIComponent(team)}/conversations`;
      const answer = await ask({ method: "GET", serviceUrl, path, pace: team, doing: "reading a team's channels" });
      return CHANNELS.parse(answer).conversations;
    },
    async objectId(serviceUrl, conversation, account) {
      const path = `conversations/${encodeURIComponent(conversation)}/members/${encodeURIComponent(account)}`;
      const answer = await ask({ method: "GET", serviceUrl, path, pace: conversation, doing: "reading a member" });
      const { aadObjectId, objectId } = MEMBER.parse(answer);
      return aadObjectId ?? objectId ?? undefined;
    },
  };
}

function parameters(bot: string, what: Beginning): object {
  if ("channel" in what) {
    return { isGroup: true, bot: { id: bot }, channelData: { channel: { id: what.channel } }, activity: what.first };
  }
  const { member, tenant } = what;
  return {
    isGroup: false,
    bot: { id: bot },
    members: [{ id: member }],
    tenantId: tenant,
    channelData: { tenant: { id: tenant } },
  };
}

interface Question {
  method: "GET" | "POST" | "PUT";
  serviceUrl: string;
  path: string;
  body?: object;
  /** The conversation whose pace it keeps. */
  pace: string;
  doing: string;
  isAnswer?: boolean | undefined;
}

function asking(token: () => Promise<string | null>, pacer: Pacer): (question: Question) => Promise<unknown> {
  return async ({ method, serviceUrl, path, body, pace, doing, isAnswer }) => {
    const thread = pace.split(";")[0] ?? pace;
    await pacer.turn(thread, isAnswer);
    const bearer = await token();
    const response = await fetch(`${serviceUrl.replace(/\/$/, "")}/v3/${path}`, {
      method,
      headers: { "content-type": "application/json", ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      redirect: "error",
      signal: AbortSignal.timeout(ANSWER_MS),
    }).catch((cause: unknown) => {
      pacer.answered(false);
      throw new Error(`${doing}: Teams does not answer`, { cause });
    });
    pacer.answered(true);
    const rest = response.ok ? null : restAskedBy(response, Date.now());
    if (rest !== null) pacer.rest(thread, rest);
    if (!response.ok) throw await troubleOf(response, doing, rest ?? 0);
    const text = await response.text();
    return text ? JSON.parse(text) : {};
  };
}
