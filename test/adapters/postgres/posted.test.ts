/** Posted cards: one place shows one message, and never goes back. */
import { describe, expect, it } from "vitest";
import { startPostedCards } from "../../../src/adapters/postgres/posted.ts";
import { startRequestViews } from "../../../src/adapters/postgres/request-views.ts";
import type { Place } from "../../../src/app/chat.ts";
import type { Columns } from "../../support/columns.ts";
import { untilIdleInTransaction, untilWaiting } from "../../support/locks.ts";
import { NOW, openRows } from "../../support/rows.ts";
import { createOf } from "../../support/work-rows.ts";

const approvals: Place = { platform: "console", tenant: "local", conversation: "#approvals" };
const ana: Place = { ...approvals, conversation: "@ana" };

async function openPosted() {
  const { db, person, request } = await openRows();
  await person("ana");
  await request("REQ-1", createOf("shop/web/front", "web-1"), { requester_id: "ana", version: 2 });
  const changeTo = (version: number) => db.updateTable("request").set({ version }).execute();
  const another = (id: string, columns: Columns<"request">) =>
    request(id, createOf("shop/web/front", "web-1"), { requester_id: "ana", version: 2, ...columns });
  return { db, changeTo, another, posted: startPostedCards(db) };
}

/** A promise that is kept when the test says so. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe("a posted card", () => {
  it("is remembered once a place, and is behind until it shows the version", async () => {
    const { posted, changeTo } = await openPosted();
    expect(await posted.remember("REQ-1", approvals)).toBe(true);
    expect(await posted.remember("REQ-1", approvals)).toBe(false);
    expect(await posted.remember("REQ-1", ana)).toBe(true);
    await posted.show("REQ-1", ana, async () => ({ message: "m-1", version: 2 }));
    expect(await posted.behind("REQ-1")).toEqual([approvals]);
    await changeTo(3);
    expect(await posted.behind("REQ-1")).toEqual([approvals, ana]);
  });

  it("does not reach a place where the newest card failed, until a newer one is shown there", async () => {
    const { posted, another } = await openPosted();
    await posted.remember("REQ-1", ana);
    await posted.fail("REQ-1", ana, "ana blocks the bot");
    expect(await posted.unreached()).toEqual([{ request: "REQ-1", place: ana, why: "ana blocks the bot" }]);
    await another("REQ-2", { created_at: new Date("2099-01-01") });
    await posted.remember("REQ-2", ana);
    expect(await posted.unreached()).toEqual([]);
  });

  it("that fails in the only private place is told of, also when it was shown there once", async () => {
    const { db, posted } = await openPosted();
    const views = startRequestViews(db, () => NOW);
    const elsewhere = { ...ana, platform: "slack" };
    const { platform, tenant } = elsewhere;
    await db.insertInto("identity").values({ platform, tenant, user_id: "ana", person_id: "ana" }).execute();
    for (const place of [ana, elsewhere]) {
      await posted.remember("REQ-1", place);
      await posted.show("REQ-1", place, async () => ({ message: "m-1", version: 2 }));
    }
    await posted.fail("REQ-1", elsewhere, "gone");
    expect((await views.view("REQ-1"))?.undelivered).toEqual([]);
    await posted.fail("REQ-1", ana, "gone");
    expect((await views.view("REQ-1"))?.undelivered).toHaveLength(2);
  });

  it("is drawn with its message, and with the version that it shows", async () => {
    const { posted, changeTo } = await openPosted();
    await posted.remember("REQ-1", ana);
    const seen: unknown[] = [];
    const draw = (version: number) => async (message: string | null, shown: number) => {
      seen.push([message, shown]);
      return { message: "m-1", version };
    };
    await posted.show("REQ-1", ana, draw(2));
    await posted.show("REQ-1", ana, draw(99));
    await changeTo(3);
    await posted.show("REQ-1", ana, draw(3));
    expect(seen).toEqual([
      [null, 0],
      ["m-1", 2],
    ]);
  });

  it("is not drawn where it was never posted", async () => {
    const { posted } = await openPosted();
    await posted.show("REQ-1", ana, () => Promise.reject(new Error("drawn")));
    expect(await posted.behind("REQ-1")).toEqual([]);
  });

  it("stays as it was when the chat did not take it, or there was nothing to draw", async () => {
    const { posted } = await openPosted();
    await posted.remember("REQ-1", ana);
    await expect(posted.show("REQ-1", ana, () => Promise.reject(new Error("429")))).rejects.toThrow("429");
    await posted.show("REQ-1", ana, async () => null);
    expect(await posted.behind("REQ-1")).toEqual([ana]);
  });

  it("waits for whoever is drawing it, and then is drawn from what was shown", async () => {
    const { db, posted, changeTo } = await openPosted();
    await posted.remember("REQ-1", ana);
    const { open, opened } = gate();
    const slow = posted.show("REQ-1", ana, async () => {
      await opened;
      return { message: "m-1", version: 2 };
    });
    await untilIdleInTransaction(db, 1);
    const seen: unknown[] = [];
    const late = posted.show("REQ-1", ana, async (message, shown) => {
      seen.push([message, shown]);
      return { message: "m-1", version: 3 };
    });
    await untilWaiting(db, 1);
    await changeTo(3);
    open();
    await Promise.all([slow, late]);
    expect(seen).toEqual([["m-1", 2]]);
    expect(await posted.behind("REQ-1")).toEqual([]);
  });
});

describe("a platform that forgot its cards", () => {
  it("is behind with those of requests that are not over, the oldest first", async () => {
    const { db, posted, another } = await openPosted();
    await another("REQ-10", { created_at: new Date("2030-01-01T00:00:00Z") });
    await another("REQ-9", { is_over: true });
    const slack = { ...ana, platform: "slack" };
    for (const request of ["REQ-10", "REQ-9", "REQ-1"]) {
      for (const place of [ana, slack]) {
        await posted.remember(request, place);
        await posted.show(request, place, async () => ({ message: "m-1", version: 2 }));
      }
    }
    await db.updateTable("request").set({ version: 2 }).execute();
    expect(await posted.unshow("console")).toEqual(["REQ-1", "REQ-10"]);
    expect(await posted.behind("REQ-1")).toEqual([ana]);
    expect(await posted.behind("REQ-9")).toEqual([]);
  });
});
