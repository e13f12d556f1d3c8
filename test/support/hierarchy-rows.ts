/** Rows of what is granted: infrastructures with services and roles, machines, and their shares. */
import type { Db } from "../../src/adapters/postgres/pool.ts";
import { type Columns, NOW } from "./columns.ts";

export function hierarchyIn(db: Db) {
  const size = { memory_mb: 1024, disk_gb: 60 };
  return {
    /** An infrastructure with one service and one role, by their path; ids are the paths. */
    role: async (path: string, businessUnit: string, columns: Columns<"service_role"> = {}) => {
      const [infrastructure = "", service = "", role = ""] = path.split("/");
      const id = `${infrastructure}/${service}`;
      const whole = { id: infrastructure, name: infrastructure, datacenter_id: "dc1", business_unit_id: businessUnit };
      const open = { vcpu: null, vms: null, until: null, host_group: null, storage_pool: null, usable_at: null };
      const kept = { ...size, ...open, state: "provisioned" as const, reason: "to sell" };
      await db
        .insertInto("infrastructure")
        .values({ ...whole, ...kept })
        .onConflict((on) => on.doNothing())
        .execute();
      const plain = { networks: ["prod-net"], templates: ["small"], domain: null, balancer: null, san: null };
      const part = {
        id,
        infrastructure_id: infrastructure,
        name: service,
        environment: "production",
        ...size,
        ...plain,
      };
      await db
        .insertInto("service")
        .values(part)
        .onConflict((on) => on.doNothing())
        .execute();
      const row = {
        id: path,
        service_id: id,
        name: role,
        templates: ["small"],
        network: null,
        max_vms: null,
        ...columns,
      };
      await db.insertInto("service_role").values(row).execute();
    },
    vm: async (
      name: string,
      path: string,
      columns: Columns<"vm"> & { business_unit_id: string; requester_id: string },
    ) => {
      const [infrastructure = "", service = ""] = path.split("/");
      const place = {
        infrastructure_id: infrastructure,
        service_id: `${infrastructure}/${service}`,
        service_role_id: path,
      };
      const plain = {
        template: "small",
        day_price: "3.10",
        state: "running",
        vcpu: 1,
        created_at: NOW,
        datacenter_id: "dc1",
      };
      const row = { id: `vm-${name}`, name, ...place, ...plain, ...size, ...columns };
      await db.insertInto("vm").values(row).execute();
    },
    /** What a consumer takes of a provider: 1 GB and 60 GB, one processor, one machine. */
    share: async (
      consumer: string,
      provider: string,
      columns: Columns<"allocation"> & { infrastructure_id: string },
    ) => {
      const row = { consumer_id: consumer, provider_id: provider, vcpu: 1, vms: 1, ...size, ...columns };
      await db.insertInto("allocation").values(row).execute();
    },
  };
}
