/** A kind of request: what it takes, what is granted by it, and what its jobs leave behind. One file each. */

import type { JobOutcome } from "../../../machines/jobs.ts";
import type { MachineName } from "../../../machines/lifecycle.ts";
import type { Terms } from "../../../machines/memory.ts";
import type { Amounts } from "../../domain/amount.ts";
import type { Money } from "../../domain/money.ts";
import type { Details, Named, Request } from "../../domain/request.ts";
import type { Permission } from "../../domain/roles.ts";
import type { Counted, World } from "../store.ts";
import type { NameKind, Share, Write } from "../write.ts";

/** One job of a request: an action of a pack for one machine or infrastructure. */
interface JobPlan {
  /** The id of what it works on. */
  id: string;
  action: string;
  /** The template whose own action is tried before the default one. */
  template: string | null;
}

/** How a job ended, with what its action returned. */
export interface JobEnd {
  job: string;
  outcome: JobOutcome;
  returns: Record<string, unknown>;
  /** Is nothing left of what it began? */
  undone: boolean;
}

/** What a request comes to; amounts of all its machines together. */
export interface Asked {
  /** How many machines; 1 where it is about something else. */
  count: number;
  size: Amounts;
  dayCost: Money;
  template: string | null;
  /** The day, `YYYY-MM-DD`, on which it is to end. */
  until: string | null;
}

export interface Kind<D extends Details = Details> {
  machine: MachineName;
  /** The right that asking for it needs, in its business unit; null: anybody may ask. */
  permission(details: D): Permission | null;
  /** What has to be locked and counted while it is decided. */
  counted(details: D): Counted;
  /** The names it takes, which nobody else may have. */
  names(details: D): { of: NameKind; names: Named[] } | null;
  /** What it comes to, for the policy and for those who decide. */
  asked(details: D, world: World): Asked;
  /** The same on other terms. Refuses `bad-arguments` for terms that do not fit it. */
  offered(details: D, terms: Terms): D;
  /** Refuses what cannot be, by state and by quota. `held`: what it holds its share for already; null: nothing is held. */
  judge(details: D, world: World, held: D | null): void;
  /** What is kept for it while it is pending. */
  shares(details: D, world: World): Share[];
  /** What becomes theirs. */
  grant(request: Request<D>, world: World): Write[];
  /** What is taken back when nothing comes of what was granted. */
  revoke(request: Request<D>, world: World): Write[];
  jobs(details: D): JobPlan[];
  /** What one ended job leaves behind. */
  conclude(request: Request<D>, end: JobEnd, world: World): Write[];
}
