/** An address book and a memory of what came in, as long as a test runs. */
import type { AddressBook, Place, Received } from "../../src/app/chat.ts";

export interface WatchedBook extends AddressBook {
  /** Resolves when the place is known, now or later. */
  knows(conversation: string): Promise<void>;
}

/** A book that says when a place becomes known in this process. */
export function watchedBook(book: AddressBook): WatchedBook {
  const known = new Set<string>();
  const waiting = new Map<string, () => void>();
  return {
    find: (place) => book.find(place),
    async remember(place, address) {
      await book.remember(place, address);
      known.add(place.conversation);
      waiting.get(place.conversation)?.();
    },
    knows: (conversation) =>
      new Promise((resolve) => {
        if (known.has(conversation)) resolve();
        else waiting.set(conversation, resolve);
      }),
  };
}

export function memoryBook(): WatchedBook {
  const kept = new Map<string, string>();
  const keyOf = ({ platform, tenant, conversation }: Place) => `${platform} ${tenant} ${conversation}`;
  return watchedBook({
    remember: async (place, address) => void kept.set(keyOf(place), JSON.stringify(address)),
    async find(place) {
      const text = kept.get(keyOf(place));
      return text === undefined ? undefined : JSON.parse(text);
    },
  });
}

export function memoryReceived(): Received {
  const seen = new Set<string>();
  return { first: async (key) => !seen.has(key) && seen.add(key).size > 0 };
}
