/** The same work in many places: a place that fails keeps none of the others waiting, and neither does a chat that is slow. */
import type { Place } from "./chat.ts";

/** Does it everywhere: in each chat in this order, in different chats at once. Throws the first failure when all is done. */
export async function everywhere(places: Place[], work: (place: Place) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  const byChat = Map.groupBy(places, ({ platform }) => platform);
  const inOrder = async (ofOne: Place[]) => {
    for (const place of ofOne) await work(place).catch((error: unknown) => failures.push(error));
  };
  await Promise.all([...byChat.values()].map(inOrder));
  if (failures.length > 0) throw failures[0];
}
