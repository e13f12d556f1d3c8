/** Local Slack's page in a real browser: one person after the other types, presses and fills in there. */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { chromium, type Locator, type Page } from "playwright-core";
import { localUser } from "../../src/demo/local-slack.ts";
import { BROWSER, PICTURES } from "./browser.ts";

export interface SlackPage {
  /** Somebody types in #approvals. */
  says(person: string, text: string): Promise<void>;
  /** Somebody presses a button of the newest card with this title. */
  presses(person: string, button: string, title: string): Promise<void>;
  /** Fills in the fields of the open modal by their labels, and sends it. */
  sends(fields: Record<string, string>): Promise<void>;
  /** The open modal; it resolves once it holds the text. */
  modal(text: string): Promise<Locator>;
  /** The newest card of #approvals with this title; it resolves once it holds the text. */
  card(title: string, text: string): Promise<Locator>;
  /** Takes a picture of one card, or of the whole page. */
  picture(name: string, of?: Locator): Promise<void>;
  close(): Promise<void>;
}

export async function openSlackPage(url: string): Promise<SlackPage> {
  const browser = await chromium.launch({ executablePath: BROWSER, args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
  await mkdir(PICTURES, { recursive: true });
  await page.goto(url);
  await page.locator(".sidebar").getByText("approvals").click();
  return {
    async says(person, text) {
      await sit(page, person);
      await page.locator(".composer-input").fill(text);
      await page.locator(".composer-input").press("Enter");
    },
    async presses(person, button, title) {
      await sit(page, person);
      await cardOf(page, title).getByRole("button", { name: button, exact: true }).click();
    },
    async sends(fields) {
      const modal = page.locator(".modal");
      for (const [label, value] of Object.entries(fields)) {
        await fill(modal.locator(".bk-input", { has: page.getByText(label, { exact: true }) }), value);
      }
      await modal.getByRole("button", { name: "Send" }).click();
    },
    async modal(text) {
      const modal = page.locator(".modal");
      await modal.getByText(text).first().waitFor();
      return modal;
    },
    async card(title, text) {
      const card = cardOf(page, title);
      await card.getByText(text).first().waitFor();
      return card;
    },
    async picture(name, of) {
      const file = path.join(PICTURES, `${name}.png`);
      await of?.scrollIntoViewIfNeeded();
      await page.mouse.move(0, 0);
      await (of ?? page).screenshot({ path: file });
    },
    close: () => browser.close(),
  };
}

async function sit(page: Page, person: string): Promise<void> {
  await page.locator(".actas select").selectOption(localUser(person));
}

async function fill(field: Locator, value: string): Promise<void> {
  const menu = field.locator("select");
  if (await menu.count()) await menu.selectOption(value);
  else await field.locator("input, textarea").fill(value);
}

function cardOf(page: Page, title: string): Locator {
  return page.locator(".msg", { has: page.locator(".bk-header", { hasText: title }) }).last();
}
