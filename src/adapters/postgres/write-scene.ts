/** What the writes of a decision are made of: fragments, which are common table expressions of one statement. */
import { type RawBuilder, sql } from "kysely";
import type { Request } from "../../domain/request.ts";
import type { Database } from "./schema.ts";

/** `name as (insert …)`. All fragments of a statement see the rows as they were before it, in whatever order they run. */
export type Fragment = RawBuilder<unknown>;

/** What every write of a decision has at hand. */
export interface WriteScene {
  /** As it is after the decision. */
  request: Request;
  now: Date;
}

/** Inserts these rows, all of the same columns, if any. The text does not depend on how many there are. */
export function inserting<T extends keyof Database>(
  name: string,
  table: T,
  rows: { [C in keyof Database[T]]?: unknown }[],
): Fragment[] {
  const [first] = rows;
  if (!first) return [];
  const columns = sql.join(Object.keys(first).map((column) => sql.ref(column)));
  return [
    sql`${sql.ref(name)} as (
      insert into ${sql.table(table)} (${columns})
      select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb))`,
  ];
}
