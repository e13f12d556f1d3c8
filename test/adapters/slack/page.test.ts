/** The cards as people see them: a real card in local Slack's page, kept as a picture. */
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasLocalSlack } from "../../../src/demo/local-slack.ts";
import { openServer, openSlackBot, type SlackBot } from "../../support/slack-bot.ts";
import { GALLERY } from "../../support/slack-gallery.ts";
import { APPROVALS, type LocalSlack, openLocalSlack } from "../../support/slack-local.ts";
import { orderCard } from "../../support/slack-orders.ts";
import { TEAM } from "../../support/slack-stub.ts";

const BROWSER = "/usr/bin/chromium";
const OUTPUT = path.join(import.meta.dirname, "../../.output");
const PLACE = { platform: "slack", tenant: TEAM, conversation: "#approvals" };

describe.skipIf(!hasLocalSlack || !existsSync(BROWSER))("in local Slack's page", () => {
  let slack: LocalSlack;
  let bot: SlackBot;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    slack = await openLocalSlack();
    bot = await openSlackBot(slack.apiUrl, { appToken: "xapp-test" }, await openServer());
    browser = await chromium.launch({ executablePath: BROWSER, args: ["--no-sandbox"] });
    page = await browser.newPage({ viewport: { width: 1300, height: 1000 } });
    await mkdir(OUTPUT, { recursive: true });
    await page.goto(slack.url);
    await page.getByText("approvals").first().click();
  });
  afterAll(async () => {
    await browser?.close();
    await bot?.close();
    await slack?.close();
  });

  it.each(["request awaiting approval", "request at work", "request failed", "machines", "help", "draft"])(
    "%s can be read",
    async (kind) => {
      const card = GALLERY[kind] ?? expect.fail(`no card ${kind}`);
      await bot.chat.post(PLACE, { kind: "card", request: "REQ-7", card });
      const header = page.locator(".bk-header").last();
      await expect.poll(() => header.textContent()).toContain(card.title);
      await header.scrollIntoViewIfNeeded();
      await page.screenshot({ path: path.join(OUTPUT, `slack-${kind.replaceAll(" ", "-")}.png`) });
      expect(await page.locator(".bk-unknown").count()).toBe(0);
    },
  );

  it("a press opens a form, and what is sent is carried out", async () => {
    await bot.chat.post(PLACE, { kind: "card", request: "REQ-1", card: orderCard("REQ-1", []) });
    await expect.poll(() => page.locator(".bk-header").last().textContent()).toContain("REQ-1");
    await page.getByRole("button", { name: "Reject" }).last().click();
    await page.locator(".modal .bk-plain-input").fill("too large");
    await page.screenshot({ path: path.join(OUTPUT, "slack-form.png") });
    await page.locator(".modal").getByRole("button", { name: "Send" }).click();
    await expect.poll(() => bot.done).toContain("reject REQ-1: too large");
    await expect.poll(async () => (await slack.messages(APPROVALS)).at(-1)?.text).toBe("REQ-1 is rejected");
  });

  it("somebody's home can be read", async () => {
    await page.locator(".sidebar").getByText("quartermaster").click();
    await expect.poll(() => page.locator(".bk-header").last().textContent()).toContain("What is U0ANA's");
    await page.screenshot({ path: path.join(OUTPUT, "slack-home.png") });
  });
});
