/** Takes a part out of the datacenter that nobody uses any more. */
import type { DatacenterChange, RemovableKind } from "../../../app/datacenter/port.ts";
import type { SaveScene } from "./save-scene.ts";

type Removed = NonNullable<DatacenterChange["removed"]>;

export async function removePart(scene: SaveScene, { kind, path }: Removed): Promise<void> {
  await REMOVERS[kind](scene, path);
}

const REMOVERS: Record<RemovableKind, (scene: SaveScene, path: string) => Promise<unknown>> = {
  /** Machines that were deleted long ago still say where they were. */
  async host({ tx, idOf }, path) {
    const id = idOf(`host ${path}`);
    await tx.updateTable("vm").set({ host_id: null }).where("host_id", "=", id).execute();
    await tx.deleteFrom("host").where("id", "=", id).execute();
  },
  template: ({ tx, idOf }, path) =>
    tx
      .deleteFrom("template")
      .where("id", "=", idOf(`template ${path}`))
      .execute(),
  /** Its row stays, for history and reports; its name and its members' rights are free. */
  async unit({ tx, now, idOf }, path) {
    const id = idOf(`business unit ${path}`);
    await tx.updateTable("business_unit").set({ closed_at: now }).where("id", "=", id).execute();
    await tx.deleteFrom("role_grant").where("business_unit_id", "=", id).execute();
    await tx.deleteFrom("offer").where("business_unit_id", "=", id).execute();
    await tx.deleteFrom("taken_name").where("owner_id", "=", id).execute();
  },
  resource({ tx, datacenter }, path) {
    const [kind = "", name = ""] = path.split(" ");
    return tx
      .deleteFrom("resource")
      .where("datacenter_id", "=", datacenter)
      .where("kind", "=", kind)
      .where("name", "=", name)
      .execute();
  },
};
