/** The use cases of policies: import a new version, look at those there were, try a request out on the one in force. */
import type { Actor } from "../domain/actor.ts";
import { requirePermission } from "../domain/permission.ts";
import { readPolicy } from "../domain/policy/document.ts";
import type { RequestFacts } from "../domain/policy/facts.ts";
import { explain, type Ruling, type Trial } from "../domain/policy/ruling.ts";

/** One version of a policy; who imported it is null for the one that ships. */
export interface PolicyVersion {
  version: number;
  source: string;
  by: string | null;
  at: Date | null;
}

/** The policies of the datacenter, as they are kept. */
export interface PolicyStore {
  /** The one in force. */
  current(): Promise<PolicyVersion>;
  /** The newest first. */
  history(): Promise<PolicyVersion[]>;
  /**
   * Saves a new version after letting `check` look at who does it, and at the roles that can be groups; returns its
   * number. The one in force already: its own.
   */
  add(source: string, by: Actor, check: (actor: Actor, groups: string[]) => void): Promise<number>;
}

export interface Policies {
  current(): Promise<PolicyVersion>;
  history(): Promise<PolicyVersion[]>;
  /** Puts a policy in force for requests from now on. Throws a Refusal `invalid` with line and column. Returns its version. */
  import(name: string, source: string, actor: Actor): Promise<number>;
  /** What the policy in force says of such a request, when nothing is used of what is free. */
  test(facts: RequestFacts): Promise<{ version: number; ruling: Ruling; trials: Trial[] }>;
}

export function startPolicies(store: PolicyStore): Policies {
  return {
    current: store.current,
    history: store.history,
    async import(name, source, actor) {
      readPolicy(name, source, 0);
      return store.add(source, actor, (now, groups) => {
        requirePermission(now, "policy.edit", null);
        readPolicy(name, source, 0, groups);
      });
    },
    async test(facts) {
      const { version, source } = await store.current();
      return { version, ...explain(readPolicy("policy", source, version), facts, {}) };
    },
  };
}
