/** A kind of request: what it takes, what is granted by it, and what its jobs leave behind. One file each. */

import type { JobOutcome } from "../../../machines/jobs.ts";
import type { MachineName } from "../../../machines/lifecycle.ts";
import type { Terms } from "../../../machines/memory.ts";
import type { Amounts } from "../../domain/amount.ts";
import type { Extension } from "../../domain/lease.ts";
import type { Money } from "../../domain/money.ts";
import type { Details, Named, Request, Timers } from "../../domain/request.ts";
import type { Permission } from "../../domain/roles.ts";
import type { Counted, World } from "../store.ts";
import type { NameKind, Share, Write } from "../write.ts";

/** One job of a request: an action of a pack for one machine or infrastructure. */
export interface JobPlan {
  /** The id of what it works on. */
  id: string;
  action: string;
  /** The template whose own action is tried before the default one. */
  template: string | null;
}

/** What can be begun now of what is still to be done; ready: nothing is. */
export interface Round {
  jobs: JobPlan[];
  isReady: boolean;
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
  /** Of a machine that is to have another last day. */
  extension?: Extension;
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
  /** What changes as soon as it is asked for. */
  opening?(details: D, world: World): Write[];
  /** What is kept for it while it is pending. */
  shares(details: D, world: World): Share[];
  /** What becomes theirs. */
  grant(request: Request<D>, world: World): Write[];
  /** What is taken back when nothing comes of what was granted. */
  revoke(request: Request<D>, world: World): Write[];
  jobs(details: D): JobPlan[];
  /** What one ended job leaves behind. */
  conclude(request: Request<D>, end: JobEnd, world: World): Write[];
  /** Only of kinds whose lifecycle winds something up. */
  windingUp?: WindingUp<D>;
}

/** What winding something up takes, round by round. */
export interface WindingUp<D extends Details = Details> {
  /** Every action that its rounds may need. */
  actions(details: D): string[];
  round(request: Request<D>, world: World): Round;
  /** What is known from now on, when an end is foreseen. */
  announce(request: Request<D>): Write[];
  /** What is gone for good. */
  finish(request: Request<D>): Write[];
  /** Why it is not to end any more, whatever time says; null: it is. */
  savedBy(request: Request<D>, world: World): string | null;
  /** When time goes on with it in this state; undefined: as the policy says. */
  timers(state: string, details: D, world: World): Timers | undefined;
}
