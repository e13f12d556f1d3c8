/** The ports that the bot itself asks, over a few people; whatever else is asked for is not there. */
import type { App } from "../../src/app/app.ts";
import type { KeptWish, Wishes } from "../../src/app/wishes.ts";
import type { Actor, Grant, Identity } from "../../src/domain/actor.ts";
import { type BuiltInRole, ROLES } from "../../src/domain/roles.ts";

export interface ToyApp {
  app: App;
  /** The codes of the refusals that the audit log was told of. */
  refused: string[];
}

export function identity(user: string): Identity {
  return { platform: "console", tenant: "demo", user };
}

/** Somebody with one role: in the business unit `bu-retail`, or in the datacenter. */
export function person(name: string, role?: BuiltInRole): Actor {
  const grants = role ? [holding(role, role === "datacenter-admin" ? null : "bu-retail")] : [];
  return { person: `per-${name}`, name, identity: identity(name), grants, standsInFor: [] };
}

/** A built-in role, held in a business unit or in the datacenter. */
export function holding(role: BuiltInRole, businessUnit: string | null): Grant {
  return { role, can: [...ROLES[role]], businessUnit, infrastructure: null, service: null };
}

/** Whoever holds no role is known while they are named in `waiting`. */
export function toyApp(people: Actor[], waiting: string[] = []): ToyApp {
  const refused: string[] = [];
  const ports: Partial<App> = {
    directory: {
      find: async ({ user }) => people.find(({ name }) => name === user) ?? null,
      isKnown: async ({ name, grants }) => grants.length > 0 || waiting.includes(name),
      enter: async (_identity, name) => `per-${name}`,
      name: async (_actor, name) => name,
      identitiesOf: async () => [],
    },
    audit: {
      note: async () => undefined,
      list: async () => [],
      seal: async () => 0,
      head: async () => null,
      verify: async () => ({ entries: 0, broken: null, head: null }),
      refused: async (_from, { code }) => void refused.push(code),
    },
    wishes: toyWishes(),
  };
  return { app: ports as App, refused };
}

/** What was asked again is not there any more. */
function toyWishes(): Wishes {
  const kept = new Map<string, KeptWish & { person: string }>();
  return {
    async keep(person, wish) {
      const id = `wish-${kept.size + 1}`;
      kept.set(id, { ...wish, id, person, usedAt: null });
      return id;
    },
    async take(person, id) {
      const found = kept.get(id ?? "");
      return found?.person === person && kept.delete(found.id) ? found : null;
    },
    giveBack: async () => undefined,
  };
}
