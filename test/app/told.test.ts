/** Who is told what, where and when: in person where the policy says so, as each chose, once, and nobody in vain. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { consoleIdentity } from "../../src/adapters/console/world.ts";
import { connect } from "../../src/adapters/postgres/pool.ts";
import { type House, openHouse } from "../support/house.ts";
import { untilWaiting } from "../support/locks.ts";

const HOUR_MS = 3_600_000;
const POLICY = path.join(import.meta.dirname, "../flows/policy-each.yaml");

let house: House;

beforeEach(async () => {
  house = await openHouse();
});

afterEach(() => house.close());

/** The demo's people are asked in person. */
async function askEach(): Promise<void> {
  const dana = await house.system.app.directory.find(consoleIdentity("dana"));
  if (!dana) throw new Error("dana is not known");
  await house.system.app.policies.import("policy-each.yaml", await readFile(POLICY, "utf8"), dana);
}

/** Everything that was posted to this person or channel, a line each. */
function toldTo(to: string): string[] {
  return house.posted.flatMap((one) => {
    if (one.to !== to || one.kind === "answer" || one.kind === "edit" || one.kind === "report") return [];
    return one.kind === "notice" ? [one.text] : [`card ${one.request}`];
  });
}

const create = (name: string) => house.says("ana", `vm create ${name} --role shop/web/front --template small`);
const settle = () => house.atRest();

it("asks in person whoever is neither quiet nor away, and in place of who is away who stands in", async () => {
  await askEach();
  await create("web-01");
  await settle();
  expect([toldTo("ben"), toldTo("dana"), toldTo("#approvals")]).toEqual([["card REQ-1"], [], []]);
  await house.says("ben", "request delegate eve --until 2027-01-06");
  await settle();
  expect(toldTo("eve")).toEqual([
    "card REQ-1",
    "ben asks you to decide in their place until Wed 6 Jan 2027; 1 request waits: request list --waiting",
  ]);
  await create("web-02");
  await settle();
  await house.system.advance(6 * HOUR_MS);
  expect(toldTo("ben")).toEqual(["card REQ-1"]);
  const [card, ...reminders] = toldTo("eve").slice(2);
  expect(card).toBe("card REQ-2");
  expect(reminders.map((text) => text.slice(0, 27)).sort()).toEqual([
    "REQ-1 waits for a decision:",
    "REQ-2 waits for a decision:",
  ]);
  expect(await house.presses("eve", "Approve", "REQ-2")).toContain("approved");
});

it("shows a card that falls into quiet hours when they end, unless it was decided meanwhile", async () => {
  await askEach();
  await house.says("ben", "notices --quiet 22:00-07:00");
  await create("web-01");
  await create("web-02");
  await house.presses("dana", "Approve", "REQ-1");
  await settle();
  expect(toldTo("ben")).toEqual([]);
  await house.system.advance(7 * HOUR_MS);
  expect(toldTo("ben")).toEqual(["card REQ-2"]);
  await house.system.advance(11 * HOUR_MS);
  expect(toldTo("ben").slice(1)).toEqual([expect.stringContaining("REQ-2 waits for a decision")]);
});

it("gathers outcomes into one message a day, and says nothing of it twice", async () => {
  await house.says("ana", "notices --digest on");
  for (const id of ["1", "2"]) {
    await create(`web-0${id}`);
    await house.presses("dana", "Reject", `REQ-${id}`, { reason: "not now" });
  }
  await settle();
  expect(toldTo("ana").toSorted()).toEqual(["card REQ-1", "card REQ-2"]);
  await house.system.advance(48 * HOUR_MS);
  const [digest, ...more] = toldTo("ana").slice(2);
  expect(digest?.split("\n")).toEqual([
    "Since the last digest:",
    expect.stringContaining("• REQ-1: Rejected by dana"),
    expect.stringContaining("• REQ-2: Rejected by dana"),
  ]);
  expect(more).toEqual([]);
});

it("tells a business unit in its channel how it ended where no card tells it, and who wants it there by name", async () => {
  await house.says("olga", "vm create web-01 --role shop/web/front --template small");
  await settle();
  expect(toldTo("#retail")).toEqual([expect.stringMatching(/^REQ-1: web-01 is running/)]);
  expect(toldTo("olga").at(-1)).toMatch(/^REQ-1: web-01 is running/);
  await house.says("olga", "notices --where channel");
  await house.says("olga", "vm stop web-01");
  await settle();
  expect(toldTo("#retail").slice(1)).toEqual(["olga: REQ-2: web-01 is stopped"]);
  expect(toldTo("olga").filter((text) => text.startsWith("REQ-2"))).toEqual([]);
});

it("counts a delegation that is ended while the decision waits for the request as ended", async () => {
  await create("web-01");
  await house.says("ben", "request delegate eve --until 2027-01-06");
  await settle();
  const { db, close } = connect(house.database, () => undefined);
  const other = new pg.Client({ connectionString: house.database });
  await other.connect();
  await other.query("begin");
  await other.query("select from request where id = 'REQ-1' for update");
  const press = house.presses("eve", "Approve", "REQ-1");
  await untilWaiting(db, 1);
  await db.deleteFrom("delegation").execute();
  await other.query("commit");
  expect(await press).toContain("not-found");
  await Promise.all([other.end(), close()]);
});

it("shows a draft's card when it is submitted, since until then every edit is answered with it", async () => {
  await house.says("ben", "infra new crm --memory 8GB --storage 100GB --reason test");
  const service = "--environment production --memory 8GB --storage 100GB --template small";
  await house.says("ben", `infra service crm/web ${service}`);
  await house.says("ben", "infra role crm/web/front --template small");
  await settle();
  expect(toldTo("ben")).toEqual([]);
  await house.says("ben", "infra submit crm");
  await settle();
  expect(toldTo("ben")).toEqual(["card REQ-1"]);
});
