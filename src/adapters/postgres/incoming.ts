/** What came in from chats, so that it counts once; and the platforms' own addresses of places. */
import { sql } from "kysely";
import type { AddressBook, Received } from "../../app/chat.ts";
import type { Db } from "./pool.ts";

/** Longer than any platform delivers again. */
const KEPT = "2 days";

export function startReceived(db: Db, now: () => Date): Received & { forgetOld(): Promise<void> } {
  return {
    async first(key) {
      const { numAffectedRows } = await sql`
        insert into received (key, at) values (${key}, ${now()}) on conflict do nothing`.execute(db);
      return numAffectedRows === 1n;
    },
    async forgetOld() {
      await sql`delete from received where at < ${now()}::timestamptz - ${KEPT}::interval`.execute(db);
    },
  };
}

export function startAddressBook(db: Db): AddressBook {
  return {
    async remember({ platform, tenant, conversation }, address) {
      await sql`
        insert into address (platform, tenant, conversation, address)
        values (${platform}, ${tenant}, ${conversation}, ${JSON.stringify(address)}::jsonb)
        on conflict (platform, tenant, conversation) do update set address = excluded.address
          where address.address is distinct from excluded.address`.execute(db);
    },
    async find({ platform, tenant, conversation }) {
      const { rows } = await sql<{ address: unknown }>`
        select address from address
        where platform = ${platform} and tenant = ${tenant} and conversation = ${conversation}`.execute(db);
      return rows[0]?.address;
    },
  };
}
