/** The writes of a decision that settle machines: what each is now, and what it keeps of its claims on a host. */
import { sql } from "kysely";
import type { Write } from "../../app/write.ts";
import { needOf, STORED_CLASSES } from "../../domain/placement.ts";
import type { Fragment, WriteScene } from "./write-scene.ts";

type Settling = Extract<Write, { type: "settle-machine" }>;

export function settleMachines({ now }: Pick<WriteScene, "now">, writes: Settling[]): Fragment[] {
  const cut = (claims: "none" | "stored") => writes.filter((one) => one.claims === claims).map(({ id }) => id);
  return [
    sql`settled as (
      update vm set state = s.state, request_id = null,
        address = case when s.moved then s.address else vm.address end,
        name = coalesce(s.name, vm.name), template = coalesce(s.template, vm.template),
        day_price = coalesce(s.day_price, vm.day_price), memory_mb = coalesce(s.memory_mb, vm.memory_mb),
        disk_gb = coalesce(s.disk_gb, vm.disk_gb), vcpu = coalesce(s.vcpu, vm.vcpu),
        deleted_at = case when s.state = 'deleted' then ${now}::timestamptz else vm.deleted_at end,
        usable_at = case when s.state = 'running' then coalesce(vm.usable_at, ${now}::timestamptz) else vm.usable_at end
      from jsonb_to_recordset(${JSON.stringify(writes.map(rowOf))}::jsonb) as s (id text, state text, moved boolean,
        address text, name text, template text, day_price numeric, memory_mb integer, disk_gb integer, vcpu integer)
      where vm.id = s.id)`,
    sql`unclaimed as (
      delete from claim where consumer_id = any(${cut("none")}::text[])
        or consumer_id = any(${cut("stored")}::text[]) and resource_class <> all(${[...STORED_CLASSES]}::text[]))`,
    sql`cut_claims as (
      update claim set amount = c.amount
      from jsonb_to_recordset(${JSON.stringify(writes.flatMap(claimsOf))}::jsonb)
        as c (vm text, kind text, amount bigint)
      where claim.consumer_id = c.vm and claim.resource_class = c.kind and claim.amount > c.amount)`,
  ];
}

function rowOf({ id, state, address, name, made }: Settling) {
  return {
    ...{ id, state, moved: address !== undefined, address: address ?? null, name },
    ...{ template: made?.template, day_price: made?.dayPrice },
    ...{ memory_mb: made?.size.memoryMb, disk_gb: made?.size.diskGb, vcpu: made?.size.vcpu },
  };
}

/** What a machine of its size claims: what was claimed beyond that for growing is given back. */
function claimsOf({ id, made }: Settling) {
  return made ? Object.entries(needOf(made.size)).map(([kind, amount]) => ({ vm: id, kind, amount })) : [];
}
