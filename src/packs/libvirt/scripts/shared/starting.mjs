/** Starts a machine, and finds out where it is then reached. */

import { uuidOf } from "./machines.mjs";
import { moved } from "./moves.mjs";
import { addressOf } from "./networks.mjs";
import { tried } from "./virsh.mjs";

const START = {
  ...{ from: ["stopped"], to: "running", doing: "starting", did: "started" },
  words: (ref) => ["start", ref],
};

/** Answers `{ said, state, address }`. Mostly it is as we believe, and each look takes time: what we made is just started. */
export async function started(at) {
  const ref = uuidOf(at.id);
  const { ok } = await tried(at, ["start", ref]);
  const done = ok ? { ref, said: "was started" } : await moved(at, START);
  return { said: done.said, state: "running", address: await addressOf(at, done.ref) };
}
