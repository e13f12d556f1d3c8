/** Puts a file into a channel, as Slack wants it: a place is asked for, the file is brought there, and it is shown. */
import type { webApi } from "@slack/bolt";
import type { TextFile } from "../../cards/card.ts";
import { bytesOf } from "../../cards/csv.ts";

const SEND_MS = 10_000;

/** `thread` is the message under which it is shown. Returns Slack's id of the file. */
export async function upload(
  client: webApi.WebClient,
  channel: string,
  file: TextFile,
  thread?: string,
): Promise<string> {
  const bytes = bytesOf(file);
  const { name } = file;
  const { upload_url: address, file_id: id } = await client.files.getUploadURLExternal({
    filename: name,
    length: bytes.byteLength,
  });
  if (!address || !id) throw new Error(`sending ${name} to Slack: it named no place for it`);
  const response = await fetch(address, { method: "POST", body: bytes, signal: AbortSignal.timeout(SEND_MS) });
  if (!response.ok) throw new Error(`sending ${name} to Slack: status ${response.status}`);
  const where = thread === undefined ? { channel_id: channel } : { channel_id: channel, thread_ts: thread };
  await client.files.completeUploadExternal({ files: [{ id, title: name }], ...where });
  return id;
}
