/** Capacity: claims a machine's share of the best host that has room for it. */
import type { HostPlace } from "../domain/host.ts";
import { CLASSES, type HostRoom, type Resources, rank } from "../domain/placement.ts";

/** What a machine has of hosts, as it is now. */
export interface Holding {
  /** The request that is at work on it; null when none is. */
  request: string | null;
  host: PlacedHost | null;
  /** What it has claimed of that host. */
  claimed: Partial<Resources>;
}

export interface PlacedHost extends HostPlace {
  id: string;
}

/** Where to look: one host, or every active one of a group. */
type Among = { host: string } | { group: string };

/** A claim for a machine that `request` is at work on and whose host is still `from`. */
export interface Claim {
  vm: string;
  request: string;
  from: string | null;
  /** The host as it was looked at. */
  host: HostRoom;
  /** What it is to have claimed then, with what it has already. */
  need: Resources;
}

export interface ClaimStore {
  holdingOf(vm: string): Promise<Holding>;
  /** Active hosts that have room; not all of them, but the best are among them. */
  rooms(among: Among, need: Partial<Resources>): Promise<HostRoom[]>;
  /** Claims all of it and settles the machine there; false and nothing when anything has changed meanwhile. */
  claim(claim: Claim): Promise<boolean>;
}

/** Each time that somebody was quicker, somebody got a host; so many at once there are not. */
const MOST_LOOKS = 100;

/** So many of the best are tried, one after the other, before everything is looked at again. */
const TRIED_AT_ONE_LOOK = 8;

/**
 * Claims what a machine needs and has not claimed yet, be it a whole class or more of one; what it has claimed already
 * binds it to that host. `group` null: it is on its host already. Returns the host, null when no host has room. Throws
 * when the request is not at work on the machine any more.
 */
export async function claimHost(
  port: ClaimStore,
  machine: { id: string; request: string },
  need: Resources,
  group: string | null,
): Promise<PlacedHost | null> {
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const holding = await port.holdingOf(machine.id);
    const { request, host, claimed } = holding;
    if (request !== machine.request)
      throw new Error(`claiming a host for ${machine.id}, on which ${machine.request} is not at work`);
    const missing = beyond(need, claimed);
    if (host && isNothing(missing)) return host;
    const isBound = host !== null && (group === null || !isNothing(claimed));
    const among = isBound ? { host: host.id } : { group: group ?? "" };
    const ranked = rank(await port.rooms(among, missing), missing);
    if (ranked.length === 0 && isSame(holding, await port.holdingOf(machine.id))) return null;
    const claim = { vm: machine.id, request: machine.request, from: host?.id ?? null, need };
    const got = await claimFirst(port, claim, ranked.slice(0, TRIED_AT_ONE_LOOK));
    if (got) return { id: got.id, name: got.name, address: got.address };
  }
  throw new Error(`claiming a host for ${machine.id}: others were quicker ${MOST_LOOKS} times`);
}

/** If not, another run for the same machine has claimed meanwhile, and it may be those claims that leave no room. */
function isSame(one: Holding, other: Holding): boolean {
  return one.host?.id === other.host?.id && CLASSES.every((kind) => one.claimed[kind] === other.claimed[kind]);
}

/** The first of these hosts that nobody has changed since it was looked at. */
async function claimFirst(
  port: ClaimStore,
  claim: Omit<Claim, "host">,
  hosts: HostRoom[],
): Promise<HostRoom | undefined> {
  for (const host of hosts) if (await port.claim({ ...claim, host })) return host;
  return undefined;
}

function beyond(need: Resources, claimed: Partial<Resources>): Partial<Resources> {
  const missing = CLASSES.map((kind) => [kind, need[kind] - (claimed[kind] ?? 0)] as const);
  return Object.fromEntries(missing.filter(([, amount]) => amount > 0));
}

function isNothing(resources: Partial<Resources>): boolean {
  return Object.keys(resources).length === 0;
}
