/** Whatever many people do at once: room is never given twice, approvals are just those that the policy asks for. */
import fc from "fast-check";
import pg from "pg";
import { expect, it } from "vitest";
import type { Memory } from "../../machines/memory.ts";
import { consoleIdentity } from "../../src/adapters/console/world.ts";
import { openHouse } from "../support/house.ts";

/** How many sequences are tried, and how long they are; a long run sets more. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 3);
const BATCHES = 10;

/** Two stages, the second of two people; what nobody decides expires after three days. */
const POLICY = `
rules:
  - name: two stages
    when: kind == "vm.create"
    stages:
      - { from: [bu-admin] }
      - { need: 2, from: [datacenter-admin, bu-admin] }
    ask-in: [approvals, unit]
    remind: { after: 1d, times: 2 }
    escalate: { after: 2d, to: [operator] }
    expire: { after: 3d }
  - { name: rest, approve: true }
`;

/** How many people each stage needs, and not one more. */
const NEEDED = [1, 2];

const PEOPLE = ["ana", "olga", "ben", "dana", "dee"];

/** What somebody types about one of the requests, or a new one. */
const deed = fc.record({
  who: fc.constantFrom(...PEOPLE),
  id: fc.integer({ min: 1, max: 6 }).map((n) => `REQ-${n}`),
  what: fc.oneof(
    { weight: 9, arbitrary: fc.constant("approve") },
    { weight: 2, arbitrary: fc.constant("create") },
    {
      weight: 7,
      arbitrary: fc.constantFrom("reject", "withdraw", "ask", "answer", "offer", "accept", "decline", "break"),
    },
  ),
});

type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;

const batch = fc.record({
  deeds: fc.array(deed, { minLength: 2, maxLength: 8 }),
  hours: fc.constantFrom(0, 0, 0, 5, 30, 80),
});

let made = 0;

function typed({ what, id }: Deed): string {
  switch (what) {
    case "create":
      made += 1;
      return `vm create m-${made} --role shop/web/front --template small --count 2`;
    case "reject":
      return `request reject ${id} --reason no`;
    case "ask":
      return `request ask ${id} --question why`;
    case "answer":
      return `request answer ${id} --answer because`;
    case "offer":
      return `request offer ${id} --count 1`;
    case "break":
      return `request approve ${id} --break-glass --reason fire`;
    default:
      return `request ${what} ${id}`;
  }
}

it("holds", { timeout: 60_000 + RUNS * 60_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.array(batch, { minLength: 4, maxLength: BATCHES }), lived), {
    numRuns: RUNS,
    endOnFailure: true,
  });
});

async function lived(batches: { deeds: Deed[]; hours: number }[]): Promise<void> {
  const house = await openHouse();
  const client = new pg.Client(house.database);
  await client.connect();
  try {
    const from = consoleIdentity("dana");
    const imported = await house.system.bot.hear({
      from,
      text: "dc policy import policy.yaml",
      file: async () => POLICY,
    });
    expect(imported.kind).toBe("card");
    await Promise.all(["ana", "olga", "ana"].map((who) => house.says(who, typed({ who, what: "create", id: "" }))));
    for (const { deeds, hours } of batches) {
      await Promise.all(deeds.map((one) => house.says(one.who, typed(one))));
      await requireSense(client);
      if (hours > 0) await house.system.advance(hours * 3_600_000);
      await requireSense(client);
    }
    await house.atRest();
    await requireSense(client);
  } finally {
    await client.end();
    await house.close();
  }
}

interface Row {
  id: string;
  state: string;
  context: Memory;
  requester: string;
  deadline_at: Date | null;
  held: number;
}

/** Everything that has to be true at every instant. */
async function requireSense(client: pg.Client): Promise<void> {
  const { rows: services } = await client.query<{ name: string; fits: boolean }>(`
    select s.name, coalesce(sum(a.memory_mb), 0) <= s.memory_mb and coalesce(sum(a.disk_gb), 0) <= s.disk_gb as fits
    from service s left join allocation a on a.provider_id = s.id group by s.id`);
  for (const { name, fits } of services) expect(fits, name).toBe(true);
  const { rows } = await client.query<Row>(`
    select r.id, r.state, r.context, r.requester_id as requester, r.deadline_at,
      (select count(*)::int from allocation where held_by = r.id) as held
    from request r where r.kind = 'vm create'`);
  for (const row of rows) requireSound(row);
}

const PENDING = ["awaitingApproval", "awaitingAnswer", "awaitingAcceptance"];
const REFUSED = ["rejected", "withdrawn", "expired"];

function requireSound({ id, state, context, requester, deadline_at, held }: Row): void {
  const { stages, yeses, stage, override } = context;
  expect(held > 0, `${id} ${state} holds`).toBe(PENDING.includes(state));
  if (state === "awaitingApproval" || state === "awaitingAcceptance") expect(deadline_at, id).not.toBeNull();
  for (const at of stages.keys()) {
    const here = yeses.filter((yes) => yes.stage === at);
    expect(new Set(here.map(({ by }) => by)).size, id).toBe(here.length);
    expect(new Set(here.map(({ right }) => right)).size, id).toBe(here.length);
    expect(here.length, id).toBeLessThanOrEqual(NEEDED[at] ?? 0);
  }
  expect(yeses.map(({ by }) => by)).not.toContain(requester);
  const have = (at: number) => yeses.filter((yes) => yes.stage === at).length;
  if (PENDING.includes(state)) expect(have(stage), `${id} ${state}`).toBeLessThan(NEEDED[stage] ?? 0);
  const isGranted = !PENDING.includes(state) && !REFUSED.includes(state);
  if (!isGranted || override) return;
  expect(stage, id).toBe(Math.max(0, stages.length - 1));
  for (const at of stages.keys()) expect(have(at), `${id} ${state} ${at}`).toBe(NEEDED[at]);
}
