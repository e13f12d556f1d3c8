/** Machines in a list. */
import { expect, it } from "vitest";
import { startVms } from "../../../src/adapters/postgres/vms.ts";
import { NOW, openRows } from "../../support/rows.ts";

it("machines are listed as people count: b-2 before b-10", async () => {
  const { db, person, unit, role, vm } = await openRows();
  await person("ana");
  await unit("retail");
  await role("shop/web/front", "retail");
  const ana = { business_unit_id: "retail", requester_id: "ana" };
  for (const name of ["b-10", "b-2", "a-1"]) await vm(name, "shop/web/front", ana);
  const listed = await startVms(db, () => NOW).list({ units: null });
  expect(listed.map(({ name }) => name)).toEqual(["a-1", "b-2", "b-10"]);
});
