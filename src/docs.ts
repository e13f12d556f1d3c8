/** The pages that are made from the program itself, so that they cannot say something else. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { exampleEnvironment } from "./config.ts";
import { lifecyclesPage } from "./lifecycle-diagrams.ts";
import { rightsPage } from "./rights-page.ts";

/** Each page by its path from the project's root. */
export const PAGES: Record<string, () => string> = {
  ".env.example": exampleEnvironment,
  "docs/lifecycles.md": lifecyclesPage,
  "docs/rights.md": rightsPage,
};

/** Writes all pages. */
export async function writeDocs(): Promise<number> {
  const root = path.join(import.meta.dirname, "..");
  await Promise.all(Object.entries(PAGES).map(([file, page]) => writeFile(path.join(root, file), page())));
  return 0;
}
