/** The demo with real hosts: a machine's whole life is typed, and nothing is left of the hosts when it ends. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { processesOf, ROOT, reapHosts } from "../../src/demo/libvirt/folders.ts";
import { isAlive } from "../support/alive.ts";
import { whyNone } from "../support/libvirt.ts";
import { play } from "../support/play.ts";

const HOSTS = path.join(import.meta.dirname, "../../src/demo/libvirt/hosts.ts");

const LIFE = path.join(import.meta.dirname, "libvirt.txt");

describe.skipIf(whyNone)(`the demo with libvirt hosts${whyNone ? ` (${whyNone})` : ""}`, { timeout: 180_000 }, () => {
  it("plays a machine's life, and ends with its hosts", async () => {
    const { status, said } = await play(LIFE, "", "--libvirt");
    expect([status, said]).toEqual([0, said]);
    const owners = (await readdir(ROOT)).map((folder) => Number(folder.split("-")[0]));
    expect(owners.filter((pid) => !isAlive(pid))).toEqual([]);
  });

  it("ends the hosts of a demo that was killed before the next one begins", async () => {
    const starting = `import(${JSON.stringify(HOSTS)}).then(({ startHosts }) => startHosts(["k"], {})).then(() => console.log("up"))`;
    const killed = spawn(process.execPath, ["-e", `${starting}; setInterval(() => {}, 1000)`]);
    await once(killed.stdout, "data");
    killed.kill("SIGKILL");
    await once(killed, "close");
    const left = async () => (await readdir(ROOT)).filter((folder) => folder.startsWith(`${killed.pid}-`));
    const [folder = ""] = await left();
    const daemons = () => processesOf(path.join(ROOT, folder));
    expect(await daemons()).toHaveLength(1);
    await reapHosts();
    expect([await left(), await daemons()]).toEqual([[], []]);
  });
});
