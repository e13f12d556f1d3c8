/** The use cases of policies: import a new version, look at those there were, try a request out on the one in force. */
import type { Actor } from "../domain/actor.ts";
import { requirePermission } from "../domain/permission.ts";
import { groupsOf, type Policy, readPolicy } from "../domain/policy/document.ts";
import type { RequestFacts } from "../domain/policy/facts.ts";
import { explain, type Ruling, type Trial } from "../domain/policy/ruling.ts";
import { Refusal } from "../domain/refusal.ts";

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
      const policy = readPolicy(name, source, 0);
      return store.add(source, actor, (now, groups) => {
        requirePermission(now, "policy.edit", null);
        requireGroups(name, policy, groups);
      });
    },
    async test(facts) {
      const { version, source } = await store.current();
      return { version, ...explain(readPolicy("policy", source, version), facts, {}) };
    },
  };
}

/** A group that nobody can be in would wait for ever. */
function requireGroups(name: string, { rules }: Policy, groups: string[]): void {
  for (const rule of rules) {
    const strange = groupsOf(rule).find((group) => !groups.includes(group));
    if (strange === undefined) continue;
    const sentence = `${name}: the rule "${rule.name}" asks ${strange}, which is no role`;
    throw new Refusal("invalid", sentence, `there are: ${groups.join(", ")}`);
  }
}
