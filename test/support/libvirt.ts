/** The program over real libvirt hosts on this machine, and what these hosts say. */
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { expect } from "vitest";
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

/** Kills a machine's QEMU, as the kernel does when memory is short, and waits until its host has noticed. */
export async function killMachine({ folder, virsh }: LibvirtHost, vm: string): Promise<void> {
  process.kill(Number(await readFile(`${folder}/run/libvirt/qemu/run/${vm}.pid`, "utf8")), "SIGKILL");
  await expect.poll(() => virsh("domstate", vm), { timeout: 60_000 }).toContain("shut off");
}

/** Defines a machine by hand and starts it, with a guest over the image of the template small. */
export async function defineByHand({ folder, virsh }: LibvirtHost, vm: string): Promise<void> {
  const over = ["--format", "qcow2", "--backing-vol", "small.qcow2", "--backing-vol-format", "qcow2"];
  await virsh("vol-create-as", "default", `${vm}.qcow2`, "1G", ...over);
  const file = path.join(folder, `${vm}.xml`);
  await writeFile(file, definitionByHand(vm, `${folder}/pool/${vm}.qcow2`));
  await virsh("define", file);
  await virsh("start", vm);
}

function definitionByHand(vm: string, disk: string): string {
  return `<domain type='qemu'><name>${vm}</name><memory unit='MiB'>192</memory><vcpu>1</vcpu>
  <os><type arch='x86_64' machine='pc'>hvm</type></os><features><acpi/></features>
  <cpu mode='custom'><model>qemu64</model></cpu>
  <devices>
    <disk type='file' device='disk'>
      <driver name='qemu' type='qcow2'/><source file='${disk}'/><target dev='vda' bus='virtio'/>
    </disk>
    <memballoon model='virtio'><stats period='2'/></memballoon>
  </devices>
</domain>`;
}

/** How big virsh says that a machine is: processors, MB of memory and GB of its disk. */
export async function sizeOn({ virsh }: LibvirtHost, vm: string): Promise<number[]> {
  const [info, disk] = await Promise.all([virsh("dominfo", vm), virsh("domblkinfo", vm, "vda")]);
  const figure = (text: string, label: RegExp) => Number(label.exec(text)?.[1]);
  return [
    figure(info, /^CPU\(s\): +(\d+)/m),
    Math.floor(figure(info, /^Used memory: +(\d+)/m) / 1024),
    figure(disk, /^Capacity: +(\d+)/m) / 1024 ** 3,
  ];
}

/** Waits until the guest's own driver reports its memory: then its kernel is up. */
export async function untilUp({ virsh }: LibvirtHost, vm: string): Promise<void> {
  await expect
    .poll(() => virsh("dommemstat", vm), { timeout: 120_000, interval: 200, message: `the guest of ${vm} is up` })
    .toMatch(/^available \d+/m);
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
