/** Typed lines and pressed buttons on their way to the bot; a press without an id finds its card here. */
import type { Answer, Bot } from "../../bot/conversation.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { ConsoleChat, SeenCard } from "./chat.ts";
import type { PressWords } from "./press-words.ts";
import { consoleIdentity } from "./world.ts";

export interface Inbound {
  say(who: string, text: string): Promise<Answer>;
  /** Without an id it goes to the newest card that shows the button to `who`; none is a `not-found` refusal. */
  press(who: string, words: PressWords): Promise<Answer>;
  fill(who: string, command: string, fields: Record<string, string>): Promise<Answer>;
}

/** `file` reads what a command names as a file; undefined when there is none. */
export function inbound(bot: Bot, chat: ConsoleChat, file: (name: string) => Promise<string | undefined>): Inbound {
  const remember = (who: string, answer: Answer) => {
    if (answer.kind === "card" && answer.card.buttons.length > 0) chat.answered(who, answer.card);
    return answer;
  };
  const press = async (who: string, { verb, id, fields }: PressWords): Promise<Answer> => {
    const button = id === null ? await newestButton(bot, chat.seenBy(who), who, verb) : { verb, id };
    return button ? bot.press({ from: consoleIdentity(who), ...button, fields }) : noSuchButton(who, verb);
  };
  return {
    say: async (who, text) => remember(who, await bot.hear({ from: consoleIdentity(who), text, file })),
    press: async (who, words) => remember(who, await press(who, words)),
    fill: async (who, command, fields) =>
      remember(who, await bot.submit({ from: consoleIdentity(who), command, fields })),
  };
}

interface Pressable {
  verb: string;
  id: string;
}

/** Refusals are not kept here: the bot knows the newest one that shows Wait, also after a restart. */
async function newestButton(bot: Bot, seen: SeenCard[], who: string, verb: string): Promise<Pressable | null> {
  if (same(verb, "Wait")) return { verb, id: "" };
  const asked = new Map<string, Promise<string[]>>();
  const shown = (request: string) => {
    const verbs = asked.get(request) ?? bot.buttonsFor(consoleIdentity(who), request);
    asked.set(request, verbs);
    return verbs;
  };
  const requests = new Set(seen.map(({ request }) => request));
  for (const { request, card } of seen) {
    const drawn = card.buttons.find((button) => same(button.verb, verb));
    const id = drawn?.id ?? request;
    if (id === null) continue;
    const label = requests.has(id) || !drawn ? (await shown(id)).find((word) => same(word, verb)) : drawn.verb;
    if (label !== undefined) return { verb: label, id };
  }
  return null;
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function noSuchButton(who: string, verb: string): Answer {
  const sentence = `no card shows ${who} a button ${verb}`;
  return { kind: "refusal", refusal: new Refusal("not-found", sentence, `name the request: ${who}! ${verb} REQ-…`) };
}
