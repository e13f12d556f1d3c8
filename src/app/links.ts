/** Linking: one person's identities on several platforms, joined by a code that is good once and for ten minutes. */
import { createHash } from "node:crypto";
import type { Actor, Identity } from "../domain/actor.ts";
import { Refusal } from "../domain/refusal.ts";

const GOOD_FOR_MS = 10 * 60_000;

/** Who offered a code: a person, and the name that people know them by. */
export interface CodeOwner {
  person: string;
  name: string;
}

/** Codes as they are kept: only their hashes. */
export interface LinkCodes {
  /** Keeps a code for a person, in place of any other of theirs. */
  keep(hash: string, person: string, expires: Date): Promise<void>;
  /** Whose code it is; null when it is no good. */
  owner(hash: string): Promise<CodeOwner | null>;
  /** Uses a code up and gives this identity to its person, with everything that was its own; null when it is no good. */
  redeem(hash: string, identity: Identity): Promise<string | null>;
}

export interface Links {
  /** A new code for this person. */
  offer(actor: Actor): Promise<string>;
  /** Whose code it is, before anything is joined. Throws a Refusal `not-found` for a code that is no good. */
  ownerOf(code: string): Promise<CodeOwner>;
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
    async ownerOf(given) {
      const owner = await codes.owner(hashOf(given));
      if (!owner) throw noGood();
      return owner;
    },
    async join(given, identity) {
      if (!(await codes.redeem(hashOf(given), identity))) throw noGood();
    },
  };
}

function noGood(): Refusal {
  return new Refusal("not-found", "that code is not good (any more)", "ask for a new one where you are known: link");
}

/** However it was typed. */
function hashOf(code: string): string {
  return createHash("sha256").update(code.trim().toUpperCase()).digest("hex");
}
