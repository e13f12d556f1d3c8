/** What a host says is data of others: checked, cut and never trusted. */
import { expect, it } from "vitest";
import { machinesIn } from "../../src/engine/survey-answer.ts";

const LINE = { id: null, name: "old-1", state: "running", vcpu: 2, memoryMb: 2048, diskGb: 20 };

it("takes a machine of which the host knows no more than it has to", () => {
  const unknown = { address: null, cpuSeconds: null, memoryUsedMb: null, diskUsedMb: null };
  expect(machinesIn([LINE])).toEqual([{ ...LINE, ...unknown }]);
});

it("cuts long names, and takes out what would move the cursor of a terminal or break a database", () => {
  const [machine] = machinesIn([{ ...LINE, name: `\u001b[2J\0${"x".repeat(500)}` }]);
  expect(machine?.name).toHaveLength(120);
  expect(machine?.name).toMatch(/^ \[2J x+$/);
});

it("counts each machine once", () => {
  const twice = [LINE, LINE, { ...LINE, id: "vm_1" }, { ...LINE, id: "vm_1", name: "again" }];
  expect(machinesIn(twice).map(({ id, name }) => [id, name])).toEqual([
    [null, "old-1"],
    ["vm_1", "again"],
  ]);
});

it.each([
  ["nothing", undefined, "it named no list of machines"],
  ["a text", "none", "it named no list of machines"],
  ["a state that there is not", [LINE, { ...LINE, state: "on fire" }], "of its machine 2 the state cannot be read"],
  ["a size below nothing", [{ ...LINE, memoryMb: -1 }], "of its machine 1 the memoryMb cannot be read"],
  ["a size beyond all", [{ ...LINE, diskGb: 1e12 }], "of its machine 1 the diskGb cannot be read"],
  ["too many", Array.from({ length: 10_001 }, () => LINE), "it named 10001 machines, more than 10000"],
])("fails a survey that says %s", (_what, said, reason) => {
  expect(() => machinesIn(said)).toThrow(reason);
});
