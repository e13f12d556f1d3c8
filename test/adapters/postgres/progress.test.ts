/** What is long at work is drawn again, and nothing else. */
import { expect, it } from "vitest";
import { startProgress } from "../../../src/adapters/postgres/progress.ts";
import { NOW, openRows } from "../../support/rows.ts";
import { createOf } from "../../support/work-rows.ts";

it("orders the cards of requests whose step runs for more than ten seconds, and of no others", async () => {
  const { db, person, request, workflow, activity } = await openRows();
  await person("ana");
  for (const id of ["REQ-1", "REQ-2"]) {
    await request(id, createOf("shop/web/front", id.toLowerCase()), { requester_id: "ana", version: 5 });
    await workflow(`wf-${id}`, id, `vm-${id}`);
  }
  await activity("wf-REQ-1", 0, "running", null);
  await activity("wf-REQ-2", 0, "done", 90_000);
  const commits: Date[] = [];
  let now = NOW.getTime() + 9_000;
  const progress = startProgress({ db, now: () => new Date(now), committed: () => void commits.push(NOW) });
  const ordered = async () =>
    (await db.selectFrom("outbox").select(["name", "payload"]).execute()).map(({ name, payload }) => ({
      name,
      payload,
    }));
  await progress.redraw();
  expect([await ordered(), commits.length]).toEqual([[], 0]);
  now += 2_000;
  await progress.redraw();
  expect([await ordered(), commits.length]).toEqual([[{ name: "refresh-cards", payload: { request: "REQ-1" } }], 1]);
  const { version } = await db
    .selectFrom("request")
    .select("version")
    .where("id", "=", "REQ-1")
    .executeTakeFirstOrThrow();
  expect(version).toBe(6);
});
