/** Cards are drawn from the row as it is: effects may be repeated and come in any order, and people see the same. */
import pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type House, openHouse } from "../support/house.ts";

let house: House;

beforeEach(async () => {
  house = await openHouse();
});

afterEach(() => house.close());

/** Puts effects of a request into the outbox once more, as a restart or a lost acknowledgement would. */
async function repeat(request: string, effects: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: house.database });
  await client.connect();
  const rows = effects.map((name) => ({ queue: "effects", name, payload: { request } }));
  await client.query(
    "insert into outbox (queue, name, payload) select * from jsonb_to_recordset($1) as o(queue text, name text, payload jsonb)",
    [JSON.stringify(rows)],
  );
  await client.end();
}

const cards = () => house.posted.filter(({ kind }) => kind === "card").map(({ to }) => to);

it("posts a card once in each place, however often and in whatever order its effects come", async () => {
  await house.says("ana", "vm create web-01 --role shop/web/front --template small");
  await house.atRest();
  expect(cards().sort()).toEqual(["#approvals", "#retail", "ana"]);
  await repeat(
    "REQ-1",
    Array.from({ length: 8 }, () => ["refresh-cards", "ask-approvers", "show-requester"])
      .flat()
      .reverse(),
  );
  await house.atRest();
  expect(cards().sort()).toEqual(["#approvals", "#retail", "ana"]);
  expect(house.posted.filter(({ kind }) => kind === "edit")).toEqual([]);
});

it("never lets a card go back: each edit shows more done than the one before", async () => {
  await house.says("olga", "vm create m --role shop/web/front --template small --count 3");
  await house.atRest();
  const done = house.posted
    .flatMap((one) => (one.kind === "card" || one.kind === "edit" ? [one.card] : []))
    .map(({ blocks }) => blocks.flatMap((block) => (block.type === "progress" ? [block.done] : [])))
    .map((counts) => counts.reduce((sum, count) => sum + count, 0));
  expect(done.at(-1)).toBe(12);
  expect(done).toEqual([...done].sort((a, b) => a - b));
});

it("tells the requester once how it ended, and shows the decision in every place", async () => {
  await house.says("ana", "vm create web-01 --role shop/web/front --template small");
  await house.presses("ben", "Reject", "REQ-1", { reason: "not this week" });
  await house.atRest();
  const notices = house.posted.filter(({ kind }) => kind === "notice");
  expect(notices.map(({ to }) => to)).toEqual(["ana"]);
  expect(JSON.stringify(notices)).toContain("not this week");
  for (const place of ["#approvals", "#retail", "ana"]) {
    const last = house.posted.findLast(({ kind, to }) => to === place && (kind === "card" || kind === "edit"));
    expect(JSON.stringify(last), place).toContain("Rejected by ben");
  }
});
