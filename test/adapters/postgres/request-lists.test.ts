/** Requests as they are listed and looked for. */
import { describe, expect, it } from "vitest";
import { startRequestViews } from "../../../src/adapters/postgres/request-views.ts";
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

describe("listed requests", () => {
  it("are the newest, by number where the moment is the same", async () => {
    const { request, views } = await openViews();
    for (const id of ["REQ-9", "REQ-10", "REQ-8"]) await request(id, createOf(FRONT, "web-1"), PLACE);
    await request("REQ-7", createOf(FRONT, "web-1"), { ...PLACE, created_at: later(1) });
    const ids = (await views.list({ units: null, most: 3 })).map((view) => view.request.id);
    expect(ids).toEqual(["REQ-7", "REQ-10", "REQ-9"]);
  });

  it("are those of some business units, of one person, or those that wait for a decision", async () => {
    const { request, views } = await openViews();
    const ask = (id: string, columns: object) => request(id, createOf(FRONT, "web-1"), { ...PLACE, ...columns });
    await ask("REQ-1", { state: "awaitingApproval" });
    await ask("REQ-2", { requester_id: "ben" });
    await ask("REQ-3", { business_unit_id: "labs" });
    await ask("REQ-4", { business_unit_id: null, state: "awaitingApproval" });
    const ids = async (filter: object) =>
      (await views.list({ units: null, most: 9, ...filter })).map((view) => view.request.id);
    expect(await ids({ units: ["retail"] })).toEqual(["REQ-2", "REQ-1"]);
    expect(await ids({ units: [] })).toEqual([]);
    expect(await ids({ requester: "ben" })).toEqual(["REQ-2"]);
    expect(await ids({ waiting: true })).toEqual(["REQ-4", "REQ-1"]);
  });

  it("cost as many queries when they are many as when they are two, and each shows its own", async () => {
    const { db, request, workflow, vm } = await openViews();
    for (let number = 1; number <= 12; number++) {
      await request(`REQ-${number}`, createOf(FRONT, `web-${number}`), PLACE);
      await workflow(`wf-${number}`, `REQ-${number}`, `vm-web-${number}`);
      await vm(`web-${number}`, FRONT, PLACE);
    }
    let queries = 0;
    const counting = db.withPlugin({
      transformQuery: ({ node }) => {
        queries += 1;
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    const list = async (most: number) => {
      queries = 0;
      const found = await startRequestViews(counting, () => NOW).list({ units: null, most });
      return { found, queries };
    };
    const two = await list(2);
    const all = await list(100);
    expect(all.queries).toBe(two.queries);
    const own = all.found.map(({ request, jobs, machines }) => [request.id, jobs[0]?.id, machines[0]?.name].join(" "));
    expect(own).toHaveLength(12);
    expect(own.at(0)).toBe("REQ-12 wf-12 web-12");
    expect(own.at(-1)).toBe("REQ-1 wf-1 web-1");
  });
});

describe("requests that are looked for", () => {
  it("are found by the infrastructure they are for, the newest of that name", async () => {
    const { request, views } = await openViews();
    const draft = (id: string, name: string) =>
      request(id, planOf(name), { ...PLACE, machine: "allocation", subject: name });
    await draft("REQ-9", "till");
    await draft("REQ-10", "till");
    await draft("REQ-11", "shop");
    await request("REQ-12", createOf(FRONT, "till"), { ...PLACE, subject: "till" });
    expect(await views.ofInfrastructure("till")).toBe("REQ-10");
    expect(await views.ofInfrastructure("nowhere")).toBeNull();
  });

  it("wait for room in the engine, the oldest first", async () => {
    const { request, views } = await openViews();
    const ask = (id: string, columns: object) => request(id, createOf(FRONT, "web-1"), { ...PLACE, ...columns });
    await ask("REQ-1", { state: "waiting", created_at: later(5) });
    await ask("REQ-10", { state: "waiting" });
    await ask("REQ-9", { state: "waiting" });
    await ask("REQ-2", { state: "running" });
    expect(await views.waiting()).toEqual(["REQ-9", "REQ-10", "REQ-1"]);
  });
});
