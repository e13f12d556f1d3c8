/** The interactive room: one person at a terminal plays everybody. */
import { inspect } from "node:util";
import type { Answer } from "../../bot/conversation.ts";
import type { ConsoleChat } from "./chat.ts";
import { completer } from "./completion.ts";
import { filesIn } from "./files.ts";
import { formDesk } from "./form-desk.ts";
import { greeting } from "./greeting.ts";
import { history } from "./history.ts";
import { type Inbound, inbound } from "./inbound.ts";
import { type Keyboard, keyboard } from "./keyboard.ts";
import { inColour, type Look, uncoloured } from "./paint.ts";
import { Unreadable } from "./press-words.ts";
import { drawNote, drawPosted } from "./render-posted.ts";
import { type RoomLine, readRoomLine } from "./room-line.ts";
import type { RoomOptions } from "./room-options.ts";
import { type Screen, screen } from "./screen.ts";
import { cleanLine } from "./text-width.ts";
import { type Wall, wall } from "./wall.ts";
import { type ConsoleWorld, LONGEST_WAIT_MS } from "./world.ts";

/** Resolves when the person left, or when a pipe ended and everything it caused is shown. */
export async function openChatRoom(world: ConsoleWorld, chat: ConsoleChat, options: RoomOptions): Promise<void> {
  const room = furnish(world, chat, options);
  const stopListening = chat.listen(room.wall.arrive);
  const onResize = () => room.screen.settle();
  options.output.on("resize", onResize);
  room.screen.show(null, greeting(options, room.look()));
  try {
    if (options.opened) await options.opened().then(room.wall.drawn);
    await talk(room, options.people[0]?.name ?? "guest");
    await room.wall.drawn();
  } finally {
    stopListening();
    options.output.off("resize", onResize);
    room.keys.close();
  }
}

interface Room {
  world: ConsoleWorld;
  people: Inbound;
  keys: Keyboard;
  screen: Screen;
  wall: Wall;
  look(): Look;
  /** A line of the room itself. */
  say(line: string): void;
  /** Asks for the fields of forms until there is an answer that is none. */
  reply(who: string, answer: Answer): Promise<void>;
}

function furnish(world: ConsoleWorld, chat: ConsoleChat, options: RoomOptions): Room {
  const kept = history(options.historyFile);
  const keys = keyboard(options, kept.past, kept.add, completer(options));
  const paper = screen(options.output, keys.isTerminal ? keys.readline : null);
  const look = (): Look => ({ width: widthOf(options.output), paint: options.colour ? inColour : uncoloured });
  const people = inbound(world.bot, chat, filesIn(options.folders));
  const show = (to: string, answer: Answer) => paper.show(null, drawPosted({ kind: "answer", to, answer }, look()));
  const say = (line: string) => paper.show(null, drawNote(line, look()));
  const names = options.people.map(({ name }) => name);
  return {
    world,
    people,
    keys,
    screen: paper,
    wall: wall(world.bot, names, paper, look),
    look,
    say,
    reply: keys.isTerminal ? formDesk(people, keys, paper, show, say) : async (who, answer) => show(who, answer),
  };
}

/** One column stays free, so that no terminal breaks a full line by itself; a pipe has no width. */
function widthOf({ isTTY, columns }: RoomOptions["output"]): number {
  return isTTY ? Math.max(columns ?? 80, 20) - 1 : Number.POSITIVE_INFINITY;
}

async function talk(room: Room, first: string): Promise<void> {
  for (let me: string | null = first; me !== null; ) {
    const typed = await room.keys.next(`${me}> `, true);
    room.screen.settle();
    if (typed.kind === "end") return room.screen.show(null, room.keys.isTerminal ? [""] : []);
    if (typed.kind === "interrupt") room.say("exit or Ctrl-D leaves");
    else me = await Promise.race([heard(room, me, typed.text), room.keys.hungUp]);
  }
}

/** Who has the prompt afterwards; null: nobody, the room is left. */
async function heard(room: Room, me: string, text: string): Promise<string | null> {
  if (!room.keys.isTerminal) room.screen.show(null, [cleanLine(`${me}> ${text}`)]);
  try {
    const after = await obeyed(room, me, readRoomLine(text, me));
    if (room.keys.isTerminal) return after;
    await room.world.settled();
    await room.wall.drawn();
    return after;
  } catch (error) {
    const said = error instanceof Unreadable ? error.message : `something broke on our side: ${inspect(error)}`;
    room.say(`✗ ${said}`);
    return me;
  }
}

async function obeyed(room: Room, me: string, line: RoomLine): Promise<string | null> {
  switch (line.kind) {
    case "nothing":
      return me;
    case "leave":
      return null;
    case "become":
      return line.who;
    case "say":
      await room.reply(line.who, await room.people.say(line.who, line.text));
      return me;
    case "press":
      await room.reply(line.who, await room.people.press(line.who, line.words));
      return me;
    case "wait":
      await wait(room, line.ms);
      return me;
  }
}

async function wait({ world, wall, say }: Room, ms: number | null): Promise<void> {
  if (ms !== null) await world.advance(ms);
  const quiet = await world.idle(LONGEST_WAIT_MS);
  await wall.drawn();
  say(quiet ? "everything is done and delivered" : "something is still running");
}
