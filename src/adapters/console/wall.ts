/** The cards that hang in the room, drawn as they are now: in place while that is possible, else as what changed. */
import type { Bot } from "../../bot/conversation.ts";
import { type Card, cardText } from "../../cards/card.ts";
import type { Look } from "./paint.ts";
import { buttonsText, type Posted } from "./posted.ts";
import { drawChange, drawPlaced, drawPosted } from "./render-posted.ts";
import type { Screen } from "./screen.ts";
import { consoleIdentity } from "./world.ts";

export interface Wall {
  arrive(posted: Posted): void;
  /** Draws what waits, and resolves when it is drawn. */
  drawn(): Promise<void>;
}

/** At most ten times a second; an eye does not see more. */
const REDRAW_MS = 100;

/** One request's card, in all its places. `before` is what the change on the screen is told against; null: drawn whole. */
interface Hung {
  places: Map<string, Card>;
  now: Card;
  drawn: { text: string; to: string; before: Card | null; card: Card } | null;
}

/** `names` are the people whose buttons are told apart, because one person plays them all. */
export function wall(bot: Bot, names: string[], screen: Screen, look: () => Look): Wall {
  const hung = new Map<string, Hung>();
  const waiting = new Set<string>();
  const drawing = paced(async () => {
    const requests = [...waiting];
    waiting.clear();
    for (const request of requests) {
      const card = hung.get(request);
      if (!card) continue;
      const seen = { to: [...card.places.keys()].join(", "), now: card.now };
      const buttons = await buttonLines(bot, names, request, card.places).catch(() => undefined);
      draw(card, seen, request, buttons, screen, look());
    }
  });
  return {
    drawn: drawing.now,
    arrive(posted) {
      if (posted.kind !== "card" && posted.kind !== "edit") {
        return drawing.after(() => screen.show(null, drawPosted(posted, look())));
      }
      const { to, request, card } = posted;
      // One for good, since it may be being drawn just now: what was drawn is noted on it.
      const one = hung.get(request) ?? { places: new Map<string, Card>(), now: card, drawn: null };
      one.places.set(to, card);
      one.now = card;
      hung.set(request, one);
      waiting.add(request);
      drawing.soon();
    },
  };
}

/** Runs `work` one at a time: soon, but not again and again; or now; or now and then something else. */
function paced(work: () => Promise<void>) {
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<void> = Promise.resolve();
  const now = () => {
    clearTimeout(timer);
    timer = undefined;
    last = last.then(work);
    return last;
  };
  return {
    now,
    soon: () => {
      timer ??= setTimeout(() => void now(), REDRAW_MS);
    },
    after: (then: () => void) => {
      last = now().then(then);
    },
  };
}

/** `seen` is what was there when it was asked who sees which buttons; what came since is drawn next. */
function draw(
  card: Hung,
  { to, now }: { to: string; now: Card },
  request: string,
  buttons: string[] | undefined,
  screen: Screen,
  look: Look,
): void {
  const text = [to, cardText(now)].join("\n");
  const held = screen.holds(request);
  if (!held && card.drawn?.text === text) return;
  const before = held ? (card.drawn?.before ?? null) : (card.drawn?.card ?? null);
  const isWhole = !before || comesToAll(card.drawn?.to ?? to, to) || (screen.inPlace && isAtWork(now));
  const lines = isWhole ? drawPlaced(to, now, buttons, look) : drawChange(to, before, now, look);
  screen.show(request, lines);
  card.drawn = { text, to, before, card: now };
}

/** In a channel everybody sees its buttons, who before were not told. */
function comesToAll(before: string, to: string): boolean {
  return to.includes("#") && !before.includes("#");
}

/** Work is watched step by step; everything else is told by what changed. */
function isAtWork({ blocks }: Card): boolean {
  return blocks.some(({ type }) => type === "progress");
}

/** `[Approve] [Reject]  dana, dee`: who sees which buttons (where that cannot be asked, a card shows its own). */
async function buttonLines(bot: Bot, names: string[], request: string, places: Map<string, Card>): Promise<string[]> {
  if ([...places.values()].every(({ buttons }) => buttons.length === 0)) return [];
  const inChannel = [...places.keys()].some((place) => place.startsWith("#"));
  const readers = inChannel ? names : [...places.keys()];
  const shown = await Promise.all(
    readers.map(async (name) => ({ name, text: buttonsText(await bot.buttonsFor(consoleIdentity(name), request)) })),
  );
  const groups = Map.groupBy(
    shown.filter(({ text }) => text !== ""),
    ({ text }) => text,
  );
  return [...groups].map(([text, group]) => `${text}  ${group.map(({ name }) => name).join(", ")}`);
}
