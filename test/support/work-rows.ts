/** Rows of what is asked for and done: requests, workflows, activities. */
import { remember } from "../../machines/memory.ts";
import type { Db } from "../../src/adapters/postgres/pool.ts";
import type { Details } from "../../src/domain/request.ts";
import { type Columns, NOW } from "./columns.ts";

const MEMORY = remember({ input: undefined });

export function workIn(db: Db) {
  return {
    request: async (id: string, details: Details, columns: Columns<"request"> & { requester_id: string }) => {
      const kind = {
        kind: "vm create",
        subject: "web-1",
        machine: "vm-action",
        machine_version: 1,
        datacenter_id: "dc1",
      };
      const plain = { state: "running", context: JSON.stringify(MEMORY), created_at: NOW };
      const row = { id, ...kind, ...plain, details: JSON.stringify(details), ...columns };
      await db.insertInto("request").values(row).execute();
    },
    /** A workflow with three tasks: `copy`, `define` (without a title) and `boot`. */
    workflow: async (id: string, request: string, job: string, columns: Columns<"workflow"> = {}) => {
      const tasks = [{ name: "copy", title: "Copy the disk" }, { name: "define" }, { name: "boot", title: "Start it" }];
      const kind = { action: "create", weight: "heavy" as const, pack: "simulator", plan: JSON.stringify({ tasks }) };
      const row = { id, request_id: request, job, ...kind, state: "running" as const, created_at: NOW, ...columns };
      await db.insertInto("workflow").values(row).execute();
    },
    activity: async (
      workflow: string,
      position: number,
      state: "running" | "done" | "failed",
      tookMs: number | null,
    ) => {
      const ended = tookMs === null ? null : new Date(NOW.getTime() + tookMs);
      const row = { workflow_id: workflow, position, task: `task-${position}`, state, outputs: "{}" };
      await db
        .insertInto("activity")
        .values({ ...row, started_at: NOW, ended_at: ended })
        .execute();
    },
  };
}

/** Machines to be made in a role, for a request's details. */
export function createOf(path: string, ...names: string[]): Details {
  const [infrastructure = "", service = ""] = path.split("/");
  const place = { path, role: path, service: `${infrastructure}/${service}`, infrastructure };
  const size = { memoryMb: 1024, diskGb: 60, vcpu: 1, vms: 1 };
  const machines = names.map((name) => ({ id: `vm-${name}`, name }));
  return { kind: "vm.create", ...place, template: "small", size, dayPrice: "3.100000", until: null, machines };
}

/** A new infrastructure without services, for a request's details. */
export function planOf(name: string): Details {
  const size = { memoryMb: 1024, diskGb: 10, vcpu: null, vms: null };
  return {
    kind: "infra.new",
    plan: { id: `inf-${name}`, name, ...size, until: null, reason: "", services: [] },
    provisioning: null,
  };
}
