/** Files that a person attached to a message; Teams hands them over in personal chats only. */
import { z } from "zod";
import type { Message } from "../../bot/conversation.ts";
import type { Activity } from "./activity.ts";
import { LIMITS } from "./limits.ts";

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4 */
const FILE = "application/vnd.microsoft.teams.file.download.info";

const CONTENT = z.object({ downloadUrl: z.url({ protocol: /^https$/ }) });

const FETCH_MS = 15_000;

/** Reads what was attached under this name; the only file that is attached answers to every name. */
export function filesOf({ attachments }: Activity): Message["file"] {
  const files = (attachments ?? []).filter(({ contentType }) => contentType === FILE);
  return async (name) => {
    const wanted = files.find((file) => file.name === name) ?? (files.length === 1 ? files[0] : undefined);
    const content = CONTENT.safeParse(wanted?.content).data;
    return content ? download(content.downloadUrl) : undefined;
  };
}

/** The link is good for a few minutes and needs no token. Throws for what is too large. */
async function download(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_MS) });
  if (!response.ok || !response.body) throw new Error(`fetching an attached file: ${response.status}`);
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body) {
    bytes += part.length;
    if (bytes > LIMITS.bodyBytes) throw new Error("fetching an attached file: it is larger than 1 MiB");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
