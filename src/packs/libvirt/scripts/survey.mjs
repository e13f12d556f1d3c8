/** Says which machines are on a host, ours and others, and how each stands. */

import { lineOf, QUESTIONS } from "./shared/figures.mjs";
import { Failure, task } from "./shared/task.mjs";
import { virsh, virshAll } from "./shared/virsh.mjs";

/** So many of the line's letters are kept at least; more would be cut and mean nothing. */
const LONGEST = 60_000;

/** Machines that are asked about at once: the words of one command line. */
const AT_ONCE = 50;

await task(["uri", "host"], async (at) => {
  const uuids = (await virsh(at, "looking at the machines", ["list", "--all", "--uuid"])).split(/\s+/).filter(Boolean);
  const machines = [];
  for (let from = 0; from < uuids.length; from += AT_ONCE) {
    machines.push(...(await linesOf(at, uuids.slice(from, from + AT_ONCE))));
  }
  if (JSON.stringify(machines).length > LONGEST) {
    throw new Failure(`host ${at.host} has ${machines.length} machines, more than can be told at once`);
  }
  return { say: `host ${at.host} has ${machines.length} machines`, machines };
});

async function linesOf(at, uuids) {
  const commands = uuids.flatMap((uuid) => QUESTIONS.map((question) => `${question} ${uuid}`));
  const said = await virshAll(at, "looking at the machines", commands);
  const of = (index) => said.slice(index * QUESTIONS.length, (index + 1) * QUESTIONS.length);
  return uuids.map((_, index) => lineOf(of(index))).filter((line) => line !== null);
}
