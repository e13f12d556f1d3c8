/** Roles that admins define, roles that count in a part of a business unit, and logs that their owner cannot change. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...ROLES, ...REQUESTS, ...AUDIT]) await sql.raw(statement).execute(db);
}

const ROLES = [
  `create table defined_role (
    datacenter_id text not null references datacenter,
    name text not null,
    can text[] not null,
    primary key (datacenter_id, name)
  )`,
  `comment on table defined_role is 'roles beside those that are built in; can: permissions such as vm.see'`,
  `alter table role_grant
    add column infrastructure_id text references infrastructure on delete cascade,
    add column service_id text references service on delete cascade,
    drop constraint role_grant_person_id_role_business_unit_id_key,
    add unique nulls not distinct (person_id, role, business_unit_id, infrastructure_id, service_id)`,
  `comment on table role_grant is 'a role counts in its business unit, infrastructure or service; in the whole datacenter where all three are null'`,
  `create index on role_grant (role)`,
];

/** Where a request belongs, so that it is found by whoever sees only a part of its business unit; and who drafted it. */
const REQUESTS = [
  `alter table request
    add column infrastructure_id text
      generated always as (coalesce(details ->> 'infrastructure', details -> 'plan' ->> 'id')) stored,
    add column service_id text generated always as (details ->> 'service') stored`,
  `create index on request (infrastructure_id, created_at desc)`,
  `update request set context = context || '{"hands": []}'`,
  `create index on request (service_id, created_at desc)`,
];

/** An owner has these rights only as long as nobody takes them; a superuser is stopped by the triggers alone. */
const AUDIT = ["audit_event", "audit_seal", "policy"].flatMap((table) => [
  `revoke update, delete, truncate on ${table} from public, current_user`,
  `alter table ${table} enable always trigger append_only`,
]);
