/** Actions in a database of one's own, with the admins dana and dee, and olga who is none. */
import { startActionStore } from "../../src/adapters/postgres/actions/store.ts";
import type { Identity } from "../../src/domain/actor.ts";
import type { Place } from "../../src/engine/action-rules.ts";
import { startAuthoring } from "../../src/engine/authoring/admin.ts";
import type { Bundle } from "../../src/engine/authoring/bundle.ts";
import { setHash } from "../../src/engine/authoring/scripts.ts";
import { identityOf, NOW, openRows } from "./rows.ts";

export const DANA: Identity = identityOf("dana");
export const DEE: Identity = identityOf("dee");
export const OLGA: Identity = identityOf("olga");

/** What these tests take to be runnable. */
export const TYPES: Place["types"] = ["node", "command"].map((type) => ({ type, available: true, why: null }));

export async function openAuthoring() {
  const { db, person } = await openRows();
  for (const name of ["dana", "dee", "olga"]) await person(name);
  const grant = { datacenter_id: "dc1", role: "datacenter-admin", business_unit_id: null };
  await db
    .insertInto("role_grant")
    .values(["dana", "dee"].map((name) => ({ ...grant, person_id: name })))
    .execute();
  const store = startActionStore({ db, now: () => NOW, setHash });
  const admin = startAuthoring({ store, types: TYPES, surroundings: { simulator: { directory: "/sim" } } });
  const noted = async () => {
    const rows = await db.selectFrom("audit_event").selectAll().orderBy("id").execute();
    return rows.map(({ action, subject, person_id: by, before, after }) => ({ action, subject, by, before, after }));
  };
  return { db, store, admin, noted };
}

/** An action of one task `ask`, with its script. */
export function anAction(name: string, more = ""): { source: string; scripts: Record<string, string> } {
  const source = `# how ${name} is done
action: ${name}
description: Do ${name}
weight: light
tasks:
  - name: ask # politely
    title: Ask
    type: command
    script: scripts/ask.sh
    parameters: { vm: { from: vm.name } }
${more}`;
  return { source, scripts: { "scripts/ask.sh": `echo ${name}\n` } };
}

/** A pack of the product with one action, whose script says `says`. */
export function aPack(name: string, says: string, more = ""): Bundle {
  const { source } = anAction(name, more);
  return {
    name: "trial",
    description: "For tests",
    files: { [`${name}.yaml`]: source, "scripts/ask.sh": `echo ${says}\n` },
  };
}
