/** Surveys in Postgres: whatever was at work on a machine since the host was looked at, the books do not follow. */
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startSightings } from "../../../src/adapters/postgres/surveys/sightings.ts";
import { startSurveyStore } from "../../../src/adapters/postgres/surveys/store.ts";
import { startSurveyTimes } from "../../../src/adapters/postgres/surveys/times.ts";
import type { Look, SurveyStore, SurveyTimes } from "../../../src/app/surveys.ts";
import type { SeenMachine } from "../../../src/domain/survey.ts";
import { addHost, addMachines, type Cloud, openCloud } from "../../support/cloud.ts";

const NOW = new Date("2027-01-04T08:00:00Z");

const MINUTE_MS = 60_000;

let cloud: Cloud;
let store: SurveyStore;
let vm: string;

beforeEach(async () => {
  cloud = await openCloud();
  await addHost(cloud.db, "h1");
  const options = { db: cloud.db, now: () => NOW, committed: () => undefined };
  store = startSurveyStore(options);
  await startSurveyTimes({ ...options, everyMs: 5 * MINUTE_MS }).order(null);
  [vm = ""] = await addMachines(cloud.db, 1);
  await settle("running");
});
afterEach(() => cloud.remove());

/** A request takes the machine, or leaves it in a state. */
async function occupy(): Promise<void> {
  await sql`update vm set request_id = 'REQ-1' where id = ${vm}`.execute(cloud.db);
}

async function settle(state: string): Promise<void> {
  await sql`update vm set request_id = null, state = ${state}, host_id = 'host-h1' where id = ${vm}`.execute(cloud.db);
}

async function look(): Promise<Look> {
  const found = await store.begin("host-h1");
  if (!found) throw new Error("there is no host");
  return found;
}

function seen(state: SeenMachine["state"]): SeenMachine[] {
  const measured = { address: null, cpuSeconds: null, memoryUsedMb: null, diskUsedMb: null };
  return [{ id: vm, name: "web-1", state, vcpu: 1, memoryMb: 1024, diskGb: 60, ...measured }];
}

async function stateInBooks(): Promise<string | undefined> {
  return (await cloud.db.selectFrom("vm").select("state").where("id", "=", vm).executeTakeFirst())?.state;
}

async function orders(): Promise<string[]> {
  const rows = await cloud.db.selectFrom("outbox").select("name").where("queue", "=", "effects").execute();
  return rows.map(({ name }) => name);
}

describe("the books", () => {
  it("follow a host, and once only however often it says so", async () => {
    await store.keep(await look(), seen("stopped"));
    await store.keep(await look(), seen("stopped"));
    expect([await stateInBooks(), await orders()]).toEqual(["stopped", ["tell-repair"]]);
  });

  it.each([
    ["something is at work", occupy],
    [
      "something was at work in the meantime, though it left it as it was",
      () => occupy().then(() => settle("running")),
    ],
  ])("stay as they are where %s", async (_when, meanwhile) => {
    const before = await look();
    await meanwhile();
    await store.keep(before, seen("stopped"));
    expect([await stateInBooks(), await orders()]).toEqual(["running", []]);
  });

  it("do not follow a look that was overtaken by a later one", async () => {
    const earlier = await look();
    await store.keep(await look(), seen("running"));
    await store.keep(earlier, seen("stopped"));
    expect([await stateInBooks(), await orders()]).toEqual(["running", []]);
  });

  it("keep what was known of a machine while something is at work on it, and let go of it afterwards", async () => {
    const drifts = async () => (await startSightings(cloud.db).drifts(vm)).map(({ text }) => text);
    const gone = "web-1 is not on h1, and by our books running there";
    await store.keep(await look(), []);
    await occupy();
    await store.keep(await look(), []);
    expect([await drifts(), await orders()]).toEqual([[gone], ["announce"]]);
    await settle("running");
    await store.keep(await look(), seen("running"));
    expect(await drifts()).toEqual([]);
  });
});

describe("a host", () => {
  const orderedBy = async (times: SurveyTimes) => {
    await sql`delete from outbox`.execute(cloud.db);
    await times.orderDue();
    return (await sql`select 1 from outbox where name = 'survey-host'`.execute(cloud.db)).rows.length;
  };
  const timesAt = (minutes: number) => {
    const now = () => new Date(NOW.getTime() + minutes * MINUTE_MS);
    return startSurveyTimes({ db: cloud.db, everyMs: 5 * MINUTE_MS, now, committed: () => undefined });
  };

  beforeEach(async () => {
    await sql`insert into action (name, is_enabled) values ('survey', true)`.execute(cloud.db);
    await sql`insert into script_set (hash, files) values ('none', '{}')`.execute(cloud.db);
    await sql`
      insert into action_version (action, number, state, revision, source, scripts, plan, weight, at)
      values ('survey', 1, 'published', 1, '', 'none', '{}', 'light', now())`.execute(cloud.db);
  });

  it("is asked again in its turn once it answered", async () => {
    await store.keep(await look(), []);
    expect([await orderedBy(timesAt(4)), await orderedBy(timesAt(6)), await orderedBy(timesAt(6))]).toEqual([0, 1, 0]);
  });

  it("that still has to answer is not asked until that is lost", async () => {
    expect([await orderedBy(timesAt(6)), await orderedBy(timesAt(11))]).toEqual([0, 1]);
  });
});
