/** The same work in many places: a place that fails keeps none of the others waiting, and neither does a chat that is slow. */
import type { Place } from "./chat.ts";

/** Does it everywhere: in each chat in this order, in different chats at once. Throws the first failure when all is done. */
export async function everywhere(places: Place[], work: (place: Place) => Promise<void>): Promise<void> {
  const byChat = Map.groupBy(places, ({ platform }) => platform);
  const ended = await Promise.allSettled([...byChat.values()].map((ofOne) => oneByOne(ofOne, work)));
  const failed = ended.find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}

/** Does it with each, in this order; throws the first failure when all is done. */
export async function oneByOne<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  for (const one of all) await work(one).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
