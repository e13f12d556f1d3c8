/** The Playground's page in a real browser: whoever sits there types, presses and fills in. */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { chromium, type Locator, type Page } from "playwright-core";
import { BROWSER, PICTURES } from "./browser.ts";

export interface PlaygroundPage {
  /** Goes to the personal chat, or to a channel by its name. */
  goes(where: string): Promise<void>;
  /** Types in the personal chat. */
  says(text: string): Promise<void>;
  /** The newest card with this text in it; it resolves once it is there. */
  card(...texts: string[]): Promise<Locator>;
  presses(card: Locator, button: string): Promise<void>;
  /** Fills in the card's own inputs by their labels, and sends them. */
  sends(card: Locator, fields: Record<string, string>): Promise<void>;
  picture(name: string, of: Locator): Promise<void>;
  close(): Promise<void>;
}

export async function openPlaygroundPage(url: string): Promise<PlaygroundPage> {
  const browser = await chromium.launch({ executablePath: BROWSER, args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 1700 } });
  await mkdir(PICTURES, { recursive: true });
  await page.goto(url);
  const press = async (card: Locator, button: string) => {
    await card.getByRole("button", { name: button, exact: true }).click();
  };
  return {
    presses: press,
    goes: (where) => page.getByText(where, { exact: true }).first().click(),
    async says(text) {
      const box = page.getByPlaceholder("Type a message").or(page.locator("[contenteditable=true]")).first();
      await box.click();
      await page.keyboard.type(text);
      await page.keyboard.press("Enter");
    },
    async card(...texts) {
      const card = texts.reduce((cards, hasText) => cards.filter({ hasText }), page.locator(".ac-adaptiveCard")).last();
      await card.waitFor();
      return card;
    },
    async sends(card, fields) {
      const inputs = Object.entries(fields).map(([label, value]) => ({ field: card.getByLabel(label).first(), value }));
      do {
        for (const { field, value } of inputs) await fill(page, field, value);
      } while (!(await areFilled(inputs)));
      await press(card, "Send");
    },
    async picture(name, of) {
      await of.scrollIntoViewIfNeeded();
      await of.screenshot({ path: path.join(PICTURES, `${name}.png`) });
    },
    close: () => browser.close(),
  };
}

async function fill(page: Page, field: Locator, value: string): Promise<void> {
  if ((await field.getAttribute("role")) !== "combobox") return field.fill(value);
  await field.click();
  await page.getByRole("option", { name: value, exact: true }).click();
}

/** The Playground draws a card that was answered once more, and forgets what was typed until then. */
async function areFilled(inputs: { field: Locator; value: string }[]): Promise<boolean> {
  const values = await Promise.all(inputs.map(({ field }) => field.inputValue()));
  return inputs.every(({ value }, at) => values[at] === value);
}
