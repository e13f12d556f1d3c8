/** Folders of libvirt hosts, named after the process of ours that they belong to; what a dead one left is ended first. */
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { isAlive, processMark } from "../../adapters/postgres/embedded/presence.ts";
import { give } from "./account.ts";

/** Short, because the monitors' sockets lie beneath it and Linux takes 107 letters for a socket's path. */
export const ROOT = path.join(tmpdir(), "qm-hosts");

/** A new folder for one host of this process. */
export async function newFolder(name: string): Promise<string> {
  const folder = path.join(ROOT, `${processMark(process.pid)}-${name}`);
  await mkdir(ROOT, { recursive: true, mode: 0o755 });
  await endHost(folder);
  await mkdir(folder, { mode: 0o700 });
  await give(folder);
  return folder;
}

/** Ends every host whose process is gone. */
export async function reapHosts(): Promise<void> {
  const names = await readdir(ROOT).catch(() => []);
  const left = names.filter((name) => !isAlive(name));
  await Promise.all(left.map((name) => endHost(path.join(ROOT, name))));
}

/** Ends the daemon and the machines of a host as a power cut would, and removes its folder. */
export async function endHost(folder: string): Promise<void> {
  await cutPower(folder);
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Ends the daemon and the machines of a host; its disks stay. */
export async function cutPower(folder: string): Promise<void> {
  for (const pid of await processesOf(folder)) kill(pid);
  while ((await processesOf(folder)).length > 0) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Somebody else may have been quicker. */
function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** Those that were started with this folder in their command line, as the daemon and each QEMU are; not the dead that nobody has fetched. */
export async function processesOf(folder: string): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const here = await Promise.all(
    pids.map(async (pid) => {
      const words = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
      return /^\S*(?:libvirtd|qemu-system)/.test(words) && words.includes(`${folder}/`);
    }),
  );
  return pids.filter((_, at) => here[at]);
}
