/** The console as a chat platform: remembers every card that was posted, and tells listeners what arrives. */
import { randomUUID } from "node:crypto";
import type { ChatPort, Place } from "../../app/chat.ts";
import type { Card } from "../../cards/card.ts";
import { Undeliverable } from "../../domain/undeliverable.ts";
import type { Posted } from "./posted.ts";
import { CONSOLE } from "./world.ts";

/** A card that somebody can still see; `request` is null for a card given in reply. */
export interface SeenCard {
  to: string;
  request: string | null;
  card: Card;
}

export interface ConsoleChat extends ChatPort {
  /** Calls `listener` for everything posted or edited from now on; returns how to stop. */
  listen(listener: (posted: Posted) => void): () => void;
  /** Remembers a card that was given as a reply, so that its buttons can be pressed. */
  answered(to: string, card: Card): void;
  /** Everything this person sees, in channels and in private, the newest first. */
  seenBy(name: string): SeenCard[];
}

/** `newId` names messages; names stay unique over restarts, because places outlive the process. */
export function consoleChat(newId: () => string = randomUUID): ConsoleChat {
  const seen = new Map<string, SeenCard>();
  const listeners = new Set<(posted: Posted) => void>();
  const tell = (posted: Posted) => {
    for (const listener of listeners) listener(posted);
  };

  return {
    ...CONSOLE,
    hasThreads: false,
    takesFiles: false,

    async post(at, post) {
      const [to, message] = [addressee(at), newId()];
      if (post.kind === "file") throw new Undeliverable("a terminal keeps no files");
      if (post.kind === "report") seen.set(message, { to, request: null, card: post.card });
      if (post.kind === "card") seen.set(message, { to, request: post.request, card: post.card });
      tell({ to, ...post });
      return message;
    },

    async edit(at, message, request, card) {
      const to = addressee(at);
      seen.set(message, { to, request, card });
      tell({ kind: "edit", to, request, card });
    },

    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    answered(to, card) {
      seen.set(newId(), { to, request: null, card });
    },

    seenBy: (name) => [...seen.values()].reverse().filter(({ to }) => to.startsWith("#") || to === name),
  };
}

/** `#retail` stays as it is, `@ana` becomes `ana`. */
function addressee({ conversation }: Place): string {
  return conversation.replace(/^@/, "");
}
