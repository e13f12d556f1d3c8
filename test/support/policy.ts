/** The policy that ships, as every store of a test reads it. */
import { readFileSync } from "node:fs";
import path from "node:path";

export const SHIPPED_POLICY = readFileSync(
  path.join(import.meta.dirname, "../../src/domain/policy/default.yaml"),
  "utf8",
);
