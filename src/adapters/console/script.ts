/** A transcript without a terminal: parsed, run, and shown as text or as JSON. */
import { inspect } from "node:util";
import type { ConsoleChat } from "./chat.ts";
import { filesIn } from "./files.ts";
import { inbound } from "./inbound.ts";
import { type Look, uncoloured } from "./paint.ts";
import { jsonLine, type Posted } from "./posted.ts";
import { Unreadable } from "./press-words.ts";
import { drawPosted } from "./render-posted.ts";
import { type Audience, runTranscript } from "./run-transcript.ts";
import { clean, cleanLine } from "./text-width.ts";
import { parseTranscript, type Step } from "./transcript.ts";
import type { ConsoleWorld } from "./world.ts";

export interface Script {
  /** The whole transcript. */
  text: string;
  format: "text" | "json";
  /** Columns of the output; `Infinity` wraps nothing. */
  width: number;
  /** Where files that commands name are looked for, the first first. */
  folders: string[];
  /** Each is called with whole lines, without the line end. */
  out(line: string): void;
  err(line: string): void;
}

/** How a transcript ended: everything held, a line did not, or it cannot be parsed. */
export type ExitStatus = 0 | 1 | 2;

/** Returns the exit status of the process; nothing runs before the whole text is parsed. */
export async function runScript(world: ConsoleWorld, chat: ConsoleChat, script: Script): Promise<ExitStatus> {
  const steps = readSteps(script);
  if (steps === null) return 2;
  const people = inbound(world.bot, chat, filesIn(script.folders));
  try {
    const failure = await runTranscript(steps, world, chat, people, AUDIENCES[script.format](script));
    if (failure !== null) script.err(clean(failure));
    return failure === null ? 0 : 1;
  } catch (error) {
    script.err(inspect(error));
    return 1;
  }
}

/** Null when it was unreadable, which has then been said. */
function readSteps({ text, err }: Script): Step[] | null {
  try {
    return parseTranscript(text);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    err(clean(error.message));
    return null;
  }
}

const AUDIENCES: Record<Script["format"], (script: Script) => Audience> = {
  json: ({ out }) => ({ began: () => {}, posted: (posted: Posted) => out(jsonLine(posted)) }),
  text: ({ out, width }) => {
    const look: Look = { width, paint: uncoloured };
    return {
      began: ({ source }) => out(cleanLine(source)),
      posted: (posted) => drawPosted(posted, look).forEach((line) => void out(line)),
    };
  },
};
