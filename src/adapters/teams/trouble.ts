/** What Teams answers when it does not take something, as an error that says whether trying again helps. */
import { z } from "zod";
import { Undeliverable } from "../../domain/undeliverable.ts";

/** Worth another try: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit; 500 and 503 are the service's. */
const PASSING = new Set([408, 412, 429, 500, 502, 503, 504]);

const MENDING_INSTALL = "add the app to the team or chat again, or let the person open it and say hello";

/** By Teams' own code, then by status. */
const SENTENCES: Record<string, string> = {
  MessageWritesBlocked: "the person has blocked or removed the bot: they unblock it in Teams and say hello to it",
  BotNotInConversationRoster: `the bot is not a member there: ${MENDING_INSTALL}`,
  ConversationNotFound: `the conversation is gone: ${MENDING_INSTALL}`,
  ConversationBlockedByUser: "the person has blocked the bot: they unblock it in Teams and say hello to it",
  MessageSizeTooBig: "the message is too large for Teams: ask for less at once",
  "400": "Teams does not understand the message",
  "401": "Teams does not accept this app's password: check TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID",
  "403": `Teams does not let the bot write there: ${MENDING_INSTALL}`,
  "404": `the conversation or message is gone: ${MENDING_INSTALL}`,
  "405": "Teams does not allow this there",
  "413": "the message is too large for Teams: ask for less at once",
};

const BODY = z.object({ error: z.object({ code: z.string().default(""), message: z.string().default("") }) });

/** Undeliverable where trying again is in vain, said beside the place's name; any other error is for the queue, with what we were `doing` and the milliseconds that it is to wait. */
export async function troubleOf(response: Response, doing: string, waitMs: number): Promise<Error> {
  const { status } = response;
  const { code, message } = readBody(await response.text());
  const cause = new Error(`${status} ${code} ${message}`.trim());
  const sentence = SENTENCES[code] ?? SENTENCES[status];
  if (PASSING.has(status) || !sentence)
    return Object.assign(new Error(`${doing}: Teams answers ${status}`, { cause }), { waitMs });
  return new Undeliverable(code in SENTENCES || !message ? sentence : `${sentence} (Teams: ${message})`, { cause });
}

/** For how many milliseconds Teams asks us to wait; null when it does not say. */
export function restAskedBy({ headers }: Response, now: number): number | null {
  const asked = headers.get("retry-after");
  if (!asked) return null;
  const ms = /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

function readBody(text: string): { code: string; message: string } {
  try {
    const body: unknown = JSON.parse(text);
    return BODY.safeParse(body).data?.error ?? { code: "", message: text.slice(0, 200) };
  } catch (error) {
    if (error instanceof SyntaxError) return { code: "", message: text.slice(0, 200) };
    throw error;
  }
}
