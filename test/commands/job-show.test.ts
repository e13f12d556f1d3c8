/** The jobs of a request by chat: everybody sees the tasks, and admins of the datacenter what the scripts said. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type House, openHouse } from "../support/house.ts";

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

it("job show tells what scripts said to admins of the datacenter alone, as scripts speak of hosts", async () => {
  await house.says("olga", "vm create web-01 --role shop/web/front --template small");
  await house.atRest();
  const [olga, dana] = [await house.says("olga", "job show REQ-1"), await house.says("dana", "job show REQ-1")];
  expect([olga, dana].map((told) => told.includes("Start it: done"))).toEqual([true, true]);
  expect([olga, dana].map((told) => told.includes("is a copy of template small"))).toEqual([false, true]);
});

it("job show tells the same admins the data item: what was given, and what each task put out", async () => {
  await house.says("olga", "vm create web-02 --role shop/web/front --template small");
  await house.atRest();
  const [olga, dana] = [await house.says("olga", "job show REQ-2"), await house.says("dana", "job show REQ-2")];
  expect(dana).toContain("web-02, the data item:");
  expect(dana).toMatch(/^vm\.name: web-02$/m);
  expect(dana).toMatch(/^host\.name: h\d$/m);
  expect(dana).toMatch(/^connect\.address: 10\.\d+\.\d+\.\d+$/m);
  expect(olga).not.toMatch(/data item|host\.name/);
});
