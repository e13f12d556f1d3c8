/** The machines of a host, and which of them are ours. */

import { createHash } from "node:crypto";
import { Failure } from "./task.mjs";
import { virsh, virshAll } from "./virsh.mjs";

/** What marks a definition as ours: an element of this namespace with the machine's id. */
export const NAMESPACE = "https://quartermaster.invalid/libvirt";

/** A UUID made of the machine's id, so that making it twice makes it once. Its version is 8 (RFC 9562, "custom"). */
export function uuidOf(id) {
  const digits = createHash("sha256").update(`quartermaster ${id}`).digest("hex");
  const variant = "89ab"[Number.parseInt(digits[16], 16) & 3];
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join("-");
}

/** The disk that we make for a machine, in its storage pool. */
export function volumeOf({ id }) {
  return `${id}.qcow2`;
}

/** By what virsh knows the machine and how it stands, `{ ref, state }`; null when the host has none. */
export async function machineAt(at) {
  const doing = `looking for ${at.vm}`;
  const uuids = (await virsh(at, doing, ["list", "--all", "--uuid"])).split(/\s+/).filter((one) => one !== "");
  const ours = uuidOf(at.id);
  const ref = uuids.includes(ours) ? ours : await adoptedAmong(at, uuids);
  if (ref === null) return null;
  const standing = STANDING.map((question) => `${question} ${ref}`);
  return { ref, state: stateIn(...(await virshAll(at, doing, standing))) };
}

/** The same; fails when the host has none. */
export async function machineOrFail(at) {
  const machine = await machineAt(at);
  if (machine === null) throw new Failure(`${at.vm} is not defined on host ${at.host}`);
  return machine;
}

/** One that somebody else made keeps its UUID; the mark says that it is ours by now. */
async function adoptedAmong(at, uuids) {
  if (uuids.length === 0) return null;
  const marks = await virshAll(
    at,
    `looking for ${at.vm}`,
    uuids.map((uuid) => `metadata ${uuid} ${NAMESPACE} --config`),
  );
  return uuids.find((_, index) => marked(marks[index]).id === at.id) ?? null;
}

/** What a mark says: the id of the machine, whether it is stored without anything to be saved, and off for a moment only. */
export function marked(xml) {
  const [, id] = /<(?:\w+:)?machine\b[^>]*\bid=["']([^"']+)["']/.exec(xml) ?? [];
  const says = (word) => new RegExp(`<(?:\\w+:)?machine\\b[^>]*\\b${word}=["']yes["']`).test(xml);
  return { id: id ?? null, stored: says("stored"), resting: says("resting") };
}

/**
 * Marks the definition. `word` is "" for most; `stored` for a machine that was stopped when it was stored, and `resting`
 * for one that is off while it is resized, so that it is started again whoever goes on with it.
 */
export function mark(at, ref, word) {
  const element = `<machine id="${at.id}"${word === "" ? "" : ` ${word}="yes"`}/>`;
  const words = ["metadata", ref, NAMESPACE, "--config", "--key", "qm", "--set", element];
  return virsh(at, `marking ${at.vm}`, words);
}

/** As virsh says it, by the words of the product. */
const STATES = {
  ...{ running: "running", idle: "running", "in shutdown": "running", paused: "paused", pmsuspended: "paused" },
  ...{ "shut off": "stopped", crashed: "failed" },
};

/** What `stateIn` reads, in its order. */
export const STANDING = ["domstate", "managedsave-dumpxml"];

/**
 * One that is off and has its memory saved is stored. Why it is off libvirt forgets with its daemon, and a memory that was
 * saved by half, as when the power went, is none: only what the save itself says counts.
 */
export function stateIn(said, saved) {
  const state = STATES[said.trim()] ?? "failed";
  return state === "stopped" && saved !== "" ? "stored" : state;
}
