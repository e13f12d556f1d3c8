/** A connection of its own that holds advisory locks, made anew when it breaks. */
import pg from "pg";

export interface Session {
  /** Of the few statements that a session has; each is sent by a name, so that the server parses and plans it once. */
  query<R extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<R[]>;
  /** Ends the connection, and with it every lock that it holds; the next query makes a new one. */
  close(): Promise<void>;
}

/** `lockAgain` is what a new connection runs for each of `held`, because it still runs. */
export function startSession(pool: pg.Pool, lockAgain: string, held: () => Iterable<unknown[]>): Session {
  let client: Promise<pg.Client> | undefined;
  const nameOf = naming();

  async function open(broken: () => void): Promise<pg.Client> {
    const opened = new pg.Client(pool.options);
    opened.on("error", broken).on("end", broken);
    await opened.connect();
    await opened.query(NOTICE_OUR_END);
    for (const values of held()) await opened.query(lockAgain, values);
    return opened;
  }

  function connect(): Promise<pg.Client> {
    const forget = () => {
      if (client === made) client = undefined;
    };
    const made = open(forget).catch((cause) => {
      forget();
      throw new Error("connecting for what is held", { cause });
    });
    return made;
  }

  function connected(): Promise<pg.Client> {
    client ??= connect();
    return client;
  }

  return {
    async query<R extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<R[]> {
      return (await (await connected()).query<R>({ name: nameOf(text), text, values })).rows;
    },
    async close(): Promise<void> {
      await client?.then((open) => open.end()).catch(() => undefined);
    },
  };
}

function naming(): (text: string) => string {
  const names = new Map<string, string>();
  return (text) => {
    const name = names.get(text) ?? `s${names.size}`;
    names.set(text, name);
    return name;
  };
}

/** A machine that is gone without a word is missed after some thirty seconds, not after two hours (tcp(7)). */
const NOTICE_OUR_END = `
  set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 4`;
