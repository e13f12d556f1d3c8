/** Secrets: sealed when they are set, opened only for the script that is given them, sealed again under a new key. */
import { randomBytes } from "node:crypto";
import type { Actor } from "../domain/actor.ts";
import { Refusal } from "../domain/refusal.ts";
import { type Keyring, NONCE_BYTES, type Sealed, type SealingKey, seal, unseal } from "../domain/sealing.ts";

/** A secret as it is kept. */
export interface SealedSecret extends Sealed {
  name: string;
}

/** Keeps sealed secrets. What changes one throws a Refusal `forbidden` for who may not, and notes who did it. */
export interface SecretStore {
  /** In the order of their names. */
  all(): Promise<KnownSecret[]>;
  sealed(names: string[]): Promise<SealedSecret[]>;
  /** Whether there was none of this name. */
  set(secret: SealedSecret, by: Actor): Promise<boolean>;
  /**
   * Unless a workflow that is not over refers to it, or `requireUnused` throws, which is asked while no action that refers
   * to a secret can be saved.
   */
  remove(name: string, by: Actor, requireUnused: () => Promise<void>): Promise<"removed" | "unknown" | "in use">;
  /** Each secret as `change` makes it, all of them or none; null leaves it. Returns how many were changed. */
  reseal(change: (secret: SealedSecret) => Sealed | null, by: Actor): Promise<number>;
}

/** What may be known of a secret. */
export interface KnownSecret {
  name: string;
  /** The id of the key that sealed it. */
  key: string;
  setAt: Date;
  /** The person's name. */
  setBy: string;
}

/** Which secrets an action's tasks are given. */
export interface SecretUse {
  action: string;
  secrets: string[];
}

interface ListedSecret extends Omit<KnownSecret, "key"> {
  usedBy: string[];
  /** `old`: sealed by a key that is to go; `lost`: by one that is not there. */
  sealedBy: "current" | "old" | "lost";
}

export interface Secrets {
  list(): Promise<ListedSecret[]>;
  /** Whether it is new. Throws a Refusal `incomplete` where no key was given to this program. */
  set(name: string, value: string, by: Actor): Promise<boolean>;
  /** Throws a Refusal: `not-found`, or `in-use` while a published action or a workflow refers to it. */
  remove(name: string, by: Actor): Promise<void>;
  /** Seals everything under the current key; how many were sealed by another. Throws a Refusal `incomplete`. */
  rotate(by: Actor): Promise<number>;
  /** The values by their names. Throws a Refusal: `not-found`, or `incomplete` when the key is not there. */
  open(names: string[]): Promise<Record<string, string>>;
}

interface SecretParts {
  store: SecretStore;
  keys: Keyring;
  /** Of the published actions. */
  uses(): Promise<SecretUse[]>;
}

export function startSecrets({ store, keys, uses }: SecretParts): Secrets {
  const usersIn = (all: SecretUse[], name: string) =>
    all.flatMap(({ action, secrets }) => (secrets.includes(name) ? [action] : []));
  return {
    async list() {
      const [all, used] = await Promise.all([store.all(), uses()]);
      return all.map(({ key, ...known }) => ({
        ...known,
        ...{ usedBy: usersIn(used, known.name), sealedBy: standingOf(keys, key) },
      }));
    },
    async set(name, value, by) {
      return store.set({ name, ...sealedWith(requireKey(keys), name, value) }, by);
    },
    async remove(name, by) {
      const end = await store.remove(name, by, async () => {
        const users = usersIn(await uses(), name);
        if (users.length > 0) throw inUse(name, `the action ${users.join(", ")} is given it`);
      });
      if (end === "in use") throw inUse(name, "work that is not over is given it");
      if (end === "unknown") throw unknown(name);
    },
    async rotate(by) {
      const current = requireKey(keys);
      const change = (secret: SealedSecret) =>
        secret.key === current.id ? null : sealedWith(current, secret.name, opened(keys, secret));
      return store.reseal(change, by);
    },
    async open(names) {
      const sealed = new Map((await store.sealed(names)).map((secret) => [secret.name, secret]));
      const open = (name: string) => opened(keys, sealed.get(name) ?? raise(unknown(name)));
      return Object.fromEntries(names.map((name) => [name, open(name)]));
    },
  };
}

function standingOf({ current, old }: Keyring, key: string): ListedSecret["sealedBy"] {
  if (key === current?.id) return "current";
  return old.some(({ id }) => id === key) ? "old" : "lost";
}

function sealedWith(key: SealingKey, name: string, value: string): Sealed {
  return seal(key, name, value, randomBytes(NONCE_BYTES));
}

function opened(keys: Keyring, secret: SealedSecret): string {
  const value = unseal(keys, secret.name, secret);
  if (value !== undefined) return value;
  const sentence = `the key that sealed the secret ${secret.name} is not there`;
  throw new Refusal("incomplete", sentence, "whoever runs the program adds it to SECRETS_KEY_OLD");
}

function requireKey({ current }: Keyring): SealingKey {
  if (current) return current;
  const next = "whoever runs the program sets SECRETS_KEY to 32 random bytes in base64: openssl rand -base64 32";
  throw new Refusal("incomplete", "there is no key with which secrets could be kept", next);
}

function unknown(name: string): Refusal {
  return new Refusal(
    "not-found",
    `there is no secret ${name}`,
    `an admin of the datacenter sets it: dc secret set ${name}`,
  );
}

function inUse(name: string, why: string): Refusal {
  return new Refusal(
    "in-use",
    `the secret ${name} stays: ${why}`,
    "publish the action without it first, and let its work end",
  );
}

function raise(refusal: Refusal): never {
  throw refusal;
}
