/** The product in Microsoft's local Teams client: approved, rejected and filled in as a person would. */
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PERSONAL, PLAYGROUND_TENANT, playgroundPath } from "../../../src/demo/playground.ts";
import { openTeamsHouse, type TeamsHouse } from "../../support/teams-house.ts";
import { openPlayground, type Playground, type Shown } from "../../support/teams-playground.ts";

const PICTURES = path.join(import.meta.dirname, "../../.output");
const CHROMIUM = "/usr/bin/chromium";

describe.skipIf(!playgroundPath())("in the Agents Playground", () => {
  let house: TeamsHouse;
  let playground: Playground;
  beforeAll(async () => {
    house = await openTeamsHouse(PLAYGROUND_TENANT);
    playground = await openPlayground(house.url);
    await playground.install(PERSONAL);
    await playground.install("approvals");
    await house.book.knows("#approvals");
    await house.book.knows("@ana");
  });
  afterAll(async () => {
    await playground?.close();
    await house?.close();
  });

  const showing = (conversation: string, ...texts: string[]) =>
    playground.message(
      (shown) => shown.conversation === conversation && texts.every((text) => shown.card.includes(text)),
    );
  const pressing = ({ thread, id }: Shown, verb: string, data: object) => ({
    conversation: thread,
    message: id,
    verb,
    data,
  });

  /** ana asks for a machine; the request's id, and its card in #approvals. */
  async function ask(machine: string): Promise<{ id: string; card: Shown }> {
    await playground.says(PERSONAL, `vm create ${machine} --role shop/web/front --template small`);
    const { text } = await playground.message((shown) => shown.text.includes(`asks for ${machine}`));
    const id = text.split(" ")[0] ?? "";
    return { id, card: await showing("approvals", id, '"Approve"') };
  }

  it("answers what is typed, also after a mention", async () => {
    await playground.says(PERSONAL, "whoami");
    await showing(PERSONAL, "ana", "user of retail");
    await playground.says("approvals", "infra list");
    expect((await showing("approvals", "infrastructures", "shop")).thread).toContain(";messageid=");
  });

  it("posts a request where it is decided, and draws it again in place until the machine runs", async () => {
    const { id, card } = await ask("web-11");
    const answer = await playground.presses("dana", pressing(card, "Approve", { id }));
    expect(answer.value).toContain(`${id} is at work`);
    const done = await showing("approvals", id, "web-11 is running");
    expect(done.id).toBe(card.id);
    expect(done.edits).toBeGreaterThan(0);
    expect(done.card).not.toContain('"Approve"');
    await showing(PERSONAL, id, "web-11 is running");
    const late = await playground.presses("dee", pressing(card, "Approve", { id }));
    expect(late.value).toContain("(too-late)");
  });

  it("tells only the presser that they may not", async () => {
    const { id, card } = await ask("web-12");
    const answer = await playground.presses("ana", pressing(card, "Approve", { id }));
    expect(answer).toMatchObject({ type: "application/vnd.microsoft.activity.message" });
    expect(answer.value).toContain("(self-approval)");
  });

  it("asks for the reason of a rejection in the card, and tells who asked", async () => {
    const { id, card } = await ask("web-13");
    const form = JSON.stringify((await playground.presses("dana", pressing(card, "Reject", { id }))).value);
    expect(form).toContain("field-reason");
    const { verb, data } = JSON.parse(form).actions[0];
    const typed = { ...data, "field-id": id, "field-reason": "no room" };
    await playground.presses("dana", pressing(card, verb, typed));
    await showing("approvals", id, "no room");
    await playground.message(({ text }) => text.includes(id) && text.includes("no room"));
  });

  it("fills a form in by Action.Submit too", async () => {
    await playground.says(PERSONAL, "vm create web-14 --template small");
    const form = await showing(PERSONAL, "field-role", '"web-14"');
    const data = JSON.parse(form.card).actions[0].fallback.data;
    const at = { conversation: PERSONAL, message: form.id };
    await playground.submits("ana", {
      ...at,
      data: { ...data, "field-name": "web-14", "field-template": "small", "field-role": "nowhere" },
    });
    await playground.message(
      ({ id, card }) => id === form.id && card.includes("nowhere") && card.includes("attention"),
    );
    await playground.submits("ana", {
      ...at,
      data: { ...data, "field-name": "web-14", "field-template": "small", "field-role": "shop/web/front" },
    });
    await playground.message(({ id, card }) => id === form.id && card.includes("asks for web-14"));
  });

  describe.skipIf(!existsSync(CHROMIUM))("in its page", () => {
    let browser: Browser;
    let page: Page;
    beforeAll(async () => {
      await mkdir(PICTURES, { recursive: true });
      browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
      page = await browser.newPage({ viewport: { width: 1280, height: 1100 } });
      await page.goto(playground.url);
    });
    afterAll(() => browser?.close());

    it("is read and pressed by a person", async () => {
      await page.getByText("Personal Chat").first().click();
      await page.getByText("Try: help").first().waitFor();
      const { id } = await ask("web-15");
      const withdraw = page.getByRole("button", { name: "Withdraw" }).last();
      await withdraw.scrollIntoViewIfNeeded();
      await page.screenshot({ path: path.join(PICTURES, "teams-request.png") });
      await withdraw.click();
      await page.getByText("Withdrawn by ana").first().waitFor();
      expect((await showing("approvals", id, "Withdrawn by ana")).edits).toBeGreaterThan(0);
    });

    it("shows lists and forms", async () => {
      await playground.says(PERSONAL, "vm list");
      await page.getByText("shop/web/front", { exact: true }).last().waitFor();
      await page.screenshot({ path: path.join(PICTURES, "teams-machines.png") });
      await playground.says(PERSONAL, "vm create");
      await page.getByText("or type: vm create").last().scrollIntoViewIfNeeded();
      await page.screenshot({ path: path.join(PICTURES, "teams-form.png") });
    });

    it("shows the work in a channel", async () => {
      await page.getByText("approvals", { exact: true }).first().click();
      const { id, card } = await ask("web-16");
      await playground.presses("dana", pressing(card, "Approve", { id }));
      const running = page.locator(".ac-textBlock", { hasText: "web-16 is running" });
      await running.waitFor();
      await running.scrollIntoViewIfNeeded();
      await page.screenshot({ path: path.join(PICTURES, "teams-done.png") });
      expect(await running.count()).toBe(1);
    });
  });
});
