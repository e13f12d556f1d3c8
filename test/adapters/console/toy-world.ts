/** A tiny bot with one kind of request, for the console to talk to. */
import type { ConsoleChat } from "../../../src/adapters/console/chat.ts";
import type { ConsoleWorld } from "../../../src/adapters/console/world.ts";
import type { Answer, Form } from "../../../src/bot/conversation.ts";
import type { Card, Verb } from "../../../src/cards/card.ts";
import { Refusal, type RefusalCode } from "../../../src/domain/refusal.ts";

const HOUR_MS = 3_600_000;

interface ToyRequest {
  id: string;
  by: string;
  vm: string;
  state: "awaitingApproval" | "running" | "rejected" | "done";
  done: number;
  messages: Map<string, string>;
}

export interface ToyWorld extends ConsoleWorld {
  /** Every press and every filled form, as the bot got it. */
  heard: unknown[];
  /** Runs one task of what was approved. */
  work(): Promise<void>;
}

/** `dana` decides; `create VM` asks; two tasks run when the world is awaited; a reminder is due after 24 hours. */
export function toyWorld(chat: ConsoleChat): ToyWorld {
  const requests: ToyRequest[] = [];
  const heard: unknown[] = [];
  let [now, reminded, stuck] = [0, false, false];
  const at = (conversation: string) => ({ platform: "console", tenant: "demo", conversation });
  const notice = (to: string, text: string) => chat.post(at(to), { kind: "notice", text });
  const redraw = async (request: ToyRequest) => {
    for (const [place, message] of request.messages) await chat.edit(at(place), message, request.id, picture(request));
  };
  const create = async (by: string, vm: string): Promise<Answer> => {
    const id = `REQ-${requests.length + 1}`;
    const request: ToyRequest = { id, by, vm, state: "awaitingApproval", done: 0, messages: new Map() };
    requests.push(request);
    for (const place of ["#approvals", `@${by}`]) {
      const post = { kind: "card" as const, request: id, card: picture(request) };
      request.messages.set(place, await chat.post(at(place), post));
    }
    return { kind: "text", text: `${id} waits for dana` };
  };
  const work = async () => {
    for (const request of requests.filter(({ state }) => state === "running")) {
      request.done += 1;
      if (request.done === 2) request.state = "done";
      await redraw(request);
      if (request.state === "done") await notice(`@${request.by}`, `${request.vm} is running`);
    }
  };
  const decide = async (who: string, verb: string, request: ToyRequest): Promise<Answer> => {
    if (request.state !== "awaitingApproval") return refuse("too-late", `${request.id} was decided by dana`);
    if (who === request.by) return refuse("self-approval", "nobody decides on a request of their own");
    if (who !== "dana") return refuse("forbidden", `${who} may not decide`);
    request.state = verb === "Approve" ? "running" : "rejected";
    await redraw(request);
    return { kind: "text", text: `${verb}: ${request.id}` };
  };
  const stick = (): Answer => {
    stuck = true;
    return { kind: "text", text: "this will never end" };
  };
  const byId = (id: string) => requests.find((request) => request.id === id);
  const sentences: [RegExp, (who: string, word: string) => Answer | Promise<Answer>][] = [
    [/^\/?create (\S+)$/, create],
    [/^\/?create$/, () => ({ kind: "form", form: CREATE })],
    [/^show (.+)$/, (_who, id) => shown(byId(id))],
    [/^say (.*)$/s, (_who, text) => ({ kind: "text", text })],
    [/^plan$/, () => ({ kind: "form", form: PLAN })],
    [/^export$/, () => ({ kind: "text", text: "2 lines", file: { name: "a.csv", content: "a,b\n1,2" } })],
    [/^stick$/, stick],
    [/^break$/, () => Promise.reject(new Error("the cable is out"))],
  ];

  return {
    heard,
    work,
    bot: {
      async hear({ from, text, file }) {
        if (text.startsWith("read ")) return { kind: "text", text: (await file(text.slice(5))) ?? "no such file" };
        for (const [shape, answer] of sentences) {
          const match = shape.exec(text);
          if (match) return answer(from.user, match[1] ?? "");
        }
        return refuse("unknown-command", `there is no command ${text}`, "see: help");
      },
      async press(press) {
        heard.push(press);
        const request = byId(press.id);
        if (!request) return refuse("not-found", `there is no ${press.id}`);
        if (press.verb === "Reject" && !press.fields.reason) return { kind: "form", form: rejectForm(press.id) };
        return decide(press.from.user, press.verb, request);
      },
      async submit(form) {
        heard.push(form);
        if (form.command === "plan") return { kind: "text", text: "planned", next: CREATE };
        if (form.command === "create") return create(form.from.user, form.fields.name ?? "");
        const request = byId(form.fields.id ?? "");
        return request ? decide(form.from.user, "Reject", request) : refuse("not-found", "there is no such request");
      },
      async buttonsFor({ user }, id) {
        const request = byId(id);
        if (request?.state !== "awaitingApproval") return [];
        return user === "dana" ? ["Approve", "Reject"] : user === request.by ? ["Withdraw"] : [];
      },
    },
    settled: async () => {},
    async idle() {
      for (let round = 0; round < 2; round++) await work();
      return !stuck;
    },
    async advance(ms) {
      now += ms;
      if (now < 24 * HOUR_MS || reminded) return;
      reminded = true;
      await notice("#approvals", "Reminder: somebody   waits");
    },
  };
}

function refuse(code: RefusalCode, sentence: string, hint = ""): Answer {
  return { kind: "refusal", refusal: new Refusal(code, sentence, hint) };
}

function shown(request: ToyRequest | undefined): Answer {
  return request ? { kind: "card", card: picture(request) } : refuse("not-found", "there is no such request");
}

const TONES = { awaitingApproval: "waiting", running: "working", rejected: "bad", done: "good" } as const;

function picture({ id, by, vm, state, done }: ToyRequest): Card {
  const verbs: Verb[] = state === "awaitingApproval" ? ["Approve", "Reject", "Withdraw"] : [];
  const [first, second] = [
    done > 0 ? "done" : "running",
    done > 1 ? "done" : done > 0 ? "running" : "waiting",
  ] as const;
  const steps = [
    { title: "Find a host", state: first },
    { title: "Make the disk", state: second },
  ];
  const progress = { type: "progress" as const, title: "Creating", steps, done, total: 2 };
  const facts = [
    { label: "State", value: state },
    { label: "Requester", value: by },
  ];
  const isAtWork = state === "running" || state === "done";
  return {
    title: `${id} · create ${vm}`,
    tone: TONES[state],
    blocks: [{ type: "facts", facts }, ...(isAtWork ? [progress] : [])],
    buttons: verbs.map((verb) => ({ verb, id })),
  };
}

const CREATE: Form = {
  command: "create",
  title: "Create a VM",
  usage: "create <name> [--template T]",
  fields: [
    { name: "name", label: "Name", required: true, value: "" },
    { name: "template", label: "Template", required: false, value: "small", choices: ["small", "large"] },
  ],
};

/** The first of two steps. */
const PLAN: Form = {
  command: "plan",
  title: "Plan a VM",
  usage: "plan <name>",
  fields: [{ name: "name", label: "Name", required: true, value: "" }],
};

function rejectForm(id: string): Form {
  const reason = { name: "reason", label: "Reason", required: true, value: "" };
  const fields = [{ name: "id", label: "Request", required: true, value: id }, reason];
  return { command: "reject", title: `Reject ${id}`, usage: "reject <id> --reason T", fields };
}
