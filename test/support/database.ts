/** Fresh databases for tests. */
import { inject } from "vitest";
import { createThrowaway, type Throwaway } from "../../src/adapters/postgres/throwaway.ts";

export type TestDatabase = Throwaway;

/** Creates a database of its own on the server that the tests share, brought to this version, with no rows of ours. */
export function createDatabase(): Promise<TestDatabase> {
  return createThrowaway(inject("databaseUrl"), "test", inject("template"));
}

/** The same, before anything was migrated. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return createThrowaway(inject("databaseUrl"), "test");
}
