/** Many people at the last of a ceiling, and offers that change while somebody asks: what is granted was offered. */
import pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type House, openHouse } from "../support/house.ts";

let house: House;

beforeEach(async () => {
  house = await openHouse();
});

afterEach(() => house.close());

/** A complete draft of labs. */
async function draft(name: string, memory: string) {
  await house.says("lou", `infra new ${name} --memory ${memory} --storage 10GB --reason tests`);
  const service = `infra service ${name}/app --environment test --memory ${memory} --storage 10GB --network test-net`;
  await house.says("lou", `${service} --template small`);
  expect(await house.says("lou", `infra role ${name}/app/node --template small`)).toContain("Complete");
}

async function drafts(count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, at) => `lab-${at}`);
  for (const name of names) await draft(name, "4GB");
  return names;
}

const submitAll = (names: string[]) => Promise.all(names.map((name) => house.says("lou", `infra submit ${name}`)));
const accepted = (answers: string[]) => answers.filter((answer) => answer.startsWith("REQ-"));

/** MB that labs takes of the datacenter, granted and held. */
async function takenByLabs(): Promise<number> {
  const client = new pg.Client({ connectionString: house.database });
  await client.connect();
  const { rows } = await client.query<{ sum: string | null }>(`
    select sum(a.memory_mb) from allocation a join request r on r.details->'plan'->>'id' = a.consumer_id
    join business_unit u on u.id = r.business_unit_id where u.name = 'labs'`);
  await client.end();
  return Number(rows[0]?.sum);
}

it("gives the last of a ceiling to just as many as it carries", async () => {
  const names = await drafts(12);
  await house.says("dana", "dc offer labs --memory 16GB");
  const answers = await submitAll(names);
  expect(accepted(answers)).toHaveLength(4);
  expect(answers.filter((answer) => answer.startsWith("over-quota: the offer to labs has"))).toHaveLength(8);
  expect(await takenByLabs()).toBe(16_384);
  const ids = accepted(answers).map((answer) => answer.split(" ")[0] ?? "");
  await Promise.all(ids.map((id) => house.presses("dana", "Approve", id)));
  expect(await takenByLabs()).toBe(16_384);
  const left = names.filter((_, at) => answers[at]?.startsWith("over-quota"));
  expect(accepted(await submitAll(left))).toEqual([]);
});

it("frees what a withdrawn request held of a ceiling, for one other", async () => {
  const names = await drafts(4);
  await house.says("dana", "dc offer labs --memory 4GB");
  const [id = ""] = accepted(await submitAll(names)).map((answer) => answer.split(" ")[0] ?? "");
  await house.presses("lou", "Withdraw", id);
  const again = await submitAll(names);
  expect(accepted(again)).toHaveLength(1);
  expect(await takenByLabs()).toBe(4096);
});

it("lets a request through before its offer is taken back, or not at all", async () => {
  const names = await drafts(6);
  const answers = await Promise.all([submitAll(names), house.says("dana", "dc offer labs --template medium")]);
  for (const answer of answers[0]) expect(answer).toMatch(/^(REQ-\d+ asks|not-offered: template small is not offered)/);
  for (const answer of accepted(answers[0])) {
    const [id = ""] = answer.split(" ");
    expect(await house.presses("dana", "Approve", id)).toBe("not-offered: template small is not offered to labs");
    expect(await house.presses("dana", "Reject", id, { reason: "not any more" })).toContain("is rejected");
  }
  expect(await takenByLabs()).toBe(0);
});

it("closes a business unit, or lets it begin something, but never both", async () => {
  const asks = Array.from({ length: 8 }, (_, at) =>
    house.says("lou", `infra new lab-${at} --memory 4GB --storage 10GB --reason tests`),
  );
  const [closing, ...answers] = await Promise.all([house.says("dana", "bu close labs --confirm labs"), ...asks]);
  const begun = answers.filter((answer) => answer.includes("draft of infrastructure"));
  if (closing.startsWith("in-use")) expect(begun.length).toBeGreaterThan(0);
  else expect([closing.includes("business unit labs"), begun]).toEqual([true, []]);
  for (const answer of answers) expect(answer).not.toContain("Something broke");
});

it("says to an admin of the datacenter, too, that a closed unit can have nothing", async () => {
  await house.says("dana", "bu close labs --confirm labs");
  const asked = await house.says("dana", "infra new lab --memory 4GB --storage 10GB --reason tests --bu labs");
  expect(asked).toBe("not-found: there is no business unit labs");
});
