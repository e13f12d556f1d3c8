/** The Agents Playground: one person sits there and types in the personal chat; everybody presses. */
import { pino } from "pino";
import { z } from "zod";
import { type Chats, chatsOf } from "../../src/chats.ts";
import { readConfig } from "../../src/config.ts";
import { knownToo } from "../../src/demo/people.ts";
import { PERSONAL, PLAYGROUND_TENANT } from "../../src/demo/playground.ts";
import { type WatchedBook, watchedBook } from "../support/chat-memory.ts";
import { openServer } from "../support/slack-bot.ts";
import { openPlayground, type Playground, type Shown } from "../support/teams-playground.ts";
import { type Driver, soon, soonAmong } from "./driver.ts";

const CHANNEL = "approvals";

/** The page of this Playground, for a browser. */
export interface PlaygroundDriver extends Driver {
  url: string;
}

/** `sits`: the only one who can type; what the others do is invoked as if they had pressed. */
export async function playgroundDriver(sits: string): Promise<PlaygroundDriver> {
  const server = await openServer();
  const playground = await openPlayground(`${server.url}/api/messages`, sits);
  const desk: Desk = { playground, sits, answers: new Map() };
  return {
    ...programBeside(desk, server),
    url: playground.url,
    knownToo: (yaml) => knownToo(yaml, "teams", PLAYGROUND_TENANT, (name) => name),
    mention: (person) => `@${person}`,
    async says(person, text) {
      if (person !== sits) throw new Error(`${person} cannot type in the Playground, where ${sits} sits`);
      await playground.says(PERSONAL, text);
    },
    presses: (person, verb, request, fields) => press(desk, person, verb, { request, fields }),
    sees: (place, ...texts) => soonAmong(async () => seenIn(desk, place), texts),
    async close() {
      await playground.close();
      await server.close();
    },
  };
}

/** What each person's presses were answered, for them alone. */
type Answers = Map<string, string[]>;

interface Desk {
  playground: Playground;
  sits: string;
  answers: Answers;
}

/** How the program finds this client, and is found by it; the app is installed when it is open first. */
function programBeside(
  { playground, sits }: Desk,
  { late }: Awaited<ReturnType<typeof openServer>>,
): Pick<Driver, "connect" | "open" | "leave"> {
  const config = readConfig({ TEAMS_ANONYMOUS: "true", TEAMS_TENANT_ID: PLAYGROUND_TENANT });
  let [chats, book, isInstalled]: [Chats | null, WatchedBook | null, boolean] = [null, null, false];
  let leave = async () => {};
  return {
    connect(kept) {
      book = watchedBook(kept);
      chats = chatsOf(config, pino({ level: "silent" }));
      return chats.connect(book);
    },
    async open(system) {
      if (!chats || !book) throw new Error("opening Teams before it is connected");
      const { routes, close } = await chats.open(system);
      [late.listener, leave] = [routes["/api/messages"], close];
      if (isInstalled) return;
      await playground.install(PERSONAL);
      await playground.install(CHANNEL);
      await Promise.all([book.knows(`#${CHANNEL}`), book.knows(`@${sits}`)]);
      isInstalled = true;
    },
    leave: () => leave(),
  };
}

/** Only whoever sits there has a personal chat; of the others we see what their presses are answered. */
function seenIn({ playground, sits, answers }: Desk, place: string): string[] {
  const person = place.slice(1);
  const where = place === `#${CHANNEL}` ? CHANNEL : person === sits ? PERSONAL : null;
  const shown = playground.messages().filter(({ conversation }) => conversation === where);
  return [...shown.map(({ text, card }) => `${text} ${card}`), ...(answers.get(person) ?? [])];
}

interface Press {
  request: string;
  fields?: Record<string, string> | undefined;
}

const FORM = z.object({ actions: z.array(z.object({ verb: z.string(), data: z.looseObject({}) })).min(1) });

async function press(desk: Desk, person: string, verb: string, { request, fields }: Press): Promise<void> {
  const { playground, answers } = desk;
  const isCard = ({ conversation, card }: Shown) => conversation === CHANNEL && card.includes(`${request} · `);
  const find = async () => playground.messages().findLast(isCard);
  const { thread, id } = await soon(find, () => `no card of ${request} in the Playground`);
  const at = { conversation: thread, message: id };
  const told = await playground.presses(person, { ...at, verb, data: { id: request } });
  const said = fields ? await playground.presses(person, { ...at, ...filled(told.value, request, fields) }) : told;
  answers.set(person, [...(answers.get(person) ?? []), JSON.stringify(said.value)]);
}

/** The form that a press was answered with, as it is sent back. */
function filled(form: unknown, request: string, fields: Record<string, string>): { verb: string; data: object } {
  const [send] = FORM.parse(form).actions;
  const inputs = Object.entries({ id: request, ...fields }).map(([name, value]) => [`field-${name}`, value]);
  return { verb: send?.verb ?? "", data: { ...send?.data, ...Object.fromEntries(inputs) } };
}
