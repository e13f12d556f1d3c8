/** The ledger of notices: everything is said once in a place, now or when it is due, and what cannot be said is noted. */
import { describe, expect, it } from "vitest";
import { startDueNotices, startNotices } from "../../../src/adapters/postgres/notices.ts";
import type { Place } from "../../../src/app/chat.ts";
import type { Notice, Waiting } from "../../../src/app/notices.ts";
import { untilWaiting } from "../../support/locks.ts";
import { NOW, openRows } from "../../support/rows.ts";
import { createOf } from "../../support/work-rows.ts";

const approvals: Place = { platform: "console", tenant: "local", conversation: "#approvals" };
const ana: Place = { ...approvals, conversation: "@ana" };
const LATER = new Date(NOW.getTime() + 3_600_000);

async function openNotices() {
  const { db, person, request } = await openRows();
  await person("ana");
  await request("REQ-1", createOf("shop/web/front", "web-1"), { requester_id: "ana", version: 2 });
  let commits = 0;
  const dueNotices = startDueNotices(db, () => {
    commits += 1;
  });
  const kept = () =>
    db.selectFrom("notice").select(["id", "status", "text", "message", "failure"]).orderBy("id").execute();
  const ordered = async () => {
    const rows = await db.selectFrom("outbox").select(["name", "payload"]).orderBy("id").execute();
    return rows.filter(({ name }) => name === "say-waiting").map(({ payload }) => payload as unknown as Waiting);
  };
  return { db, notices: startNotices(db), dueNotices, kept, ordered, commits: () => commits };
}

function notice(id: string, place = ana, text = `news ${id}`): Notice {
  return { id, place, text, person: place === ana ? "ana" : null, request: "REQ-1", beside: undefined };
}

/** A promise that is kept when the test says so. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe("a notice", () => {
  it("is said once in a place", async () => {
    const { notices } = await openNotices();
    const said: string[] = [];
    const say = (place: Place) => notices.once(notice("7", place), async () => `m-${said.push(place.conversation)}`);
    for (const place of [ana, ana, approvals]) await say(place);
    expect(said).toEqual(["@ana", "#approvals"]);
  });

  it("is said once when its order is carried out twice at the same moment", async () => {
    const { db, notices, kept } = await openNotices();
    const { open, opened } = gate();
    let said = 0;
    const say = async () => {
      said += 1;
      await opened;
      return "m-1";
    };
    const both = [notices.once(notice("7"), say), notices.once(notice("7"), say)];
    await untilWaiting(db, 1);
    open();
    await Promise.all(both);
    expect(said).toBe(1);
    expect(await kept()).toEqual([{ id: "7", status: "said", text: "news 7", message: "m-1", failure: null }]);
  });

  it("is said again when the chat did not take it", async () => {
    const { notices } = await openNotices();
    await expect(notices.once(notice("7"), () => Promise.reject(new Error("429")))).rejects.toThrow("429");
    let said = 0;
    await notices.once(notice("7"), async () => `m-${++said}`);
    expect(said).toBe(1);
  });

  it("that can never be said is noted with its reason, drawn on the request's card, and not tried again", async () => {
    const { db, notices, kept } = await openNotices();
    await notices.giveUp(notice("7"), "nobody is there");
    await notices.giveUp(notice("7"), "nobody is there");
    await notices.once(notice("7"), () => Promise.reject(new Error("said")));
    expect(await kept()).toMatchObject([{ status: "failed", failure: "nobody is there" }]);
    const orders = await db.selectFrom("outbox").select(["name", "payload"]).execute();
    expect(orders).toEqual([{ name: "refresh-cards", payload: { request: "REQ-1" } }]);
  });
});

describe("a notice that is put off", () => {
  it("waits for its moment, whoever repeats its order, and is then ordered once by all processes together", async () => {
    const { notices, dueNotices, ordered, kept, commits } = await openNotices();
    await notices.later(notice("7"), LATER, "alone");
    await notices.later(notice("7"), NOW, "alone");
    await notices.once(notice("7"), () => Promise.reject(new Error("said")));
    await dueNotices.handOver(NOW);
    expect(await ordered()).toEqual([]);
    expect(commits()).toBe(0);
    expect(await dueNotices.next()).toEqual(LATER);
    await Promise.all([1, 2, 3].map(() => dueNotices.handOver(LATER)));
    await dueNotices.handOver(LATER);
    expect(await ordered()).toEqual([{ how: "alone", keys: [{ id: "7", place: ana }] }]);
    expect(await dueNotices.next()).toBeNull();
    expect(await kept()).toMatchObject([{ status: "waiting", message: null }]);
  });

  it("is said once when its order is carried out twice at the same moment", async () => {
    const { db, notices, dueNotices, ordered, kept } = await openNotices();
    await notices.later(notice("7"), NOW, "alone");
    await dueNotices.handOver(NOW);
    const [waiting] = await ordered();
    if (!waiting) throw new Error("nothing was ordered");
    const { open, opened } = gate();
    const said: string[] = [];
    const say = async (all: Notice[]) => {
      said.push(...all.map(({ text }) => text));
      await opened;
      return { message: "m-1" };
    };
    const both = [dueNotices.say(waiting, say), dueNotices.say(waiting, say)];
    await untilWaiting(db, 1);
    open();
    await Promise.all(both);
    expect(said).toEqual(["news 7"]);
    expect(await kept()).toMatchObject([{ status: "said", message: "m-1" }]);
  });

  it("goes with the others of its digest, in their order, and not with what is said alone or elsewhere", async () => {
    const { notices, dueNotices, ordered } = await openNotices();
    for (const id of ["9", "10", "8"]) await notices.later(notice(id), NOW, "digest");
    await notices.later(notice("11"), NOW, "alone");
    await notices.later({ ...notice("12"), place: { ...ana, platform: "slack" } }, NOW, "digest");
    await dueNotices.handOver(NOW);
    const messages: string[][] = [];
    for (const waiting of await ordered()) {
      await dueNotices.say(waiting, async (all) => {
        messages.push(all.map(({ id }) => id));
        return { message: "m-1" };
      });
    }
    expect(messages).toEqual([["8", "9", "10"], ["11"], ["12"]]);
  });

  it("stays as it is when the chat did not take it, and fails with the reason when it never will", async () => {
    const { notices, dueNotices, ordered, kept } = await openNotices();
    await notices.later(notice("7"), NOW, "alone");
    await dueNotices.handOver(NOW);
    const [waiting] = await ordered();
    if (!waiting) throw new Error("nothing was ordered");
    await expect(dueNotices.say(waiting, () => Promise.reject(new Error("429")))).rejects.toThrow("429");
    expect(await kept()).toMatchObject([{ status: "waiting" }]);
    await dueNotices.say(waiting, async () => ({ failure: "nobody is there" }));
    expect(await kept()).toMatchObject([{ status: "failed", failure: "nobody is there" }]);
  });
});
