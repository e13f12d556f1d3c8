/** Teams' own addresses of channels and people, kept so that they can be posted to unasked. */
import { z } from "zod";
import type { AddressBook, Place } from "../../app/chat.ts";
import { type Activity, channelOf, isPersonal } from "./activity.ts";
import type { Connector } from "./connector.ts";
import { identityOf, TEAMS } from "./identity.ts";

const SHARED = { serviceUrl: z.string(), bot: z.string() };

const ADDRESS = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("chat"), ...SHARED, conversation: z.string() }),
  z.object({ kind: z.literal("channel"), ...SHARED, channel: z.string(), team: z.string() }),
  z.object({ kind: z.literal("member"), ...SHARED, member: z.string() }),
]);

/** A chat that exists, a channel, or a person whom we met in a channel and have no chat with yet. */
export type Address = z.output<typeof ADDRESS>;

export interface Addresses {
  /** Undefined where the bot was never seen. */
  find(conversation: string): Promise<Address | undefined>;
  keep(conversation: string, address: Address): Promise<void>;
  /** Learns who said or did something, and how to reach them. */
  learnPerson(activity: Activity): Promise<void>;
  /** Learns the channels of the team in which it happened. */
  learnTeam(activity: Activity): Promise<void>;
}

/** What the general channel is called, whose name Teams does not tell. */
const GENERAL = "general";

/** A team's channels are asked for when one of them is seen first, when its name is, and when they change. */
export function startAddresses(book: AddressBook, tenant: string, connector: Connector): Addresses {
  const teams = new Set<string>();
  const kept = new Map<string, string>();
  const placeOf = (conversation: string): Place => ({ platform: TEAMS, tenant, conversation: keyOf(conversation) });
  const find = async (conversation: string) => ADDRESS.safeParse(await book.find(placeOf(conversation))).data;
  const keep = async (conversation: string, address: Address) => {
    const [key, text] = [keyOf(conversation), JSON.stringify(address)];
    if (kept.get(key) === text) return;
    await book.remember(placeOf(conversation), address);
    kept.set(key, text);
  };
  const learnPerson = async (activity: Activity) => {
    const { tenant: home, user } = identityOf(activity);
    if (home !== tenant || activity.from.id === activity.recipient.id) return;
    const address = addressOf(activity);
    if (address.kind === "chat" || !(await find(`@${user}`))) await keep(`@${user}`, address);
  };
  const learnTeam = async (activity: Activity) => {
    const seen = channelOf(activity);
    const known = `${seen?.team} ${seen?.teamName ?? ""}`;
    if (!seen || (teams.has(known) && !activity.channelData?.eventType)) return;
    await learnChannels(activity, seen, connector, { find, keep });
    teams.add(known);
  };
  return { find, keep, learnPerson, learnTeam };
}

/** `#Cloud Ops` and `#cloud-ops` are the same: a channel is typed in one word. */
export function keyOf(conversation: string): string {
  return conversation.startsWith("#") ? conversation.trim().toLowerCase().replace(/\s+/g, "-") : conversation;
}

function addressOf(activity: Activity): Address {
  const { serviceUrl, recipient, conversation, from } = activity;
  const shared = { serviceUrl, bot: recipient.id };
  if (isPersonal(activity)) return { kind: "chat", ...shared, conversation: conversation.id };
  return { kind: "member", ...shared, member: from.id };
}

/**
 * `#name` belongs to the first team that has such a channel, so that nobody takes another team's cards by naming a
 * channel like theirs; `#team/name` always says which.
 */
async function learnChannels(
  { serviceUrl, recipient }: Activity,
  { team, teamName }: { team: string; teamName: string | null },
  connector: Connector,
  { find, keep }: Pick<Addresses, "find" | "keep">,
): Promise<void> {
  for (const { id, name } of await connector.channels(serviceUrl, team)) {
    const address: Address = { kind: "channel", serviceUrl, bot: recipient.id, channel: id, team };
    const known = await find(`#${name ?? GENERAL}`);
    if (known?.kind !== "channel" || known.team === team) await keep(`#${name ?? GENERAL}`, address);
    if (teamName) await keep(`#${teamName}/${name ?? GENERAL}`, address);
  }
}
