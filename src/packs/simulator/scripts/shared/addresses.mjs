/** Addresses in 10.0.0.0/8, unique among all machines: each is a file that names its owner. */

import { claim, release } from "./files.mjs";
import { places } from "./machines.mjs";

const HOSTS = 256 * 256 * 254;

/** Claims an address; the same VM gets the same one again, since its search begins at a place of its own. */
export function claimAddress(at) {
  const address = candidates(at.uuid).find((one) => claim(places.address(at, one), at.uuid) === at.uuid);
  return { address, mac: macOf(address) };
}

/** Gives an address back; false when the VM did not have it. */
export function releaseAddress(at, address) {
  return release(places.address(at, address), at.uuid);
}

function* candidates(uuid) {
  const start = hash(uuid);
  for (let step = 0; step < HOSTS; step += 1) yield addressAt((start + step) % HOSTS);
}

/** The last octet runs from 1 to 254. */
function addressAt(index) {
  const subnet = Math.floor(index / 254);
  return `10.${subnet >> 8}.${subnet & 255}.${(index % 254) + 1}`;
}

/** 52:54:00 is the usual prefix of virtual machines' cards; the rest is the address, so it is unique as well. */
function macOf(address) {
  const octets = address
    .split(".")
    .slice(1)
    .map((octet) => Number(octet).toString(16).padStart(2, "0"));
  return ["52", "54", "00", ...octets].join(":");
}

/** FNV-1a, 32 bits. */
function hash(text) {
  let sum = 0x811c9dc5;
  for (const byte of Buffer.from(text)) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
  return sum;
}
