/** How machines are connected: to a network of libvirt's, or through the account's own where the host runs without rights. */

import { Failure } from "./task.mjs";
import { tried } from "./virsh.mjs";

/** A session's daemon may make no networks: its machines reach out through QEMU's own and are reached by nobody. */
function isSession({ uri }) {
  return new URL(uri).pathname === "/session";
}

/** The network card for a definition. Fails when the host has no such network. */
export async function nicOf(at) {
  if (isSession(at)) return "<interface type='user'><model type='virtio'/></interface>";
  await requireNetwork(at);
  return `<interface type='network'><source network='${at.network}'/><model type='virtio'/></interface>`;
}

/** Starts the network when it does not run. Fails when the host has none of this name. */
export async function requireNetwork(at) {
  if (isSession(at)) return;
  const { ok, out, error } = await tried(at, ["net-info", at.network]);
  if (!ok) throw new Failure(`host ${at.host} has no network ${at.network}: ${error}`);
  if (/^Active:\s+yes/m.test(out)) return;
  const started = await tried(at, ["net-start", at.network]);
  if (!started.ok) throw new Failure(`starting the network ${at.network} on host ${at.host}: ${started.error}`);
}

/** Milliseconds that a guest may take to ask for an address. */
const PATIENCE = 15_000;

/** The address that the host's DHCP gave to the machine; null when it gave none. */
export async function addressOf(at, ref) {
  if (isSession(at)) return null;
  for (const until = Date.now() + PATIENCE; Date.now() < until; ) {
    const { out } = await tried(at, ["domifaddr", ref, "--source", "lease"]);
    const [, address] = /\sipv4\s+([\d.]+)\//.exec(out) ?? [];
    if (address) return address;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return null;
}
