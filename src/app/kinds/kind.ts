/** A kind of request: what it takes, what is granted by it, and what its jobs leave behind. One file each. */

import type { JobOutcome } from "../../../machines/jobs.ts";
import type { MachineName } from "../../../machines/lifecycle.ts";
import type { Permission } from "../../domain/permission.ts";
import type { Details, Named, Request } from "../../domain/request.ts";
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

export interface Kind<D extends Details = Details> {
  machine: MachineName;
  /** The right that asking for it needs, in its business unit; null: anybody may ask. */
  permission(details: D): Permission | null;
  /** What has to be locked and counted while it is decided. */
  counted(details: D): Counted;
  /** The names it takes, which nobody else may have. */
  names(details: D): { of: NameKind; names: Named[] } | null;
  /** Refuses what cannot be, by state and by quota. `request`: its own id when it holds its share already. */
  judge(details: D, world: World, request: string | null): void;
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
