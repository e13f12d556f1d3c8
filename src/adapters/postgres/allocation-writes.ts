/** The writes of a decision that say who takes how much of whom: held for a request, or theirs. */
import { sql } from "kysely";
import type { Share, Write } from "../../app/write.ts";
import { type Fragment, inserting, type WriteScene } from "./write-scene.ts";

type Of<T extends Write["type"]> = Extract<Write, { type: T }>;

export function holdShares({ request }: WriteScene, writes: Of<"hold">[]): Fragment[] {
  return inserting("held", "allocation", sharesIn(writes, request.id));
}

export function takeShares(_scene: WriteScene, writes: Of<"take">[]): Fragment[] {
  return inserting("taken", "allocation", sharesIn(writes, null));
}

export function releaseHolds({ request }: WriteScene): Fragment[] {
  return [sql`released as (delete from allocation where held_by = ${request.id})`];
}

export function grantHolds({ request }: WriteScene): Fragment[] {
  return [sql`granted as (update allocation set held_by = null where held_by = ${request.id})`];
}

/** What other requests hold for them stays, until there is nothing left for which to hold it. `request`: null for none. */
export function recountShares(request: string | null, writes: Of<"recount">[]): Fragment[] {
  const consumers = writes.map(({ consumer }) => consumer);
  const gone = writes.filter(({ share }) => share === null).map(({ consumer }) => consumer);
  const shares = writes.flatMap(({ share }) => (share ? [shareRow(share, null)] : []));
  return [
    sql`discounted as (
      delete from allocation where consumer_id = any(${consumers}::text[])
        and (held_by is null or held_by = ${request} or consumer_id = any(${gone}::text[])))`,
    ...inserting("recounted", "allocation", shares),
  ];
}

function sharesIn(writes: (Of<"hold"> | Of<"take">)[], heldBy: string | null) {
  return writes.flatMap(({ shares }) => shares.map((share) => shareRow(share, heldBy)));
}

function shareRow({ consumer, provider, infrastructure, role, amounts }: Share, heldBy: string | null) {
  return {
    ...{ consumer_id: consumer, provider_id: provider, infrastructure_id: infrastructure, service_role_id: role },
    ...{ memory_mb: amounts.memoryMb, disk_gb: amounts.diskGb, vcpu: amounts.vcpu, vms: amounts.vms, held_by: heldBy },
  };
}
