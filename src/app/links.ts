/** Linking: one person's identities on several platforms, joined by a code that is good once and for ten minutes. */
import { createHash } from "node:crypto";
import type { Actor, Identity } from "../domain/actor.ts";
import { Refusal } from "../domain/refusal.ts";

const GOOD_FOR_MS = 10 * 60_000;

/** Codes as they are kept: only their hashes. */
export interface LinkCodes {
  /** Keeps a code for a person, in place of any other of theirs. */
  keep(hash: string, person: string, expires: Date): Promise<void>;
  /** Uses a code up and gives this identity to its person, with everything that was its own; null when it is no good. */
  redeem(hash: string, identity: Identity): Promise<string | null>;
}

export interface Links {
  /** A new code for this person. */
  offer(actor: Actor): Promise<string>;
  /** Joins this identity to the person of the code. Throws a Refusal `not-found` for a code that is no good. */
  join(code: string, identity: Identity): Promise<void>;
}

export function startLinks({ codes, now, code }: { codes: LinkCodes; now(): Date; code(): string }): Links {
  return {
    async offer({ person }) {
      const fresh = code();
      await codes.keep(hashOf(fresh), person, new Date(now().getTime() + GOOD_FOR_MS));
      return fresh;
    },
    async join(given, identity) {
      const person = await codes.redeem(hashOf(given.trim().toUpperCase()), identity);
      if (!person)
        throw new Refusal(
          "not-found",
          "that code is not good (any more)",
          "ask for a new one where you are known: link",
        );
    },
  };
}

function hashOf(code: string): string {
  return createHash("sha256").update(code).digest("hex");
}
