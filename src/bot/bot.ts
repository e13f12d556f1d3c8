/** The bot: text, button or form → command → answer. The only place where a Refusal is caught. */
import type { App } from "../app/app.ts";
import type { Actor, Identity } from "../domain/actor.ts";
import { Refusal } from "../domain/refusal.ts";
import { type Command, mayUse, type StrangerContext } from "./command.ts";
import type { Answer, Bot, Press, Speaker } from "./conversation.ts";
import { formFor } from "./form.ts";
import { commandIn, findCommand, placeWords, type RawArgs, readArgs } from "./parse.ts";
import { pressed, sent } from "./press.ts";
import { askAgain, buttonsOf, isWait, orKeep } from "./waiting.ts";
import { cutWords } from "./words.ts";

const MOST_LETTERS = 4000;

/** A file that nobody attached. */
const NO_FILE = async () => undefined;

export interface BotRooms {
  app: App;
  commands: readonly Command[];
  /** Hears of bugs; returns the reference under which the log has them. */
  broken(error: unknown): string;
}

export function startBot(rooms: BotRooms): Bot {
  const { app, commands } = rooms;
  const answering = (from: Identity, work: () => Promise<Answer>) => answerOrRefuse(rooms, from, work);
  const press = async (one: Press) => {
    if (isWait(one.verb)) return wait(rooms, one);
    const { command, raw } = await pressed(rooms, one);
    return run(rooms, command, one, () => raw, NO_FILE);
  };
  return {
    hear: ({ from, called, text, under, file }) =>
      answering(from, async () => {
        const speaker = { from, ...(called === undefined ? {} : { called }) };
        if (text.length > MOST_LETTERS) throw tooLong();
        const words = cutWords(text.trim().replace(/^\//, ""));
        const asked = under && !commandIn(commands, words) ? await app.questionUnder(from, under) : null;
        if (asked) return press({ ...speaker, verb: "Answer", id: asked, fields: { answer: text } });
        const { command, rest } = findCommand(commands, words);
        return run(rooms, command, speaker, () => placeWords(command, rest), file);
      }),
    press: (one) => answering(one.from, () => press(one)),
    submit: ({ command: words, fields, ...speaker }) =>
      answering(speaker.from, async () => {
        const { command } = findCommand(commands, cutWords(words));
        return run(rooms, command, speaker, () => sent(command, fields), NO_FILE);
      }),
    buttonsFor: (from, request) => app.buttonsFor(from, request),
  };
}

/** Known person, right, arguments; what comes after is asked by the command. */
async function run(
  rooms: BotRooms,
  command: Command,
  { from, called = from.user }: Speaker,
  place: () => RawArgs,
  file: StrangerContext["file"],
): Promise<Answer> {
  const { app, commands } = rooms;
  const actor = await knownActor(app, from, called);
  if (!actor && command.permission !== "anybody") throw unknownPerson();
  if (!mayUse(actor, command))
    throw new Refusal("forbidden", `you may not use ${command.words}`, "what you may do: help");
  const raw = place();
  const read = readArgs(command, raw);
  if ("missing" in read) {
    const form = await formFor({ choices: app.choices, actor }, command, raw);
    return { kind: "form", form };
  }
  const context = { app, actor, from, called, file, commands };
  return orKeep({ app, actor }, command, raw, () => command.run(read.args, context));
}

/** Whoever was refused for want of room joins the line. */
async function wait(rooms: BotRooms, { id, ...speaker }: Press): Promise<Answer> {
  const actor = await knownActor(rooms.app, speaker.from, speaker.called ?? speaker.from.user);
  if (!actor) throw unknownPerson();
  return askAgain(rooms.app, actor, id, async ({ command: words, args }) => {
    const { command } = findCommand(rooms.commands, cutWords(words));
    return run(rooms, command, speaker, () => args, NO_FILE);
  });
}

/** Whoever once wrote to us and holds no role is still a stranger. Who was known by an id alone gets the name they go by. */
async function knownActor({ directory }: App, from: Identity, called: string): Promise<Actor | null> {
  const actor = await directory.find(from);
  if (!actor || !(await directory.isKnown(actor))) return null;
  if (actor.name !== from.user || called === from.user) return actor;
  return { ...actor, name: await directory.name(actor, called) };
}

async function answerOrRefuse({ app, broken }: BotRooms, from: Identity, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal))
      return { kind: "text", text: `Something broke on our side (ref ${broken(error)}).` };
    await app.audit.refused(from, error).catch(broken);
    return { kind: "refusal", refusal: error, ...buttonsOf(error) };
  }
}

function unknownPerson(): Refusal {
  return new Refusal(
    "unknown-person",
    "I do not know you",
    "you may: help, whoami, bu register NAME --cost-center CODE",
  );
}

function tooLong(): Refusal {
  return new Refusal(
    "bad-arguments",
    `that is longer than ${MOST_LETTERS} letters`,
    "say it in fewer words; see: help",
  );
}
