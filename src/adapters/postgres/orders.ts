/** Orders that are saved with a change, to be carried out once it is committed. */
import { type RawBuilder, sql } from "kysely";
import type { Tx } from "./pool.ts";

/** One for the queue of effects. */
export async function orderEffect(tx: Tx, name: string, payload: object): Promise<void> {
  await sql`
    insert into outbox (queue, name, payload)
    values ('effects', ${name}, ${JSON.stringify(payload)}::jsonb)`.execute(tx);
}

/** Has the cards drawn again of the requests whose ids are in this common table expression: the statement's last part. */
export function refreshing(requests: string): RawBuilder<unknown> {
  return sql`
    insert into outbox (queue, name, payload)
    select 'effects', 'refresh-cards', jsonb_build_object('request', id) from ${sql.ref(requests)}`;
}
