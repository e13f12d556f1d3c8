/** The pages are true: what is typed on them is run as it stands there, and answered as they show; what they list is there. */
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readPolicy } from "../src/domain/policy/document.ts";
import { FACTS } from "../src/domain/policy/facts.ts";
import { patternOf, playPage, readPage } from "./support/page.ts";
import { SHIPPED_POLICY } from "./support/policy.ts";

const ROOT = path.join(import.meta.dirname, "..");

const PAGES = [
  "README.md",
  ...readdirSync(path.join(ROOT, "docs"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file}`),
];

/** Those on which somebody types. */
const PLAYED = [
  ...["README.md", "docs/actions.md", "docs/approvers.md", "docs/billing.md", "docs/business-unit-admins.md"],
  ...["docs/datacenter-admins.md", "docs/machines.md", "docs/offers.md", "docs/reports.md"],
];

const textOf = (file: string) => readFile(path.join(ROOT, file), "utf8");

describe("what is typed", () => {
  it.each(PLAYED)("on %s can be typed, and is answered so", { timeout: 120_000 }, async (file) => {
    const page = await readPage(file);
    expect(page.transcript).not.toBe("");
    const { status, said } = await playPage(page);
    expect(status, said.slice(-4000)).toBe(0);
    const plain = said.replaceAll(/ +$/gm, "");
    expect(page.shown.filter((shown) => !patternOf(shown).test(plain))).toEqual([]);
  });

  it("on no other page", async () => {
    for (const file of PAGES) {
      const { transcript } = await readPage(file);
      if (!PLAYED.includes(file)) expect(transcript, file).toBe("");
    }
  });
});

it.each(PAGES)("%s links to what is there", async (file) => {
  const links = [...(await textOf(file)).matchAll(/\]\(([^)#:\s]+)(#[^)]*)?\)/g)].map(([, link = ""]) => link);
  const broken = links.filter((link) => !existsSync(path.join(ROOT, path.dirname(file), link)));
  expect(broken).toEqual([]);
});

describe("the page for admins of the datacenter", () => {
  const page = textOf("docs/datacenter-admins.md");

  it.each(Object.entries(FACTS))("says what the fact %s is", async (name, { type, says }) => {
    expect(await page).toContain(`| \`${name}\` | \`${type}\` | ${says} |`);
  });

  it("lists the facts in their order, and no other ones", async () => {
    const listed = [...(await page).matchAll(/^\| `([\w.]+)` \| `(?:string|int|double|list<string>)` \|/gm)];
    expect(listed.map(([, name]) => name)).toEqual(Object.keys(FACTS));
  });

  it("explains each rule of the policy that ships", async () => {
    const rules = readPolicy("default.yaml", SHIPPED_POLICY, 0).rules.map(({ name }) => name);
    const explained = [...(await page).matchAll(/^\| \*([^*]+)\* \|/gm)].map(([, name]) => name);
    expect(explained).toEqual(rules);
  });
});
