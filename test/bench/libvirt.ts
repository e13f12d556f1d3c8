/** How long a machine takes from the word until it runs on a real host, beside the bare calls of virsh that do the same. */
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { sql } from "kysely";
import { connect, type Db } from "../../src/adapters/postgres/pool.ts";
import { runningClock } from "../../src/clock.ts";
import { compose, type System } from "../../src/compose/index.ts";
import { readConfig } from "../../src/config.ts";
import type { LibvirtHost } from "../../src/demo/libvirt/host.ts";
import { startHosts } from "../../src/demo/libvirt/hosts.ts";
import { whyNoLibvirt } from "../../src/demo/libvirt/programs.ts";
import type { Bench, Ground } from "./ground.ts";
import { elapsedMs, type Row, race, until } from "./harness.ts";
import { demoDatacenter, demoPerson, liftLimits, silence } from "./house.ts";

const WHAT = "libvirt: create to running, beside virsh";

export const libvirt: Bench = {
  name: "libvirt",
  async run(ground) {
    const why = await whyNoLibvirt();
    if (why) return [{ kind: "skipped", what: WHAT, why }];
    const { hosts, close } = await startHosts(["h1"], {});
    try {
      return [await measured(ground, hosts)];
    } finally {
      await close();
    }
  },
};

async function measured(ground: Ground, [host]: LibvirtHost[]): Promise<Row> {
  if (!host) throw new Error("starting a host to measure");
  const program = await openProgram(ground, host);
  let n = 0;
  try {
    return await race({
      ...{ what: WHAT, unit: "ms", goal: { below: 1.2 } },
      ours: () => program.create(`ours-${++n}`),
      baseline: () => bare(ground, host, `bare-${++n}`),
    });
  } finally {
    await program.close();
  }
}

async function openProgram(ground: Ground, { name, address }: LibvirtHost) {
  const database = await ground.database();
  const config = readConfig({ DATA_DIR: join(ground.directory, "libvirt"), PACK: "libvirt" });
  const system = await compose({
    ...{ config, log: silence, database, name: "libvirt", clock: runningClock(), chats: async () => [] },
    simulator: ground.directory,
  });
  const demo = await demoDatacenter();
  const hosts = demo.hosts
    .filter((one) => one.name === name)
    .map((one) => ({ ...one, address, vcpu: 1000, vms: 1000 }));
  const large = hosts.map((one) => ({ ...one, memory: 1_000_000, storage: 1_000_000 }));
  const templates = demo.templates.map((one) =>
    one.name === "small" ? { ...one, memory: MEMORY_MB, storage: 1 } : one,
  );
  await system.app.datacenter.apply({ ...demo, hosts: large, templates }, null);
  const { db, close } = connect(database, () => undefined);
  await liftLimits(db);
  await system.refreshLimits();
  return {
    create: (vm: string) => elapsedMs(() => create(system, db, vm)),
    async close() {
      await close();
      await system.close();
    },
  };
}

const MEMORY_MB = 64;

async function create(system: System, db: Db, vm: string): Promise<void> {
  const text = `vm create ${vm} --role shop/web/front --template small`;
  await system.bot.hear({ from: demoPerson("olga"), text, file: async () => undefined });
  await until(async () => {
    const { rows } = await sql<{ state: string }>`select state from vm where name = ${vm}`.execute(db);
    return rows[0]?.state === "running";
  });
}

const run = promisify(execFile);

/** A disk, a definition like ours, and the start: three calls, each a process, as somebody would type them. */
async function bare({ directory }: Ground, { address, folder, virsh }: LibvirtHost, vm: string): Promise<number> {
  const [ours] = (await virsh("list", "--name")).split("\n").filter((name) => name.startsWith("ours-"));
  const xml = (await virsh("dumpxml", ours ?? "", "--inactive", "--security-info"))
    .replace(/<uuid>.*<\/uuid>|<metadata>[\s\S]*<\/metadata>/g, "")
    .replace(/<name>.*<\/name>/, `<name>${vm}</name>`)
    .replace(/<mac address=.*\/>/, "")
    .replace(/<source file='[^']*'\/>/, `<source file='${folder}/pool/${vm}.qcow2'/>`);
  const file = join(directory, `${vm}.xml`);
  await writeFile(file, xml);
  const call = (...words: string[]) => run("virsh", ["-q", "-c", address, ...words]);
  return elapsedMs(async () => {
    await call("vol-create-as", "default", `${vm}.qcow2`, "1G", "--format", "qcow2");
    await call("define", file);
    await call("start", vm);
  });
}
