/** Forms as modals: what is asked, what was given, what comes back; and words and manifest beside them. */
import type { ViewSubmitAction } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../../commands/index.ts";
import type { Desk } from "../../../src/adapters/slack/desk.ts";
import { renderForm } from "../../../src/adapters/slack/form.ts";
import { slackManifest } from "../../../src/adapters/slack/manifest.ts";
import { canonical } from "../../../src/adapters/slack/mentions.ts";
import { readFields } from "../../../src/adapters/slack/sent-form.ts";
import { submitted } from "../../../src/adapters/slack/submission.ts";
import { readNote } from "../../../src/adapters/slack/way.ts";
import { startBot } from "../../../src/bot/bot.ts";
import { type Command, schemasOf } from "../../../src/bot/command.ts";
import type { Form } from "../../../src/bot/conversation.ts";
import { formOf } from "../../../src/bot/form.ts";
import { person, toyApp } from "../../bot/toy-app.ts";
import { brokenRules } from "../../support/slack-rules.ts";

const WAY = { channel: "C0RETAIL", user: "U0ANA" };

function form(fields: Partial<Form["fields"][number]>[]): Form {
  const whole = fields.map((field, at) => ({
    name: `f${at}`,
    label: `field ${at}`,
    required: true,
    value: "",
    ...field,
  }));
  return { command: "cake order", title: "Order a cake", usage: "cake order", fields: whole };
}

const inputs = (one: Form, subject?: string) => renderForm(one, WAY, subject).blocks.slice(1);

describe("a form in Slack", () => {
  it.each(COMMANDS.map((command) => [command.words, command] as const))(
    "of %s keeps to Slack's limits",
    (_words, command) => {
      const view = renderForm(formOf(command, {}), WAY);
      expect(brokenRules(view.blocks, 100)).toEqual([]);
      expect(view.title.text.length).toBeLessThanOrEqual(24);
    },
  );

  it("offers choices as a menu with what was given chosen, and asks in words where a menu does not hold them", () => {
    const [menu] = inputs(form([{ choices: ["sweet", "salty"], value: "salty" }]));
    expect(menu).toMatchObject({ element: { type: "static_select", initial_option: { value: "salty" } } });
    const many = Array.from({ length: 101 }, (_, at) => `c${at}`);
    const [words] = inputs(form([{ choices: many, hint: "one of" }]));
    expect(words).toMatchObject({
      element: { type: "plain_text_input" },
      hint: { text: expect.stringContaining("c100") },
    });
  });

  it("what was typed comes back, and what nobody touched as it was given", () => {
    const view = renderForm(form([{ value: "plum" }, { required: false, value: "x" }, { value: "" }]), WAY);
    const values = { f1: { value: { value: null } }, f2: { value: { value: "2GB" } } };
    const sent = { title: view.title, private_metadata: "", blocks: view.blocks, state: { values } };
    expect(readFields(sent)).toEqual({ f0: "plum", f1: "", f2: "2GB" });
  });

  it("what the button said is shown and not asked", () => {
    const asked = form([{ name: "id", value: "REQ-1" }, { name: "reason" }]);
    expect(inputs(asked, "REQ-1").map(({ block_id }) => block_id)).toEqual(["reason"]);
    expect(readNote(renderForm(asked, WAY, "REQ-1").private_metadata ?? "")).toEqual({
      ...{ command: "cake order", way: WAY, fixed: { id: "REQ-1" } },
    });
  });
});

describe("what is wrong in a form", () => {
  const { app } = toyApp([person("U0ANA", "datacenter-admin")]);
  const bot = startBot({ app, commands: COMMANDS, broken: String });
  const rooms = { bot, homes: { opened: async () => {}, changed: async () => {} } };

  it.each(
    COMMANDS.flatMap((command) => wrongFieldsOf(command).map((field) => [command.words, field, command] as const)),
  )("of %s is said under its field: %s", async (_words, field, command) => {
    const blank = renderForm(formOf(command, {}), WAY);
    const values = { [field]: { value: { value: WRONG, selected_option: { value: WRONG } } } };
    const view = { ...blank, id: "V1", state: { values } };
    const body = { view, user: { id: "U0ANA" }, team: { id: "T0" } } as unknown as ViewSubmitAction;
    const { reaction } = await submitted(rooms as unknown as Desk, body);
    expect(reaction).toMatchObject({ response_action: "errors", errors: { [field]: expect.stringMatching(/./) } });
  });
});

/** No name, size, day or choice. */
const WRONG = "¿, =";

function wrongFieldsOf(command: Command): string[] {
  return schemasOf(command).flatMap(([name, schema]) => (schema.safeParse(WRONG).success ? [] : [name]));
}

describe("words from Slack", () => {
  it.each([
    ["<@U0BOT> bu grant <@U0ANA|ana> user", "bu grant @U0ANA user"],
    ["bu grant <@W0ANA> user", "bu grant @W0ANA user"],
    ["bu register x --channel <#C0RETAIL|retail>", "bu register x --channel #retail"],
    ["bu register x --channel <#C0RETAIL>", "bu register x --channel #C0RETAIL"],
    ["request reject REQ-1 --reason “5 &lt; 6 &amp;amp; more”", "request reject REQ-1 --reason “5 < 6 &amp; more”"],
    ["see <https://x.example/a?b=1&amp;c=2>", "see https://x.example/a?b=1&c=2"],
    ["see <https://x.example|x.example> <mailto:a@x.example|a@x.example>", "see x.example a@x.example"],
    ["<!here> hello", "@here hello"],
    ["a &lt;@U0ANA&gt;", "a <@U0ANA>"],
  ])("%s is %s", (said, heard) => {
    expect(canonical(said, "U0BOT").text).toBe(heard);
  });

  it("channels that are named are remembered by their ids", () => {
    expect(canonical("<#C0RETAIL|retail>", "U0BOT").channels).toEqual([{ name: "#retail", id: "C0RETAIL" }]);
  });
});

describe("the app manifest", () => {
  it("has a slash command for each family of commands, and /qm for any", () => {
    const manifest = JSON.stringify(slackManifest(COMMANDS));
    for (const family of ["bu", "infra", "vm", "request", "job", "dc", "qm"])
      expect(manifest).toContain(`"/${family}"`);
    expect(manifest).not.toContain('"/whoami"');
    expect(manifest).toContain("create | ");
  });

  it("is of Socket Mode without an address, and names the door with one", () => {
    expect(slackManifest(COMMANDS)).toMatchObject({ settings: { socket_mode_enabled: true } });
    expect(JSON.stringify(slackManifest(COMMANDS))).not.toContain("http");
    expect(slackManifest(COMMANDS, "https://qm.example")).toMatchObject({
      settings: {
        socket_mode_enabled: false,
        interactivity: { request_url: "https://qm.example/slack/events" },
        event_subscriptions: { request_url: "https://qm.example/slack/events" },
      },
    });
  });
});
