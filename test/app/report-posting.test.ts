/** A scheduled report in a channel: posted once, however often its order comes; late ones say so. */
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type House, openHouse } from "../support/house.ts";

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const HOUR_MS = 3_600_000;

/** Orders what was due so long ago. */
async function order(schedule: string, agoMs: number): Promise<void> {
  const client = new pg.Client({ connectionString: house.database });
  await client.connect();
  const due = new Date(house.system.app.now().getTime() - agoMs).toISOString();
  const payload = JSON.stringify({ schedule, due, since: due });
  await client.query("insert into outbox (queue, name, payload) values ('effects', 'post-report', $1)", [payload]);
  await client.end();
  await house.atRest();
}

const reports = () => house.posted.flatMap((one) => (one.kind === "report" ? [one] : []));

it("is posted into its channel with its file's line, and says when it was due when it comes late", async () => {
  await house.says("ben", 'report schedule utilization --every "mon 09:00" --channel #retail');
  await order("RS-1", 0);
  await order("RS-1", 2 * HOUR_MS);
  expect(reports().map(({ to, card }) => [to, card.title])).toEqual([
    ["#retail", "Utilization of retail"],
    ["#retail", "Utilization of retail"],
  ]);
  const [inTime, late] = reports().map(({ card }) => JSON.stringify(card.blocks));
  expect(inTime).not.toContain("was due");
  expect(late).toContain("This was due Sun 3 Jan 2027, 22:00.");
});

it("is not posted when it was ended before its order came", async () => {
  const before = reports().length;
  await house.says("ben", "report unschedule RS-1");
  await order("RS-1", 0);
  expect(reports()).toHaveLength(before);
});
