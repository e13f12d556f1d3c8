/** How the tests run: against one Postgres server, in two processes. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/global-setup.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    // transcripts at once: each is a program with some thirty connections, and others are at work beside them
    maxConcurrency: 3,
    // what is waited for is waited for under load, too
    expect: { poll: { timeout: 15_000, interval: 20 } },
    hookTimeout: 60_000,
  },
});
