/** What all rows of tests share: the moment they are made, and what may be said of them. */
import type { Insertable } from "kysely";
import type { Database } from "../../src/adapters/postgres/schema.ts";

/** Some columns of a table; the others get what is usual. */
export type Columns<T extends keyof Database> = Partial<Insertable<Database[T]>>;

/** Monday, 4 January 2027, in UTC. */
export const NOW = new Date("2027-01-04T00:00:00Z");
