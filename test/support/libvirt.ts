/** The program over real libvirt hosts on this machine, and what these hosts say. */
import { execFile } from "node:child_process";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { reachedAt } from "../../src/demo/hosts.ts";
import { guestImage } from "../../src/demo/libvirt/guest.ts";
import type { LibvirtHost } from "../../src/demo/libvirt/host.ts";
import { startHosts } from "../../src/demo/libvirt/hosts.ts";
import { whyNoLibvirt } from "../../src/demo/libvirt/programs.ts";
import { type House, openHouse } from "./house.ts";

/** Why there can be no hosts here; null: there can. */
export const whyNone = await whyNoLibvirt();

export interface Cloud {
  house: House;
  hosts: LibvirtHost[];
  /** What virsh says of all machines: `web-1 on h1 is running`, by name. */
  seen(): Promise<string[]>;
  /** The host that has a machine of this name. */
  hostOf(vm: string): Promise<LibvirtHost>;
  /** Volumes of all storage pools that are no template's image. */
  disks(): Promise<string[]>;
  close(): Promise<void>;
}

export interface CloudOptions {
  hosts: string[];
  /** The most machines on a host. */
  vms: number;
  /** Of the template small; its image is a real guest, or its disks are blank. */
  memory: string;
  guest: boolean;
  /** Further changes of the datacenter's YAML. */
  edit?: (yaml: string) => string;
}

export async function openCloud({ hosts: names, vms, memory, guest, edit }: CloudOptions): Promise<Cloud> {
  const { hosts, close } = await startHosts(names, guest ? { small: await guestImage() } : {});
  const described = (yaml: string) =>
    reachedAt(yaml, hosts)
      .replaceAll("vcpu: 16, memory: 64GB, storage: 2TB, vms: 20", `vcpu: 64, memory: 128GB, storage: 4TB, vms: ${vms}`)
      .replace("vcpu: 1, memory: 1GB, storage: 60GB", `vcpu: 1, memory: ${memory}, storage: 1GB`);
  const house = await openHouse({
    settings: { PACK: "libvirt" },
    edit: (yaml) => (edit ?? ((text: string) => text))(described(yaml)),
  });
  return {
    ...{ house, hosts },
    seen: () => seenOn(hosts),
    async hostOf(vm) {
      for (const host of hosts) if ((await host.virsh("list", "--all", "--name")).split("\n").includes(vm)) return host;
      throw new Error(`no host has a machine ${vm}`);
    },
    async disks() {
      const all = await Promise.all(hosts.map((host) => host.virsh("vol-list", "default")));
      return all.flatMap((text) => text.match(/\S+\.qcow2(?= )/g) ?? []).filter((name) => name !== "small.qcow2");
    },
    async close() {
      await house.close();
      await close();
    },
  };
}

async function seenOn(hosts: LibvirtHost[]): Promise<string[]> {
  const all = await Promise.all(
    hosts.map(async ({ name, virsh }) => {
      const rows = (await virsh("list", "--all", "--managed-save"))
        .split("\n")
        .map((line) => line.trim().split(/\s{2,}/));
      return rows.flatMap(([, vm, state]) => (vm && state ? [`${vm} on ${name} is ${state}`] : []));
    }),
  );
  return all.flat().sort();
}

/** Waits until the guest's own driver reports its memory: then its kernel is up. */
export async function untilUp({ virsh }: LibvirtHost, vm: string): Promise<void> {
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; await pause(200)) {
    if (/^available \d+/m.test(await virsh("dommemstat", vm))) return;
  }
  throw new Error(`the guest of ${vm} is not up after two minutes`);
}

const run = promisify(execFile);

const SCRIPTS = path.join(import.meta.dirname, "../../src/packs/libvirt/scripts");

/** What a script of the pack says to these parameters: its outputs, or the sentence that it failed with. */
export async function runScript(
  name: string,
  parameters: Record<string, string>,
): Promise<Record<string, unknown> | string> {
  const going = run(process.execPath, [path.join(SCRIPTS, `${name}.mjs`)]);
  going.child.stdin?.end(JSON.stringify(parameters));
  try {
    const lines = (await going).stdout.trimEnd().split("\n");
    return JSON.parse(lines.at(-1) ?? "{}");
  } catch (error) {
    if (error instanceof Error && "stderr" in error) return String(error.stderr).trim();
    throw error;
  }
}
