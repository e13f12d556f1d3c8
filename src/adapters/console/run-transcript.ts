/** Runs the steps of a transcript, one after the other, until one does not hold. */
import type { Answer } from "../../bot/conversation.ts";
import type { ConsoleChat } from "./chat.ts";
import type { Inbound } from "./inbound.ts";
import { type Posted, plainText } from "./posted.ts";
import type { Deed, Step } from "./transcript.ts";
import { type ConsoleWorld, LONGEST_WAIT_MS } from "./world.ts";

/** Whoever watches: hears every line that acts as it begins, and everything that is posted. */
export interface Audience {
  began(step: Step): void;
  posted(posted: Posted): void;
}

/**
 * Null when every line ran and every expectation held; otherwise which line did not, and why.
 * Throws, naming the line, when the world broke.
 */
export async function runTranscript(
  steps: Step[],
  world: ConsoleWorld,
  chat: ConsoleChat,
  people: Inbound,
  audience: Audience,
): Promise<string | null> {
  const play: Play = { world, people, audience, window: [], since: 0, answer: null };
  const stopListening = chat.listen((posted) => appear(play, posted));
  try {
    for (const [at, step] of steps.entries()) {
      const failure = await performed(play, step, judgeOf(steps.slice(at + 1)));
      if (failure !== null) return `line ${step.line}: ${failure}`;
    }
    return null;
  } finally {
    stopListening();
  }
}

/** What follows a line and judges its reply: the next step that is no expectation. */
function judgeOf(steps: Step[]): Deed | undefined {
  return steps.find(({ deed }) => deed.kind !== "expect")?.deed;
}

interface Play {
  world: ConsoleWorld;
  people: Inbound;
  audience: Audience;
  /** What was posted since the line numbered `since` began. */
  window: Posted[];
  since: number;
  /** The last reply of all. */
  answer: Answer | null;
}

function appear(play: Play, posted: Posted): void {
  play.window.push(posted);
  play.audience.posted(posted);
}

async function performed(play: Play, step: Step, next: Deed | undefined): Promise<string | null> {
  try {
    return await perform(play, step, next);
  } catch (cause) {
    throw new Error(`line ${step.line}: ${step.source}`, { cause });
  }
}

async function perform(play: Play, step: Step, next: Deed | undefined): Promise<string | null> {
  const { deed } = step;
  switch (deed.kind) {
    case "say":
      begin(play, step);
      return answered(play, deed.who, await play.people.say(deed.who, deed.text), next);
    case "press":
      begin(play, step);
      return answered(play, deed.who, await play.people.press(deed.who, deed.words), next);
    case "wait":
      return wait(play, step, deed.ms);
    case "expect":
      return expectation(play, deed.text);
    case "refuse":
      return refusal(play.answer, deed.code);
  }
}

function begin(play: Play, step: Step): void {
  play.window = [];
  play.since = step.line;
  play.audience.began(step);
}

async function answered(play: Play, to: string, answer: Answer, next: Deed | undefined): Promise<string | null> {
  play.answer = answer;
  appear(play, { kind: "answer", to, answer });
  await play.world.settled();
  return answer.kind === "refusal" && next?.kind !== "refuse" ? `refused, ${described(answer)}` : null;
}

/** A bare `wait` starts no new window. */
async function wait(play: Play, step: Step, ms: number | null): Promise<string | null> {
  if (ms === null) play.audience.began(step);
  else {
    begin(play, step);
    await play.world.advance(ms);
  }
  if (await play.world.idle(LONGEST_WAIT_MS)) return null;
  return `after ${LONGEST_WAIT_MS / 1000} s something was still running or not delivered`;
}

function expectation({ window, since }: Play, text: string): string | null {
  if (window.some((posted) => comparable(plainText(posted)).includes(comparable(text)))) return null;
  const found = window.map((posted) => `${posted.to}: ${shortened(plainText(posted))}`);
  const older = found.length > MOST_QUOTES ? [`… ${found.length - MOST_QUOTES} before these`] : [];
  const shown = found.length > 0 ? [...older, ...found.slice(-MOST_QUOTES)] : ["nothing"];
  return [`expected “${text}”, but since line ${since} this was posted:`, ...shown].join("\n  ");
}

function refusal(answer: Answer | null, code: string | null): string | null {
  const wanted = code === null ? "a refusal" : `the refusal ${code}`;
  if (answer === null) return `expected ${wanted}, but nothing was answered yet`;
  if (answer.kind === "refusal" && (code === null || answer.refusal.code === code)) return null;
  return `expected ${wanted}, but the last reply was ${described(answer)}`;
}

function described(answer: Answer): string {
  const text = shortened(plainText({ kind: "answer", to: "", answer }));
  return answer.kind === "refusal" ? `${answer.refusal.code}: ${text}` : `no refusal: ${text}`;
}

/** Whatever the case, and with every run of white space as one blank. */
function comparable(text: string): string {
  return text.toLowerCase().replaceAll(/\s+/g, " ").trim();
}

const LONGEST_QUOTE = 300;
const MOST_QUOTES = 12;

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line;
}
