/** A request and its approval in a browser, as people do them; pictures of it are kept with the test's output. */
import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, it, vi } from "vitest";
import { hasLocalSlack } from "../../src/demo/local-slack.ts";
import { BROWSER } from "./browser.ts";
import { slackDriver } from "./slack-driver.ts";
import { openSlackPage, type SlackPage } from "./slack-page.ts";
import { openStage, type Stage } from "./stage.ts";

vi.setConfig({ testTimeout: 60_000 });

describe.skipIf(!hasLocalSlack || !existsSync(BROWSER))("in local Slack's page", () => {
  let stage: Stage;
  let page: SlackPage;
  beforeAll(async () => {
    const slack = await slackDriver("Socket Mode");
    stage = await openStage([slack]);
    page = await openSlackPage(slack.url);
  });
  afterAll(async () => {
    await page?.close();
    await stage?.close();
  });

  it("one asks for a machine, another approves it, and everybody sees it run", async () => {
    await page.says("ana", "/vm create web-01 --role shop/web/front --template small");
    await page.picture("request", await page.card("vm create web-01", "Awaiting approval"));
    await page.presses("dana", "Approve", "vm create web-01");
    await page.picture("request-done", await page.card("vm create web-01", "web-01 is running"));
    await page.card("vm create web-01", "1 reply");
  });

  it("one rejects with a reason, which stands on the card", async () => {
    await page.says("ana", "/vm create web-02 --role shop/web/front --template medium");
    await page.card("vm create web-02", "Awaiting approval");
    await page.presses("dana", "Reject", "vm create web-02");
    await page.picture("reject");
    await page.sends({ Reason: "small is enough" });
    await page.picture("request-rejected", await page.card("vm create web-02", "small is enough"));
  });

  it("one plans an infrastructure in one modal, step by step, with what is wrong under its field", async () => {
    await page.says("ben", "/infra new");
    await page.sends({ Name: "crm", Memory: "8GB", Storage: "500GB", Reason: "customer records" });
    await page.modal("Step 2 of 4: a service of crm");
    await page.sends({ Path: "crm/web", Environment: "production", Memory: "much", Storage: "200GB" });
    await page.modal("is not a size");
    await page.picture("wizard");
    await page.sends({ Memory: "4GB", Template: "small,medium" });
    await page.modal("Step 3 of 4: a role of crm/web");
    await page.sends({ Path: "crm/web/front", Template: "small" });
    await page.modal("Step 4 of 4");
    await page.sends({});
    await page.card("infra new crm", "Awaiting approval");
  });
});
