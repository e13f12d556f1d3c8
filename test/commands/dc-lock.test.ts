/** Locks in chat: who waits is told by whom it is held, and an admin who breaks one frees it for the next. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type House, openHouse } from "../support/house.ts";
import { SOON } from "../support/queues.ts";

let house: House;
let pack: string;

/** Every start hangs, alone under its host's lock, until its gate is there. */
beforeAll(async () => {
  pack = await mkdtemp(path.join(os.tmpdir(), "pack-"));
  await writeFile(path.join(pack, "pack.yaml"), "name: hanging\ndescription: Starts that hang\n");
  await writeFile(path.join(pack, "hang.sh"), 'until [ -e "$PARAM_GATE" ]; do sleep 0.05; done\n');
  const task = `{ name: boot, title: Start it, type: command, script: hang.sh, idempotent: true,
    parameters: { GATE: ${path.join(pack, "gate")} }, lock: { name: starting, per: { from: infrastructure.name } } }`;
  await writeFile(
    path.join(pack, "start@small.yaml"),
    `action: start@small\ndescription: Start it\nweight: light\ntasks:\n  - ${task}\n`,
  );
  house = await openHouse({ packs: [pack] });
  await house.says("olga", "vm create web-01 --role shop/web/front --template small");
  await house.says("olga", "vm create web-02 --role shop/web/front --template small");
  await house.atRest();
  for (const vm of ["web-01", "web-02"]) await house.says("olga", `vm stop ${vm}`);
  await house.atRest();
});
afterAll(async () => {
  await house.close();
  await rm(pack, { recursive: true, force: true });
});

const says = (name: string, text: string) => () => house.says(name, text);

it("shows who waits for whom, and lets the next in when an admin breaks what hangs", async () => {
  await house.says("olga", "vm start web-01");
  await expect.poll(says("dana", "dc lock list"), SOON).toContain("starting shop");
  await house.says("ben", "vm start web-02");
  const waits = "waits for lock starting, held by REQ-5 (olga) since Mon 4 Jan 2027, 00:00";
  await expect.poll(says("olga", "job show REQ-6"), SOON).toContain(waits);
  await expect.poll(() => JSON.stringify(house.posted), SOON).toContain(waits);
  expect(await house.says("olga", "job list --running")).toContain("waits for lock starting");
  expect(await house.says("dana", "job show REQ-6")).toMatch(/web-02 waits for lock starting shop \(\d+\), held by/);
  const listed = await house.says("dana", "dc lock list");
  expect(listed).toContain("REQ-6 (ben)");
  const id = /\((\d+)\) since/.exec(await house.says("dana", "job show REQ-5"))?.[1];
  expect(await house.says("olga", `dc lock break ${id} --reason "it hangs"`)).toMatch(/^forbidden/);
  expect(await house.says("dana", `dc lock break ${id}`)).toMatch(/^form/);
  expect(await house.says("dana", `dc lock break ${id} --reason "it hangs"`)).toContain("is taken from REQ-5 (olga)");
  await expect.poll(says("dana", "dc lock list"), SOON).toMatch(/REQ-6 \(ben\).*–/);
  await writeFile(path.join(pack, "gate"), "");
  await house.atRest();
  expect(await house.says("olga", "job show REQ-5")).toContain("dana broke its lock starting: it hangs");
  expect(await house.says("olga", "vm show web-02")).toContain("running");
  expect(await house.says("dana", "dc lock list")).toBe("no locks");
  expect(await house.says("dana", `dc lock break ${id} --reason again`)).toMatch(/^not-found/);
  expect(await house.says("dana", "dc audit --for REQ-5")).toContain("lock.break");
});
