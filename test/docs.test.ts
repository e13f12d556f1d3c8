/** The pages made from the program are the ones that are kept. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { PAGES } from "../src/docs.ts";

it.each(Object.entries(PAGES))("%s says what the program says (npm run docs writes it)", async (file, page) => {
  const kept = await readFile(path.join(import.meta.dirname, "..", file), "utf8");
  expect(kept).toBe(page());
});
