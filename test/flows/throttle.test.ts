/** The throttle, measured by the scripts themselves: limits hold over all workers, and light work does not queue behind heavy. */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type House, joinHouse, openHouse } from "../support/house.ts";
import { SOON } from "../support/queues.ts";
import { hasRedis, startRedis } from "../support/redis.ts";

const PACK = path.join(import.meta.dirname, "../fixtures/packs/noting");

interface Note {
  what: "begin" | "end";
  action: string;
  vm: string;
}

describe.each([
  { backend: "Postgres", here: true },
  { backend: "Redis", here: hasRedis },
])("with the queues on $backend", ({ backend, here }) => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let house: House;
  let leave: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    if (!here) return;
    redis = backend === "Redis" ? await startRedis() : undefined;
    const options = { redis: redis?.url, packs: [PACK], edit: withRoom };
    house = await openHouse(options);
    leave = await joinHouse(house, options);
  });

  afterAll(async () => {
    await leave?.();
    await house?.close();
    await redis?.stop();
  });

  const throttle = (limits: string) => house.says("dana", `dc throttle set ${limits}`);
  const create = (name: string, count: number) =>
    house.says("olga", `vm create ${name} --role till/pos/node --template small --count ${count}`);
  const take = (seconds: number) => writeFile(path.join(house.simulator, "seconds"), `${seconds}`);
  const notes = async () => parsed(await readFile(path.join(house.simulator, "notes"), "utf8").catch(() => ""));
  /** Resolves with how many notes there are, once there are so many more. */
  const further = async (more: number) => {
    const before = (await notes()).length;
    await vi.waitFor(async () => expect((await notes()).length).toBeGreaterThanOrEqual(before + more), SOON);
    return (await notes()).length;
  };

  it.runIf(here)("takes in whole requests only, up to the limit, however many ask at the same time", LONG, async () => {
    await mkdir(house.simulator, { recursive: true });
    await writeFile(path.join(house.simulator, "hold"), "");
    await throttle("--workflows 10 --heavy 8 --light 2");
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => create(`b${n}`, 4)));
    expect(answers.filter((answer) => answer.startsWith("REQ-"))).toHaveLength(2);
    expect(answers.filter((answer) => /^busy: .*4 needed, .*10 at most/.test(answer))).toHaveLength(10);
    expect(await create("c", 3)).toContain("busy");
    expect(await create("c", 2)).toContain("REQ-");
    expect(await create("d", 11)).toMatch(/busy: the engine never carries as much at once: 11 needed/);
    await rm(path.join(house.simulator, "hold"));
    await house.atRest();
    const made = (await notes()).filter(({ what }) => what === "end").map(({ vm }) => vm.split("-")[0]);
    const perRequest = Map.groupBy(made, (name) => name);
    expect([...perRequest.values()].map(({ length }) => length).toSorted()).toEqual([2, 4, 4]);
    await throttle("--workflows 1000");
  });

  it.runIf(here)("never has more at work than the limits, while they are raised and lowered", LONG, async () => {
    await create("l", 16);
    await house.atRest();
    const start = (await notes()).length;
    await take(0.15);
    await throttle("--heavy 2");
    await create("h", 36);
    await Promise.all(MACHINES.map((name) => house.says("olga", `vm stop ${name}`)));
    await further(12);
    await throttle("--heavy 1 --light 1");
    const lowered = (await notes()).length;
    const raised = await further(12);
    await throttle("--heavy 5 --scripts command=4");
    await further(20);
    await throttle("--scripts command=2");
    const pooled = (await notes()).length;
    await house.atRest();
    const all = await notes();
    const [heavy, light, any] = [isHeavy, isLight, () => true].map((of) => overlaps(all, of));
    expect(most(heavy, start, lowered)).toBe(2);
    expect(most(light, start, lowered)).toBe(2);
    expect(most(heavy, lowered + UNDER_WAY, raised)).toBe(1);
    expect(most(light, lowered + UNDER_WAY)).toBe(1);
    expect(most(any, raised, pooled)).toBe(4);
    expect(most(any, pooled + UNDER_WAY)).toBe(2);
    expect(all.slice(start).filter(({ what }) => what === "begin")).toHaveLength(36 + 16);
  });

  it.runIf(here)(
    "begins a start behind two hundred creates within what two of them take, and starves none",
    LONG,
    async () => {
      await take(1);
      await throttle("--heavy 2 --light 2 --scripts command=32");
      await Promise.all([create("many", 100), create("more", 100)]);
      await vi.waitFor(
        async () => expect(await house.system.figures.waiting_heavy?.value()).toBeGreaterThan(180),
        SOON,
      );
      const passed: number[] = [];
      for (const name of MACHINES.slice(0, 3)) passed.push(await createsBefore("start", name));
      // two at once, a second each: on a slow machine a second is longer for both
      expect(Math.max(...passed)).toBeLessThanOrEqual(4);
      const creates = (await notes()).filter(isHeavy).length;
      await take(0);
      await further(4);
      expect((await notes()).filter(isHeavy).length).toBeGreaterThan(creates);
    },
  );

  /** How many creates began between the moment when it was asked for and its script's begin. */
  async function createsBefore(action: string, vm: string): Promise<number> {
    const before = (await notes()).length;
    await house.says("olga", `vm ${action} ${vm}`);
    return vi.waitFor(async () => {
      const since = (await notes()).slice(before);
      const at = since.findIndex((one) => one.action === action && one.vm === vm);
      if (at === -1) expect.fail(`${action} of ${vm} does not begin`);
      return since.slice(0, at).filter((note) => isHeavy(note) && note.what === "begin").length;
    }, SOON);
  }
});

const LONG = { timeout: 120_000 };

const MACHINES = Array.from({ length: 16 }, (_, n) => `l-${n + 1}`);

/** Notes of scripts that had their place when a limit was lowered. */
const UNDER_WAY = 8;

const isHeavy = ({ action }: Note) => action === "create";
const isLight = (note: Note) => !isHeavy(note);

function parsed(text: string): Note[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => {
    const [what, action = "", vm = ""] = line.split(" ");
    return { what: what === "begin" ? "begin" : "end", action, vm };
  });
}

/** After each note: how many of these ran at once. */
function overlaps(notes: Note[], isCounted: (note: Note) => boolean): number[] {
  let running = 0;
  return notes.map((note) => {
    if (isCounted(note)) running += note.what === "begin" ? 1 : -1;
    return running;
  });
}

function most(counts: number[] | undefined, from: number, to?: number): number {
  return Math.max(...(counts ?? []).slice(from, to));
}

/** Small machines, and room in `till` for more than two hundred of them. */
function withRoom(yaml: string): string {
  const [before = "", till = ""] = yaml.split("- name: till");
  const roomy = till.replaceAll("memory: 10GB", "memory: 150GB").replaceAll("storage: 100GB", "storage: 400GB");
  const small = before.replace("memory: 1GB, storage: 60GB", "memory: 512MB, storage: 1GB");
  return `${small.replaceAll("vcpu: 16", "vcpu: 99").replaceAll("vms: 20", "vms: 99")}- name: till${roomy}`;
}
