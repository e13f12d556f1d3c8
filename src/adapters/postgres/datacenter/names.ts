/** Names that are unique in the datacenter, taken for those who bear them. */
import { Refusal } from "../../../domain/refusal.ts";
import type { Tx } from "../pool.ts";

/** Takes these names unless they are theirs already. Throws a Refusal `duplicate` for one that is another's. */
export async function ownNames(
  tx: Tx,
  datacenter: string,
  kind: "unit" | "infrastructure",
  owners: { id: string; name: string }[],
): Promise<void> {
  await tx
    .insertInto("taken_name")
    .values(owners.map(({ id, name }) => ({ datacenter_id: datacenter, kind, name, owner_id: id })))
    .onConflict((clash) => clash.columns(["datacenter_id", "kind", "name"]).doNothing())
    .execute();
  const names = owners.map(({ name }) => name);
  const ids = owners.map(({ id }) => id);
  const strange = await tx
    .selectFrom("taken_name")
    .select("name")
    .where("datacenter_id", "=", datacenter)
    .where("kind", "=", kind)
    .where("name", "in", names)
    .where("owner_id", "not in", ids)
    .executeTakeFirst();
  if (strange)
    throw new Refusal("duplicate", `the name ${strange.name} is taken by a request`, "see: request list --all");
}
