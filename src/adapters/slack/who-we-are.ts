/** The bot as Slack knows it: asked at start, and remembered for a start at which Slack does not answer. */
import { createHash } from "node:crypto";
import type { webApi } from "@slack/bolt";
import { z } from "zod";
import type { AddressBook } from "../../app/chat.ts";
import { isAway, restOf, translated } from "./refused.ts";

const selfSchema = z.object({ team: z.string(), user: z.string(), bot: z.string(), name: z.string() });

type Self = z.output<typeof selfSchema>;

/** Throws what mends it when Slack does not take the token, and when it is away and was never asked with this token. */
export async function whoWeAre(client: webApi.WebClient, botToken: string, book: AddressBook): Promise<Self> {
  const place = { platform: "slack", tenant: "", conversation: `self:${fingerprint(botToken)}` };
  try {
    const me = await client.auth.test();
    const { team_id: team = "", user_id: user = "", bot_id: bot = "", user: name = "quartermaster" } = me;
    await book.remember(place, { team, user, bot, name });
    return { team, user, bot, name };
  } catch (error) {
    const known = selfSchema.safeParse(await book.find(place));
    if (known.success && (isAway(error) || restOf(error) !== undefined)) return known.data;
    throw translated("asking Slack who the bot is", error);
  }
}

/** Another token may be another bot; the token itself is kept nowhere. */
function fingerprint(botToken: string): string {
  return createHash("sha256").update(botToken).digest("hex").slice(0, 16);
}
