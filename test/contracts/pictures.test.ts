/** The pictures of the guides: real cards, taken from the chats' pages; `npm run pictures` puts them into docs/pictures. */
import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, it, vi } from "vitest";
import { hasLocalSlack } from "../../src/demo/local-slack.ts";
import { playgroundPath } from "../../src/demo/playground.ts";
import { BROWSER } from "./browser.ts";
import { consoleDriver } from "./console-driver.ts";
import { playgroundDriver } from "./playground-driver.ts";
import { openPlaygroundPage, type PlaygroundPage } from "./playground-page.ts";
import { slackDriver } from "./slack-driver.ts";
import { openSlackPage, type SlackPage } from "./slack-page.ts";
import { openStage, type Stage } from "./stage.ts";
import { askFor } from "./steps.ts";

vi.setConfig({ testTimeout: 60_000 });

const DAY_MS = 86_400_000;

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

  it("a request waits for a decision, with everything that is to be known for it", async () => {
    await page.says("ana", "/vm create web --role shop/web/front --template medium --count 3");
    await page.picture("request", await page.card("vm create web", "May decide"));
    await page.picture("slack");
  });

  it("an offer shows other numbers, and waits for who asked", async () => {
    await page.presses("dana", "Offer", "vm create web");
    await page.sends({ Machines: "2" });
    await page.picture("offer", await page.card("vm create web", "Waiting for a yes or no to an offer"));
    await page.presses("ana", "Accept", "vm create web");
    await page.card("vm create web", "is running");
  });

  it("what was decided alone is looked at by somebody else", async () => {
    await page.says("eve", "/bu register design --cost-center CC-77");
    await page.card("bu register design", "Awaiting approval");
    await page.says("dana", '/request approve REQ-2 --break-glass --reason "the fair opens at noon"');
    await page.picture("review", await page.card("review", "To be looked at"));
  });

  it("an infrastructure is planned in four steps", async () => {
    await page.says("ben", "/infra new");
    await page.sends({ Name: "crm", Memory: "8GB", Storage: "500GB", Reason: "customer records" });
    await page.picture("plan", await page.modal("Step 2 of 4"));
    await page.sends({
      Path: "crm/web",
      Environment: "production",
      Memory: "8GB",
      Storage: "500GB",
      Template: "small,medium",
    });
    await page.modal("Step 3 of 4");
    await page.sends({ Path: "crm/web/front", Template: "small" });
    await page.modal("Step 4 of 4");
    await page.sends({});
    await page.picture("infrastructure", await page.card("infra new crm", "May decide"));
  });

  it("what is wound up can be saved within its grace", async () => {
    await page.says("ben", '/infra decommission till --confirm till --reason "the tills are gone"');
    await page.card("infra decommission till", "May decide");
    await page.presses("dana", "Approve", "infra decommission till");
    await page.picture("grace", await page.card("infra decommission till", "is stopped, and is deleted on"));
  });

  it("a change shows before and after", async () => {
    await page.says("ben", "/infra change shop --memory +8GB");
    await page.card("draft of a change of infrastructure shop", "72 GB");
    await page.says("ben", "/infra submit shop");
    await page.picture("change", await page.card("infra change shop", "May decide"));
  });

  it("the catalogue shows what may be asked for", async () => {
    await page.says("ben", "/qm catalog");
    await page.picture("catalog", await page.card("Catalogue", "small"));
  });

  it("a report shows what the month costs", async () => {
    await stage.passes(27 * DAY_MS);
    await page.says("dana", "/report chargeback");
    await page.picture("chargeback", await page.card("Showback of dc1", "Cost by infrastructure"));
    await page.says("ben", "/report utilization");
    await page.picture("utilization", await page.card("Utilization of retail", "Granted storage"));
  });
});

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

  it("a request waits for a decision there, too", async () => {
    const request = await askFor(terminal, "web-01");
    await page.goes("approvals");
    await page.picture("teams", await page.card(request, "Awaiting approval", "May decide"));
  });

  it("a report shows what the month costs, with Teams' own charts", async () => {
    await stage.passes(27 * DAY_MS);
    await page.goes("Personal Chat");
    await page.says("report chargeback");
    await page.picture("chargeback-teams", await page.card("Showback of dc1", "comes to"));
  });
});
