/** The end of what is closed for good: use that was measured before it stays as it is, as the bill that tells of it does. */
import { sql } from "kysely";

/** A moment, of the datacenter `d`. */
export const OPEN_SINCE = sql<Date>`
  coalesce((select max(month) + interval '1 month' from closed_month where datacenter_id = d.id) at time zone d.time_zone,
    '-infinity'::timestamptz)`;
