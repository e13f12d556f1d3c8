/** Files: those attached to a message, read when a command asks for them by name, and those that answer somebody. */
import type { TextFile } from "../../cards/card.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { SlackChat } from "./chat.ts";
import type { Attached } from "./heard.ts";
import { LIMITS } from "./limits.ts";
import { renderText } from "./render.ts";
import { upload } from "./upload.ts";

const READ_MS = 10_000;

/** Reads an attached file by its name; undefined when none bears it. Throws a Refusal for one that is too large. */
export function filesOf(chat: SlackChat, attached: Attached[]): (name: string) => Promise<string | undefined> {
  return async (name) => {
    const file = attached.find((one) => one.name.toLowerCase() === name.toLowerCase());
    const address = file?.url_private_download ?? file?.url_private;
    if (!file || !address) return undefined;
    if ((file.size ?? 0) > LIMITS.file) throw tooLarge(name);
    return download(chat, name, address);
  };
}

/** Says `text` in the bot's conversation with this person and puts the file beneath it. */
export async function sendFile({ client }: SlackChat, user: string, text: string, file: TextFile): Promise<void> {
  const { channel } = await client.chat.postMessage({ channel: user, text: renderText(text) });
  await upload(client, channel ?? user, file);
}

async function download({ apiUrl, botToken }: SlackChat, name: string, address: string): Promise<string> {
  if (!isSlacks(address, apiUrl)) throw new Error(`reading ${name}: its address is not Slack's`);
  const headers = { authorization: `Bearer ${botToken}` };
  const response = await fetch(address, { headers, redirect: "error", signal: AbortSignal.timeout(READ_MS) });
  if (!response.ok) throw new Error(`reading ${name} from Slack: status ${response.status}`);
  const content = await response.arrayBuffer();
  if (content.byteLength > LIMITS.file) throw tooLarge(name);
  return new TextDecoder().decode(content);
}

/** The token goes to nobody but Slack. */
function isSlacks(address: string, apiUrl: string | undefined): boolean {
  const { protocol, hostname, host } = new URL(address);
  if (apiUrl !== undefined) return host === new URL(apiUrl).host;
  return protocol === "https:" && (hostname === "slack.com" || hostname.endsWith(".slack.com"));
}

function tooLarge(name: string): Refusal {
  return new Refusal("bad-arguments", `${name} is larger than 1 MB`, "attach a smaller file");
}
