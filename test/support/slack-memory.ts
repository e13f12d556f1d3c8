/** An address book and a memory of what came in, for as long as a test runs. */
import type { AddressBook, Place, Received } from "../../src/app/chat.ts";

export function memoryBook(): AddressBook {
  const kept = new Map<string, string>();
  const keyOf = ({ platform, tenant, conversation }: Place) => [platform, tenant, conversation].join(" ");
  return {
    remember: async (place, address) => void kept.set(keyOf(place), JSON.stringify(address)),
    find: async (place) => JSON.parse(kept.get(keyOf(place)) ?? "null"),
  };
}

export function memoryReceived(): Received {
  const seen = new Set<string>();
  return { first: async (key) => !seen.has(key) && seen.add(key).size > 0 };
}
