/** What the simulated hosts hold, and what the simulator is told to do. */

import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface SimulatedMachine {
  host: string;
  uuid: string;
  name: string;
  state: "running" | "stopped" | "paused" | "stored";
  memoryMb: number;
  vcpu: number;
  diskGb: number;
  /** Null before it is connected. */
  address: string | null;
}

/** One task that succeeded; `did` is `nothing` when all was as it should be already. */
export interface JournalLine {
  at: string;
  task: string;
  uuid: string;
  vm: string;
  host: string;
  did: string;
}

interface Fault {
  task: string;
  vm?: string;
  host?: string;
  times?: number;
  when?: "before" | "after";
  kind?: "error" | "hang" | "exit" | "ignore";
  error?: string;
  code?: number;
}

/** Milliseconds; what is left out has the default of the pack's README. */
export interface SimulatorSettings {
  latencyMs?: number;
  patienceMs?: number;
  /** By the name of a machine, or `*` for all others. */
  usage?: Record<string, Record<string, number>>;
  faults?: Fault[];
}

/** Every machine of every host, ordered by name. */
export async function machinesOf(directory: string): Promise<SimulatedMachine[]> {
  const hosts = join(directory, "hosts");
  const files = (await namesIn(hosts, true)).filter((name) => name.endsWith(".json"));
  const machines = await Promise.all(files.map((name) => machineIn(join(hosts, name))));
  return machines.filter((machine) => machine !== null).sort((one, other) => one.name.localeCompare(other.name));
}

/** All that was done, in order. */
export async function journalOf(directory: string): Promise<JournalLine[]> {
  const text = (await textOf(join(directory, "journal.jsonl"))) ?? "";
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as JournalLine);
}

/** Addresses in use, ordered. */
export async function addressesOf(directory: string): Promise<string[]> {
  const names = await namesIn(join(directory, "addresses"), false);
  return names.filter((name) => !name.endsWith(".new")).sort();
}

/** Replaces the settings in one step; the faults' counts begin anew. */
export async function setSettings(directory: string, settings: SimulatorSettings): Promise<void> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, "settings.json");
  await writeFile(`${path}.new`, JSON.stringify(settings));
  await rename(`${path}.new`, path);
}

async function machineIn(path: string): Promise<SimulatedMachine | null> {
  const text = await textOf(path);
  if (text === null) return null;
  const { host, uuid, name, state, memoryMb, vcpu, diskGb, address } = JSON.parse(text) as SimulatedMachine;
  return { host, uuid, name, state, memoryMb, vcpu, diskGb, address };
}

async function namesIn(directory: string, recursive: boolean): Promise<string[]> {
  return readdir(directory, { recursive }).catch(absent([]));
}

async function textOf(path: string): Promise<string | null> {
  return readFile(path, "utf8").catch(absent(null));
}

/** What is not there yet, or not any more, counts as `instead`. */
function absent<T>(instead: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === "ENOENT") return instead;
    throw error;
  };
}
