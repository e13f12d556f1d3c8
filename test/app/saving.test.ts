/** What a decision changes is saved with it: all of it, whichever way the request goes, or nothing. */
import pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type House, openHouse } from "../support/house.ts";

let house: House;

beforeEach(async () => {
  house = await openHouse();
});

afterEach(() => house.close());

async function ask<T extends pg.QueryResultRow>(query: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: house.database });
  await client.connect();
  const { rows } = await client.query<T>(query);
  await client.end();
  return rows;
}

const OF_MACHINES = `
  select v.name, a.memory_mb, a.held_by from vm v join allocation a on a.consumer_id = v.id order by v.name`;

it("gives at once what nobody has to approve, without holding it first", async () => {
  await house.says("olga", "vm create pair --role shop/web/front --template small --count 2");
  expect(await ask(OF_MACHINES)).toEqual([
    { name: "pair-1", memory_mb: 1024, held_by: null },
    { name: "pair-2", memory_mb: 1024, held_by: null },
  ]);
});

it("holds what is to be approved, and gives it with the yes", async () => {
  await house.says("ana", "vm create web --role shop/web/front --template small");
  const held = "select held_by from allocation where memory_mb = 1024 and service_role_id is not null";
  expect(await ask(held)).toEqual([{ held_by: "REQ-1" }]);
  await house.presses("dana", "Approve", "REQ-1");
  expect(await ask(OF_MACHINES)).toEqual([{ name: "web", memory_mb: 1024, held_by: null }]);
});

it("says which names are not free, and then has saved nothing", async () => {
  await house.says("olga", "vm create pair --role shop/web/front --template small --count 2");
  const again = await house.says("olga", "vm create pair --role shop/web/front --template small --count 2");
  expect(again).toBe("duplicate: one of the names pair-1 … pair-2 is taken");
  expect(await ask("select id from request")).toEqual([{ id: "REQ-1" }]);
  expect(await ask(OF_MACHINES)).toHaveLength(2);
});

it("takes back every machine of a request that is cancelled in the line", async () => {
  await house.says("ana", "vm create trio --role shop/web/front --template small --count 3");
  await house.says("dana", "dc throttle set --workflows 1");
  await house.presses("dana", "Approve", "REQ-1");
  expect(await ask("select state from request")).toEqual([{ state: "waiting" }]);
  expect(await ask(OF_MACHINES)).toHaveLength(3);
  await house.presses("ana", "Cancel", "REQ-1");
  expect(await ask("select distinct state, request_id, deleted_at is not null as gone from vm")).toEqual([
    { state: "deleted", request_id: null, gone: true },
  ]);
  expect(await ask(OF_MACHINES)).toEqual([]);
  expect(await ask("select 1 from taken_name where kind = 'vm'")).toEqual([]);
});
