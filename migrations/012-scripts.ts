/** How many scripts of a type run at once, and what scripts say while they run. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table datacenter add column scripts_at_once jsonb not null default '{}'`,
  `comment on column datacenter.scripts_at_once is 'by script type; a type that is not there has its usual limit'`,
  `create table activity_said (
    workflow_id text not null,
    position integer not null,
    text text not null,
    primary key (workflow_id, position),
    foreign key (workflow_id, position) references activity on delete cascade
  )`,
  `comment on table activity_said is 'the end of what the latest try of an activity said'`,
];
