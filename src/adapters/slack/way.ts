/** Where an answer goes: remembered with a form while somebody fills it in. */
import { z } from "zod";

const waySchema = z.object({
  /** The channel it came from; absent in App Home. */
  channel: z.string().optional(),
  user: z.string(),
  /** The thread that it was said in. */
  thread: z.string().optional(),
  /** Takes five answers within 30 minutes, also where the bot is no member. */
  responseUrl: z.string().optional(),
});

export type Way = z.output<typeof waySchema>;

const noteSchema = z.object({
  command: z.string(),
  way: waySchema,
  /** What the pressed button said already; not asked again. */
  fixed: z.record(z.string(), z.string()).default({}),
});

/** What a modal carries in its private_metadata. */
export type FormNote = z.output<typeof noteSchema>;

/** Reads what `writeNote` wrote. Throws when it is something else. */
export function readNote(metadata: string): FormNote {
  return noteSchema.parse(JSON.parse(metadata));
}

export function writeNote(note: FormNote): string {
  return JSON.stringify(note);
}

/** The bot's own conversation with one person, where nobody else reads. */
export function isPrivate({ channel }: Way): boolean {
  return channel === undefined || channel.startsWith("D");
}
