/** Conversations with virsh, one for each host: opened when it is first needed, asked one thing after the other, kept to the script's end. */

import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";

/**
 * The same words whatever the account's language is, no agent that would ask for a password, and nothing of a terminal:
 * virsh reads its lines with readline, which has settings and ways of its own there.
 */
const ENVIRONMENT = {
  ...process.env,
  ...{ LC_ALL: "C", LIBVIRT_AUTH_FILE: "/dev/null", TERM: "dumb", INPUTRC: "/dev/null" },
};

const sessions = new Map();
const turns = new Map();

/**
 * Says one line, which may be several commands, and answers `{ isWhole, out, error }`: all that virsh says to it, unless it
 * ended before it had said everything. Whatever is asked after that is asked of another.
 */
export function ask(uri, line) {
  const before = turns.get(uri) ?? Promise.resolve();
  const answer = before.then(() => answerOf(sessions.get(uri) ?? open(uri), line));
  turns.set(
    uri,
    answer.catch(() => undefined),
  );
  return answer;
}

/** Ended without a word: asked to leave, virsh would write down what it was asked, in the account's home. */
export function endSessions() {
  for (const { child } of sessions.values()) child.kill("SIGKILL");
}

function open(uri) {
  const child = spawn("virsh", ["--quiet", "--connect", uri], { env: ENVIRONMENT });
  child.stdin.on("error", () => undefined); // whoever is gone is noticed by its end
  const ended = new Promise((resolve, reject) => {
    child.once("close", resolve);
    child.once("error", reject);
  }).finally(() => sessions.delete(uri));
  ended.catch(() => undefined); // whoever asks hears of it
  sessions.set(uri, { child, ended });
  return { child, ended };
}

/** What nobody can have written into a definition ends each answer. The first line is what we said, with virsh's prompt. */
async function answerOf({ child, ended }, line) {
  const end = randomUUID();
  const out = heard(child.stdout, (text) => withoutFirstLine(text).includes(end));
  const error = heard(child.stderr, (text) => text.includes(end));
  child.stdin.write(`${line}; echo ${end}; echo --err ${end}\n`);
  const all = Promise.all([out.whole, error.whole]).then(() => true);
  const isWhole = await Promise.race([all, ended.then(() => false)]);
  return { isWhole, out: withoutFirstLine(out.text()).split(end)[0], error: error.text().split(`error: ${end}`)[0] };
}

function withoutFirstLine(text) {
  const first = text.indexOf("\n");
  return first === -1 ? "" : text.slice(first + 1);
}

/** Listens until the text `isWhole`. */
function heard(stream, isWhole) {
  let text = "";
  const whole = new Promise((resolve) => {
    stream.setEncoding("utf8").on("data", function hear(more) {
      text += more;
      if (!isWhole(text)) return;
      stream.off("data", hear);
      resolve();
    });
  });
  return { whole, text: () => text };
}
