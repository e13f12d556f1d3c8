/** The one datacenter there is: the oldest row. */
import { sql } from "kysely";

/** Its id, as a subquery; null while there is none. */
export const THE_DATACENTER = sql<string>`(select id from datacenter order by created_at, id limit 1)`;
