/** What comes after the grant: changes of infrastructures, and their ends. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table datacenter add column decommission_grace_days integer not null default 7 check (decommission_grace_days >= 0)`,
  `alter table infrastructure drop constraint infrastructure_state_check`,
  `alter table infrastructure
    add check (state in ('approved', 'provisioned', 'decommissioning', 'decommissioned')),
    add column announced date,
    add column ending_id text references request,
    add column closed_at timestamptz,
    drop constraint infrastructure_datacenter_id_name_key`,
  `comment on column infrastructure.announced is 'the last day whose end was made known already'`,
  `comment on column infrastructure.ending_id is 'the request that winds it up'`,
  `create unique index on infrastructure (datacenter_id, name) where state <> 'decommissioned'`,
  `create index on infrastructure (until) where state = 'provisioned' and until is not null`,
  ...["service", "service_role"].map(
    (table) => `alter table ${table}
      add column removed_at timestamptz,
      add column is_provisioned boolean not null default true`,
  ),
  `alter table service drop constraint service_infrastructure_id_name_key`,
  `create unique index on service (infrastructure_id, name) where removed_at is null`,
  `alter table service_role drop constraint service_role_service_id_name_key`,
  `create unique index on service_role (service_id, name) where removed_at is null`,
  `create unique index one_open_change on request ((details -> 'base' ->> 'id')) where kind = 'infra change' and not is_over`,
];
