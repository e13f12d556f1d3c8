/** Saves who there is: people, their identities, business units with what they are offered, and the roles held in them. */
import { sql } from "kysely";
import { splitPath } from "../../../domain/datacenter-parts.ts";
import { ownNames } from "./names.ts";
import { BUILT_IN } from "./read-directory.ts";
import type { SaveScene } from "./save-scene.ts";

export async function saveDirectory(scene: SaveScene): Promise<void> {
  const { parts } = scene.change;
  if (parts.person.size) await savePeople(scene);
  if (parts.identity.size) await saveIdentities(scene);
  if (parts.unit.size) await saveUnits(scene);
  if (parts.offer.size) await saveOffers(scene);
  await saveGrants(scene);
}

function savePeople({ tx, now, change, datacenter, idOf }: SaveScene) {
  const rows = [...change.parts.person.keys()].map((name) => ({
    id: idOf(`person ${name}`),
    datacenter_id: datacenter,
    name,
    created_at: now,
  }));
  return tx
    .insertInto("person")
    .values(rows)
    .onConflict((clash) => clash.column("id").doNothing())
    .execute();
}

function saveIdentities({ tx, change, idOf }: SaveScene) {
  const rows = [...change.parts.identity].map(([text, { person }]) => {
    const [, platform = "", tenant = "", user = ""] = /^([^/]+)\/([^/]+)\/(.+)$/.exec(text) ?? [];
    return { platform, tenant, user_id: user, person_id: idOf(`person ${person}`) };
  });
  return tx.insertInto("identity").values(rows).execute();
}

async function saveUnits({ tx, now, change, datacenter, idOf }: SaveScene): Promise<void> {
  const rows = [...change.parts.unit].map(([name, { costCenter, channel }]) => ({
    ...{
      id: idOf(`business unit ${name}`),
      datacenter_id: datacenter,
      name,
      cost_center: costCenter,
      channel,
      created_at: now,
    },
  }));
  await ownNames(tx, datacenter, "unit", rows);
  await tx
    .insertInto("business_unit")
    .values(rows)
    .onConflict((clash) =>
      clash
        .column("id")
        .doUpdateSet(({ ref }) => ({ cost_center: ref("excluded.cost_center"), channel: ref("excluded.channel") })),
    )
    .execute();
}

function saveOffers({ tx, change, idOf }: SaveScene) {
  const rows = [...change.parts.offer].map(([name, { environment, network, template, memoryMb, diskGb }]) => ({
    ...{ business_unit_id: idOf(`business unit ${name}`), memory_mb: memoryMb, disk_gb: diskGb },
    ...{ environments: environment, networks: network, templates: template },
  }));
  return tx
    .insertInto("offer")
    .values(rows)
    .onConflict((clash) =>
      clash.column("business_unit_id").doUpdateSet(({ ref }) => ({
        environments: ref("excluded.environments"),
        networks: ref("excluded.networks"),
        templates: ref("excluded.templates"),
        memory_mb: ref("excluded.memory_mb"),
        disk_gb: ref("excluded.disk_gb"),
      })),
    )
    .execute();
}

/** The roles that the file names for a person replace those held there; no other grant is touched. */
async function saveGrants({ tx, change, datacenter, idOf }: SaveScene): Promise<void> {
  const everywhere = [...change.parts.person].map(([name, { roles }]) => ({
    person: idOf(`person ${name}`),
    unit: null,
    roles,
  }));
  const inUnits = [...change.parts.member].map(([path, { roles }]) => {
    const [unit, person] = splitPath(path);
    return { person: idOf(`person ${person}`), unit: idOf(`business unit ${unit}`), roles };
  });
  const held = [...everywhere, ...inUnits];
  if (held.length === 0) return;
  await sql`
    delete from role_grant g using jsonb_to_recordset(${JSON.stringify(held)}::jsonb) as h(person text, unit text)
    where g.person_id = h.person and g.business_unit_id is not distinct from h.unit
      and g.infrastructure_id is null and g.role = any(${BUILT_IN})`.execute(tx);
  const rows = held.flatMap(({ person, unit, roles }) =>
    roles.map((role) => ({ datacenter_id: datacenter, person_id: person, business_unit_id: unit, role })),
  );
  if (rows.length) await tx.insertInto("role_grant").values(rows).execute();
}
