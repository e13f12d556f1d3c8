/** Requests, approvals and the wizard in the Playground's page, as a person does them there. */
import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, it, vi } from "vitest";
import { playgroundPath } from "../../src/demo/playground.ts";
import { BROWSER } from "./browser.ts";
import { consoleDriver } from "./console-driver.ts";
import { playgroundDriver } from "./playground-driver.ts";
import { openPlaygroundPage, type PlaygroundPage } from "./playground-page.ts";
import { openStage, type Stage } from "./stage.ts";
import { askFor } from "./steps.ts";

vi.setConfig({ testTimeout: 60_000 });

describe.skipIf(!playgroundPath() || !existsSync(BROWSER))("in the Playground's page", () => {
  const terminal = consoleDriver();
  let stage: Stage;
  let page: PlaygroundPage;
  beforeAll(async () => {
    const playground = await playgroundDriver("dana");
    stage = await openStage([terminal, playground]);
    page = await openPlaygroundPage(playground.url);
  });
  afterAll(async () => {
    await page?.close();
    await stage?.close();
  });

  it("one asks by typing, and sees the machine run", async () => {
    await page.goes("Personal Chat");
    await page.says("vm create web-01 --role shop/web/front --template small");
    await page.picture("teams-created", await page.card("vm create web-01", "web-01 is running"));
  });

  it("one approves what another asks for, on the card in the channel", async () => {
    const request = await askFor(terminal, "web-02");
    await page.goes("approvals");
    const card = await page.card(request, "Awaiting approval");
    await page.picture("teams-approve", card);
    await page.presses(card, "Approve");
    await page.card(request, "web-02 is running");
  });

  it("one rejects with a reason, in the card's own inputs", async () => {
    const request = await askFor(terminal, "web-03");
    await page.presses(await page.card(request, "Awaiting approval"), "Reject");
    const form = await page.card("Reason", "or type: request reject");
    await page.picture("teams-reject", form);
    await page.sends(form, { Reason: "small is enough" });
    await page.picture("teams-rejected", await page.card(request, "Rejected by dana", "small is enough"));
  });

  it("one plans an infrastructure in one card, step by step, with what is wrong at its field", async () => {
    await page.goes("Personal Chat");
    await page.says("infra new --bu retail");
    const first = await page.card("or type: infra new");
    await page.sends(first, { Name: "crm", Memory: "8GB", Storage: "500GB", Reason: "customer records" });
    const service = await page.card("Step 2 of 4: a service of crm");
    await page.sends(service, { Path: "crm/web", Environment: "production", Memory: "much", Storage: "200GB" });
    await page.picture("teams-wizard", await page.card("Step 2 of 4", "is not a size"));
    await page.sends(await page.card("is not a size"), { Memory: "4GB", Template: "small,medium" });
    const role = await page.card("Step 3 of 4: a role of crm/web");
    await page.sends(role, { Path: "crm/web/front", Template: "small" });
    await page.sends(await page.card("Step 4 of 4"), {});
    await page.card("asks for", "crm");
  });
});
