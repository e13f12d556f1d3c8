/** What a business unit got by the free rules of a policy. */
import { beforeEach, expect, it } from "vitest";
import { remember } from "../../../machines/memory.ts";
import { usedOf } from "../../../src/adapters/postgres/policies.ts";
import { readPolicy } from "../../../src/domain/policy/document.ts";
import { NOW, openRows, type Rows } from "../../support/rows.ts";
import { createOf, planOf } from "../../support/work-rows.ts";

const POLICY = readPolicy("p.yaml", "rules: [{ name: gratis, free: { first: 3, per: month } }]", 1);
const LAST_MONTH = new Date(NOW.getTime() - 40 * 86_400_000);
const ruling = JSON.stringify({ rule: "gratis" });

let rows: Rows;

beforeEach(async () => {
  rows = await openRows();
  await rows.person("ana");
  await rows.unit("retail");
});

const columns = { requester_id: "ana", business_unit_id: "retail", ruling, ruled_at: NOW };

const used = () => usedOf(rows.db, POLICY, "retail", NOW, "UTC");

it.each(["rejected", "withdrawn", "expired", "cancelled", "discarded"])("what was %s was not got", async (state) => {
  await rows.request("REQ-1", createOf("shop/web/front", "a", "b"), { ...columns, state, is_over: true });
  expect(await used()).toEqual({});
});

it("counts machines, those that came to nothing not", async () => {
  const jobs = Object.fromEntries(
    (["done", "failed", "cancelled", "open"] as const).map((state, n) => [`vm-${n}`, { state, reason: "", left: "" }]),
  );
  const context = JSON.stringify({ ...remember({ input: undefined }), jobs });
  await rows.request("REQ-1", createOf("shop/web/front", "0", "1", "2", "3"), { ...columns, context });
  expect(await used()).toEqual({ gratis: 2 });
});

it("counts in the period in which it was ruled, not in that in which its draft was begun", async () => {
  const draft = { kind: "infra new", machine: "allocation", state: "approved", created_at: LAST_MONTH };
  await rows.request("REQ-1", planOf("shop"), { ...columns, ...draft });
  await rows.request("REQ-2", planOf("till"), { ...columns, ...draft, ruled_at: LAST_MONTH });
  expect(await used()).toEqual({ gratis: 1 });
});

it("counts an infrastructure whose provisioning failed: it is theirs, and is provisioned again", async () => {
  const context = JSON.stringify(remember({ input: { stages: [], jobs: ["inf-shop"], room: true } })).replace(
    '"open"',
    '"failed"',
  );
  const failed = { kind: "infra new", machine: "allocation", state: "failed", context };
  await rows.request("REQ-1", planOf("shop"), { ...columns, ...failed });
  expect(await used()).toEqual({ gratis: 1 });
});
