/** The button Wait: what the engine had no room for is kept, and asked once more by whoever asked, to join the line. */
import type { App } from "../app/app.ts";
import type { Wish } from "../app/wishes.ts";
import type { Button } from "../cards/card.ts";
import { momentText } from "../cards/moment.ts";
import type { Actor } from "../domain/actor.ts";
import { EngineFull, Refusal } from "../domain/refusal.ts";
import type { Command } from "./command.ts";
import type { Answer } from "./conversation.ts";
import type { RawArgs } from "./parse.ts";

/** The option that joins the line. */
const WAIT = "wait";

/** Does a press of this button ask again for what was refused? */
export function isWait(verb: string): boolean {
  return verb.toLowerCase() === WAIT;
}

/** Does the work; where only room was missing for it, what was asked for is kept with the refusal that is thrown. */
export async function orKeep(
  { app, actor }: { app: App; actor: Actor | null },
  { words, args: { shape } }: Command,
  args: RawArgs,
  work: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof EngineFull && actor && WAIT in shape)) throw error;
    throw new EngineFull(error.message, error.hint, await app.wishes.keep(actor.person, { command: words, args }));
  }
}

/** What a refusal offers to press. */
export function buttonsOf(refusal: Refusal): { buttons?: Button[] } {
  return refusal instanceof EngineFull && refusal.wish ? { buttons: [{ verb: "Wait", id: refusal.wish }] } : {};
}

/**
 * Asks again what this person was refused, and now to wait for it; the newest for an empty id. What comes to nothing may
 * be pressed again. Throws a Refusal `not-found` for what is not theirs, and `too-late` for what was asked again before.
 */
export async function askAgain(
  app: App,
  { person }: Actor,
  id: string,
  ask: (wish: Wish) => Promise<Answer>,
): Promise<Answer> {
  const wish = await app.wishes.take(person, id || null);
  if (!wish) throw noWish();
  if (wish.usedAt) throw await alreadyWaited(app, wish.usedAt);
  try {
    return await ask({ ...wish, args: { ...wish.args, [WAIT]: "yes" } });
  } catch (error) {
    await app.wishes.giveBack(wish.id);
    throw error;
  }
}

function noWish(): Refusal {
  return new Refusal("not-found", "nothing of yours waits to be asked again", "ask for it anew, with --wait");
}

async function alreadyWaited({ datacenters }: App, at: Date): Promise<Refusal> {
  const { timeZone } = await datacenters.settings();
  const sentence = `you joined the line with it on ${momentText(at, timeZone)}`;
  return new Refusal("too-late", sentence, "see what became of it: request list --mine");
}
