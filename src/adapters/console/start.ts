/** The console as the program starts it: a chat platform, and the two ways to talk through it. */

import { type ConsoleChat, consoleChat } from "./chat.ts";
import { openChatRoom } from "./chat-room.ts";
import type { RoomOptions } from "./room-options.ts";
import { type ExitStatus, runScript, type Script } from "./script.ts";
import type { ConsoleWorld } from "./world.ts";

export interface Console {
  /** For delivery; it remembers what it was given from the first moment. */
  chat: ConsoleChat;
  /** Runs a transcript without a terminal; resolves to the exit status of the process. */
  runScript(world: ConsoleWorld, script: Script): Promise<ExitStatus>;
  /** Talks with whoever sits at the terminal; resolves when they leave. */
  openChatRoom(world: ConsoleWorld, options: RoomOptions): Promise<void>;
}

export function startConsole(): Console {
  const chat = consoleChat();
  return {
    chat,
    runScript: (world, script) => runScript(world, chat, script),
    openChatRoom: (world, options) => openChatRoom(world, chat, options),
  };
}
