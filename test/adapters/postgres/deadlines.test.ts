/** Deadlines: what time has caught up with, and what it will catch up with next. */
import { describe, expect, it } from "vitest";
import { startDueRequests } from "../../../src/adapters/postgres/deadlines.ts";
import { NOW, openRows } from "../../support/rows.ts";
import { createOf } from "../../support/work-rows.ts";

const SECOND_MS = 1000;

async function openDeadlines() {
  const rows = await openRows();
  await rows.person("ana");
  const open = async (id: string, seconds: number | null, isOver = false) => {
    const deadline_at = seconds === null ? null : new Date(NOW.getTime() + seconds * SECOND_MS);
    await rows.request(id, createOf("shop/web/front", "web-1"), { requester_id: "ana", deadline_at, is_over: isOver });
  };
  return { ...rows, open, due: startDueRequests(rows.db) };
}

describe("deadlines", () => {
  it("are due at their moment and not before, the oldest first", async () => {
    const { open, due } = await openDeadlines();
    await open("REQ-1", 1);
    await open("REQ-10", 0);
    await open("REQ-9", 0);
    await open("REQ-2", -5);
    await open("REQ-3", null);
    expect(await due.due(NOW)).toEqual(["REQ-2", "REQ-9", "REQ-10"].map((request) => ({ request, type: "EXPIRE" })));
    expect(await due.next()).toEqual(new Date(NOW.getTime() - 5 * SECOND_MS));
  });

  it("remind and bring in others at moments of their own", async () => {
    const { request, due } = await openDeadlines();
    const columns = {
      requester_id: "ana",
      remind_at: NOW,
      escalate_at: new Date(NOW.getTime() - 1),
      deadline_at: null,
    };
    await request("REQ-1", createOf("shop/web/front", "web-1"), columns);
    expect(await due.due(NOW)).toEqual([
      { request: "REQ-1", type: "ESCALATE" },
      { request: "REQ-1", type: "REMIND" },
    ]);
  });

  it("mean nothing for what is over", async () => {
    const { open, due } = await openDeadlines();
    await open("REQ-1", -5, true);
    expect(await due.due(NOW)).toEqual([]);
    expect(await due.next()).toBeNull();
  });
});
