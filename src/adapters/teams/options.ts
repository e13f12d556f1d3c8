/** What the Teams adapter needs to know of the world; both of its phases are given the same. */
import type { Logger } from "pino";
import type { AddressBook } from "../../app/chat.ts";
import type { Command } from "../../bot/command.ts";

/** Without an app id only the playground can be played: unauthenticated, for people on this machine. */
export interface TeamsOptions {
  /** The Microsoft app's (client) id; absent only with `playground`. */
  appId?: string | undefined;
  appPassword?: string | undefined;
  /** The directory (tenant) that the app belongs to. */
  tenant: string;
  /** Nobody is asked for a token. Refused unless `host` is loopback, and never together with an app id. */
  playground?: boolean;
  /** The address that the HTTP server listens on. */
  host: string;
  book: AddressBook;
  /** From them it is known which buttons ask for more. */
  commands: readonly Command[];
  log: Pick<Logger, "warn" | "error">;
  /** Another cloud than the public one, for instance a test's. */
  cloud?: Cloud;
}

/** Where Microsoft's tokens come from, both ways. */
export interface Cloud {
  /** Who issues the tokens that come in. */
  issuer: string;
  /** The OpenID configuration of whoever signs them. */
  metadataUrl: string;
  /** The token for what goes out. */
  token(): Promise<string>;
}
