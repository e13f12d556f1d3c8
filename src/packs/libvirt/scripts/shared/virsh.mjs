/** virsh on one host: libvirt's own client, which speaks every transport that its URIs name. */

import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask } from "./session.mjs";
import { Failure } from "./task.mjs";

/** Answers `{ ok, out, error }`; what virsh cannot do it says why, in lines that begin with `error: `. */
export async function tried({ uri }, words) {
  const { isWhole, out, error } = await said(uri, words.map(quoted).join(" "));
  return { ok: isWhole && !/^error: /m.test(error), out, error: sentenceOf(error) };
}

/** The same, and a Failure that names what was `doing` ("starting web-01") when it did not go well. */
export async function virsh(at, doing, words) {
  const { ok, out, error } = await tried(at, words);
  if (!ok) throw new Failure(`${doing} on host ${at.host}: ${error || "virsh did not say why"}`);
  return out;
}

/** Several commands at once; a list of what each said. One that fails has said nothing, and the others go on. */
export async function virshAll(at, doing, commands) {
  const end = randomUUID(); // what nobody can have written into a definition
  const { out, error } = await said(at.uri, commands.flatMap((command) => [command, `echo ${end}`]).join("; "));
  const answers = out.split(end).map((part) => part.trim());
  if (answers.length <= commands.length) throw new Failure(`${doing} on host ${at.host}: ${sentenceOf(error)}`);
  return answers.slice(0, commands.length);
}

/** The same as `tried`, with a file that holds this XML as the last word. */
export async function triedWith(at, words, xml) {
  const folder = mkdtempSync(join(tmpdir(), "virsh-"));
  const file = join(folder, "definition.xml");
  try {
    writeFileSync(file, xml, { mode: 0o600 });
    return await tried(at, [...words, file]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function said(uri, line) {
  return ask(uri, line).catch((cause) => {
    throw cause.code === "ENOENT" ? new Failure("virsh is not installed where the workers run") : cause;
  });
}

/** As virsh reads a word, which is nearly a shell's way. A line is all that it can be told at once. */
function quoted(word) {
  if (/^[\w./-]+$/.test(word)) return word;
  if (/\p{Cc}/u.test(word)) throw new Failure(`virsh cannot be told of ${JSON.stringify(word)}`);
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** `error: a` and `error: b` on two lines are one sentence. */
function sentenceOf(error) {
  const lines = error.split("\n").flatMap((line) => (line.startsWith("error: ") ? [line.slice("error: ".length)] : []));
  return lines.join(": ").trim() || error.trim();
}
