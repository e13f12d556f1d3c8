/** Places for scripts: never more than the limit, whatever process asks, and free again when their holder is gone. */
import { sql } from "kysely";
import { describe, expect, it, onTestFinished } from "vitest";
import { connect } from "../../../src/adapters/postgres/pool.ts";
import { startScriptPlaces } from "../../../src/adapters/postgres/script-places.ts";
import type { Place } from "../../../src/engine/places.ts";
import { openCloud } from "../../support/cloud.ts";
import { SOON } from "../../support/queues.ts";

const never = new AbortController().signal;

/** A datacenter with so many places for node scripts, and as many processes as are asked for. */
async function bench(node: number) {
  const cloud = await openCloud();
  onTestFinished(() => cloud.remove());
  const limit = (most: number) =>
    sql`update datacenter set scripts_at_once = jsonb_build_object('node', ${most}::integer)`.execute(cloud.db);
  await limit(node);
  const process = () => {
    const { pool, close } = connect(cloud.url, () => undefined, 2);
    const places = startScriptPlaces({ pool, usual: { command: 5, node: 9 } });
    onTestFinished(() => places.close().then(close));
    return places;
  };
  return { ...cloud, limit, process };
}

function taken(place: Place | null): Place {
  if (!place) throw new Error("there is no place");
  return place;
}

describe("places for scripts", () => {
  it("are as many as the datacenter says, or else as is usual", async () => {
    const { process } = await bench(2);
    const places = process();
    const nodes = [await places.now("node"), await places.now("node"), await places.now("node")];
    expect(nodes.map((place) => place !== null)).toEqual([true, true, false]);
    taken(await places.now("command"));
    expect(await places.standing()).toEqual([
      { type: "command", limit: 5, busy: 1 },
      { type: "node", limit: 2, busy: 2 },
    ]);
  });

  it("never hold more than the limit, over several processes that take and give back at random", async () => {
    const { process } = await bench(3);
    const processes = [process(), process(), process()];
    let running = 0;
    let most = 0;
    const one = async (n: number) => {
      const place = taken(await (processes[n % 3] ?? process()).take("node", never));
      running += 1;
      most = Math.max(most, running);
      await new Promise((done) => setTimeout(done, (n * 7) % 13));
      running -= 1;
      place.free();
    };
    await Promise.all(Array.from({ length: 60 }, (_, n) => one(n)));
    expect(most).toBe(3);
  });

  it("are given in the order in which they were asked for, and at once when one is given back", async () => {
    const { process } = await bench(1);
    const places = process();
    const first = taken(await places.now("node"));
    const came: string[] = [];
    const waiting = ["a", "b", "c"].map(async (name) => {
      const place = taken(await places.take("node", never));
      came.push(name);
      place.free();
    });
    expect(await places.now("node")).toBeNull();
    first.free();
    await Promise.all(waiting);
    expect(came).toEqual(["a", "b", "c"]);
  });

  it("that were more before the limit was lowered are not given again until enough are free", async () => {
    const { process, limit } = await bench(4);
    const [here, there] = [process(), process()];
    const held = [await here.now("node"), await there.now("node"), await here.now("node"), await there.now("node")];
    await limit(2);
    expect(await here.standing()).toContainEqual({ type: "node", limit: 2, busy: 4 });
    held[0]?.free();
    held[1]?.free();
    await expect.poll(async () => (await here.standing())[1]?.busy, SOON).toBe(2);
    expect([await here.now("node"), await there.now("node")]).toEqual([null, null]);
    held[2]?.free();
    await expect.poll(async () => (await here.now("node")) !== null, SOON).toBe(true);
    await limit(3);
    expect(await there.now("node")).not.toBeNull();
  });

  it("are not waited for any more when nobody wants them, and the others in line go on", async () => {
    const { process } = await bench(1);
    const places = process();
    const first = taken(await places.now("node"));
    const gone = new AbortController();
    const cancelled = [places.take("node", gone.signal), places.take("node", gone.signal)];
    const patient = places.take("node", never);
    gone.abort();
    expect(await Promise.all(cancelled)).toEqual([null, null]);
    first.free();
    expect(await patient).not.toBeNull();
  });

  it("are free when the process that held them is gone, and kept when only its connection broke", async () => {
    const { process, db } = await bench(1);
    const [here, there] = [process(), process()];
    const place = taken(await here.now("node"));
    await sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objsubid = 2
      and database = (select oid from pg_database where datname = current_database())`.execute(db);
    await expect.poll(async () => (await there.standing())[1]?.busy, SOON).toBe(0);
    expect(await here.now("node")).toBeNull();
    expect((await there.standing())[1]?.busy).toBe(1);
    place.free();
    expect(await there.take("node", never)).not.toBeNull();
    await there.close();
    expect(await here.take("node", never)).not.toBeNull();
  });
});
