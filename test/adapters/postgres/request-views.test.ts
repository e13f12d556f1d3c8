/** Requests as their cards show them. */
import { describe, expect, it } from "vitest";
import { remember } from "../../../machines/memory.ts";
import { startRequestViews } from "../../../src/adapters/postgres/request-views.ts";
import { cardText } from "../../../src/cards/card.ts";
import { requestCard } from "../../../src/cards/request-card.ts";
import { type Details, NO_TIMERS } from "../../../src/domain/request.ts";
import { NOW, openRows } from "../../support/rows.ts";
import { createOf, planOf } from "../../support/work-rows.ts";

const FRONT = "shop/web/front";
const PLACE = { business_unit_id: "retail", requester_id: "ana" };

async function openViews() {
  const rows = await openRows();
  for (const name of ["ana", "ben", "dana"]) await rows.person(name);
  for (const unit of ["retail", "labs"]) await rows.unit(unit);
  await rows.role(FRONT, "retail");
  return { ...rows, views: startRequestViews(rows.db, () => NOW) };
}

function later(seconds: number): Date {
  return new Date(NOW.getTime() + seconds * 1000);
}

describe("a request's view", () => {
  it("is the row with the names around it", async () => {
    const { request, views } = await openViews();
    const details = createOf(FRONT, "web-1");
    const yes = { by: "ben", right: "ben", at: NOW.toISOString(), stage: 0, asks: [0], comment: "" };
    const ending = { by: "dana", at: NOW.toISOString(), reason: "too late" };
    const context = { ...remember({ input: undefined }), yeses: [yes], ending };
    await request("REQ-1", details, {
      ...PLACE,
      state: "cancelled",
      context: JSON.stringify(context),
      deadline_at: NOW,
      version: 3,
    });
    expect(await views.view("REQ-1")).toEqual({
      request: {
        ...{ id: "REQ-1", datacenter: "dc1", machine: "vm-action", standing: { state: "cancelled", context }, details },
        ...{ businessUnit: "retail", requester: "ana", version: 3, created: NOW, ruling: null },
        timers: { ...NO_TIMERS, deadline: NOW },
      },
      people: { ana: "Ana", ben: "Ben", dana: "Dana" },
      ...{
        unit: "retail",
        currency: "EUR",
        timeZone: "Europe/Berlin",
        undelivered: [],
        deciders: [],
        jobs: [],
        machines: [],
      },
    });
    expect(await views.view("REQ-2")).toBeNull();
  });

  it("has no business unit where there is none, and no jobs", async () => {
    const { request, views } = await openViews();
    const details: Details = {
      kind: "bu.register",
      unit: "bu-1",
      name: "toys",
      costCenter: "c",
      channel: null,
      reason: "",
    };
    await request("REQ-1", details, { requester_id: "ana", machine: "onboarding" });
    expect(await views.view("REQ-1")).toMatchObject({ unit: null, jobs: [], machines: [], people: { ana: "Ana" } });
  });

  it("shows the work of each machine, task by task, in the request's order", async () => {
    const { request, workflow, activity, views } = await openViews();
    await request("REQ-1", createOf(FRONT, "web-2", "web-1"), PLACE);
    await workflow("wf-1", "REQ-1", "vm-web-1", { state: "failed", reason: "no room" });
    await workflow("wf-2", "REQ-1", "vm-web-2", { started_at: later(-45) });
    await activity("wf-2", 0, "done", 1500);
    await activity("wf-2", 1, "running", null);
    await activity("wf-1", 0, "failed", 20);
    const view = await views.view("REQ-1");
    const waiting = { state: "waiting", tookMs: null };
    expect(view?.jobs).toEqual([
      {
        ...{ id: "wf-2", subject: "web-2", state: "running", reason: "", tookMs: 45_000 },
        tasks: [
          { title: "Copy the disk", state: "done", tookMs: 1500 },
          { title: "define", state: "running", tookMs: 0 },
          { title: "Start it", ...waiting },
        ],
      },
      {
        ...{ id: "wf-1", subject: "web-1", state: "failed", reason: "no room", tookMs: null },
        tasks: [
          { title: "Copy the disk", state: "failed", tookMs: 20 },
          { title: "define", ...waiting },
          { title: "Start it", ...waiting },
        ],
      },
    ]);
  });

  it("shows the newest run of a job, even of two that began at the same moment", async () => {
    const { request, workflow, views } = await openViews();
    await request("REQ-1", createOf(FRONT, "web-1", "web-2"), PLACE);
    const ended = (seconds: number) => ({ state: "failed" as const, ended_at: later(seconds) });
    await workflow("wf-z", "REQ-1", "vm-web-1", ended(5));
    await workflow("wf-a", "REQ-1", "vm-web-1", { created_at: later(6) });
    await workflow("wf-y", "REQ-1", "vm-web-2", ended(0));
    await workflow("wf-b", "REQ-1", "vm-web-2");
    expect((await views.view("REQ-1"))?.jobs.map((job) => job.id)).toEqual(["wf-a", "wf-b"]);
  });

  it("knows what the scripts of each job's newest run said, and of no other", async () => {
    const { request, workflow, activity, db, views } = await openViews();
    await request("REQ-1", createOf(FRONT, "web-1"), PLACE);
    await workflow("wf-old", "REQ-1", "vm-web-1", { state: "failed", ended_at: later(5) });
    await workflow("wf-new", "REQ-1", "vm-web-1", { created_at: later(6) });
    for (const [id, position] of [
      ["wf-new", 1],
      ["wf-old", 0],
      ["wf-new", 0],
    ] as const) {
      await activity(id, position, "done", 20);
      const row = { workflow_id: id, position, text: `${id} ${position}` };
      await db.insertInto("activity_said").values(row).execute();
    }
    expect(await views.said("REQ-1")).toEqual([
      { job: "wf-new", position: 0, text: "wf-new 0" },
      { job: "wf-new", position: 1, text: "wf-new 1" },
    ]);
    expect(await views.said("REQ-2")).toEqual([]);
  });

  it("shows no tasks of a plan it cannot read", async () => {
    const { request, workflow, views } = await openViews();
    await request("REQ-1", createOf(FRONT, "web-1"), PLACE);
    await workflow("wf-1", "REQ-1", "vm-web-1", { plan: JSON.stringify({ steps: ["copy"] }) });
    expect((await views.view("REQ-1"))?.jobs).toEqual([
      { id: "wf-1", subject: "web-1", state: "running", reason: "", tookMs: null, tasks: [] },
    ]);
  });

  it("shows the machines as they are now", async () => {
    const { request, vm, views } = await openViews();
    await request("REQ-1", createOf(FRONT, "web-2", "web-1", "web-3"), PLACE);
    await vm("web-1", FRONT, { ...PLACE, address: "10.0.0.7" });
    await vm("web-2", FRONT, { ...PLACE, state: "deleted", deleted_at: NOW });
    expect((await views.view("REQ-1"))?.machines).toEqual([
      { id: "vm-web-2", name: "web-2", state: "deleted", address: null },
      { id: "vm-web-1", name: "web-1", state: "running", address: "10.0.0.7" },
    ]);
  });

  it("shows the provisioning of an infrastructure under its name", async () => {
    const { request, workflow, views } = await openViews();
    await request("REQ-1", planOf("till"), { ...PLACE, machine: "allocation", subject: "till" });
    await workflow("wf-1", "REQ-1", "inf-till");
    expect((await views.view("REQ-1"))?.jobs).toMatchObject([{ id: "wf-1", subject: "till" }]);
  });
});

describe("a request that waits for the engine", () => {
  it("shows the four numbers, its place, and when it may start", async () => {
    const { request, workflow, views, db } = await openViews();
    await db.updateTable("datacenter").set({ workflows_at_most: 1, heavy_at_once: 2 }).execute();
    const waiting = (names: string[]) => {
      const context = remember({ input: { stages: [], jobs: names.map((name) => `vm-${name}`), room: false } });
      return { ...PLACE, state: "waiting", context: JSON.stringify(context) };
    };
    await request("REQ-1", createOf(FRONT, "web-1"), { ...PLACE, state: "running" });
    await workflow("wf-1", "REQ-1", "vm-web-1");
    await request("REQ-2", createOf(FRONT, "a", "b"), waiting(["a", "b"]));
    await request("REQ-3", createOf(FRONT, "c"), { ...waiting(["c"]), created_at: later(1) });
    const card = async (id: string) => {
      const view = await views.view(id);
      return view ? cardText(requestCard(view, null)) : "";
    };
    expect(await card("REQ-3")).toContain("Engine: 1 needed, 1 running, 0 pending, 1 at most");
    expect(await card("REQ-3")).toContain("Place in line: 2 of 2");
    expect(await card("REQ-3")).toContain("Expected start: unknown");
    await workflow("wf-0", "REQ-1", "vm-old", { state: "done", started_at: NOW, ended_at: later(40) });
    // Two before it, itself and the one that runs, of which one may run at a time: three have to end, two at once.
    expect(await card("REQ-3")).toContain("Expected start: in about 80 s");
    expect(await card("REQ-2")).toContain("Expected start: in about 40 s");
    expect(await card("REQ-1")).not.toContain("Place in line");
  });
});
