/** The ledger: what is granted and not in use, and what machines cost, to the second and to the cent. */
import { beforeEach, describe, expect, it } from "vitest";
import { type LedgerTrial, openLedger } from "../../support/ledger.ts";

const ALL = { units: null };
const DAY = { ...ALL, from: "2027-01-04", to: "2027-01-04" };

let trial: LedgerTrial;

beforeEach(async () => {
  trial = await openLedger();
  await trial.unit("retail");
  await trial.person("olga");
  await trial.role("till/pos/node", "retail");
  await trial.rate("2027-01-01", "0.10", "0.05");
  await trial.price("small", "2027-01-01", "3.10");
});

const machine = (name: string) =>
  trial.vm(name, "till/pos/node", { business_unit_id: "retail", requester_id: "olga", state: "creating" });

const said = async (query = DAY) => {
  const [sum] = await trial.ledger.sums(query, []);
  return sum && `${cents(sum.reserved)} + ${cents(sum.allocated)} = ${cents(sum.amount)}`;
};

const cents = (amount: string) => amount.replace(/0{1,4}$/, "");

describe("a day of 10 GB and 100 GB at 0.10 and 0.05", () => {
  beforeEach(() => trial.grant("2027-01-04T00:00+01:00", "till", [10, 100]));

  it("costs 6.00 as long as nothing of it is in use", async () => {
    await trial.closeUntil("2027-01-05T00:00+01:00");
    expect(await said()).toBe("6.00 + 0.00 = 6.00");
  });

  it("costs 2.90 and 3.10 with a machine of 1 GB and 60 GB", async () => {
    await machine("pos-1");
    await trial.machine("2027-01-04T00:00+01:00", "vm-pos-1", { state: "running" });
    await trial.closeUntil("2027-01-05T00:00+01:00");
    expect(await said()).toBe("2.90 + 3.10 = 6.00");
  });
});
