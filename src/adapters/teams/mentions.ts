/** What a person typed in Teams → the words that they mean: `@id` for a person, `#name` for a channel. */
import { type Activity, type Mention, mentionsIn } from "./activity.ts";
import { keyOf } from "./addresses.ts";

/** `objectId` finds who is mentioned by an account id of Teams; undefined for who is not found. */
export type FindObjectId = (activity: Activity, account: string) => Promise<string | undefined>;

/** Mentions of the bot itself vanish. */
export async function spokenText(activity: Activity, objectId: FindObjectId): Promise<string> {
  let text = activity.text ?? "";
  for (const mention of mentionsIn(activity)) {
    if (!mention.text) continue;
    text = text.replace(mention.text, await wordFor(activity, mention, objectId));
  }
  return withoutEntities(text).trim();
}

async function wordFor(activity: Activity, { mentioned }: Mention, objectId: FindObjectId): Promise<string> {
  const { id, name, aadObjectId } = mentioned;
  if (id === activity.recipient.id) return "";
  if (id.startsWith("19:")) return keyOf(`#${name ?? id}`);
  return `@${aadObjectId ?? (await objectId(activity, id)) ?? id}`;
}

/** Teams writes some letters as HTML does, also in plain text. */
const ENTITIES: Record<string, string> = { nbsp: " ", lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" };

function withoutEntities(text: string): string {
  return text.replace(/&(nbsp|lt|gt|quot|#39|amp);/g, (all, name: string) => ENTITIES[name] ?? all);
}
