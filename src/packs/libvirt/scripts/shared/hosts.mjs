/** The hosts of an infrastructure, each asked in turn by a task of its own words. */

import { Failure, task } from "./task.mjs";

/**
 * Runs a task that does `work` with every host of the infrastructure; `done` is what may be said of each afterwards.
 * Fails with what is wrong on each host where something is.
 */
export function hostsTask(required, work, done) {
  return task(["name", ...required], async (at) => {
    const hosts = JSON.parse(at.hosts ?? "[]");
    if (hosts.length === 0) throw new Failure(`no active host is there for ${at.name}`);
    const wrong = (await Promise.all(hosts.map((host) => wrongWith(host, at, work)))).filter((one) => one !== null);
    if (wrong.length > 0) throw new Failure(wrong.join("; "));
    return { say: `${hosts.map(({ name }) => name).join(", ")}: ${done(at)}` };
  });
}

async function wrongWith({ name, address }, at, work) {
  if (address === null) return `host ${name} has no address: dc host edit ${name} --address URI`;
  try {
    await work({ ...at, host: name, uri: address });
    return null;
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
}
