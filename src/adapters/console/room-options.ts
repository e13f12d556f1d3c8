/** What a chat room in the terminal is opened with. */
import type { Readable, Writable } from "node:stream";

export interface RoomStreams {
  input: Readable & { isTTY?: boolean };
  output: Writable & { isTTY?: boolean; columns?: number; rows?: number };
}

export interface RoomOptions extends RoomStreams {
  /** The product's name, for the greeting. */
  title: string;
  /** Who is listed; the first one has the prompt at the beginning. `role` is said as people say it. */
  people: { name: string; role: string }[];
  /** Commands worth trying. */
  examples: string[];
  /** The words that may stand where the last word of the line stands; without the person in front. */
  complete(line: string): string[];
  /** Where typed lines are kept from one time to the next; null: nowhere. */
  historyFile: string | null;
  /** Where files that commands name are looked for, the first first. */
  folders: string[];
  colour: boolean;
  /** Called when the room is open, and before anything is typed: what it brings is shown. */
  opened?(): Promise<void>;
}
