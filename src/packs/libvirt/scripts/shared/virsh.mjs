/** virsh on one host: libvirt's own client, which speaks every transport that its URIs name. */

import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { Failure } from "./task.mjs";

/** The same words whatever the account's language is, and no agent that would ask for a password. */
const ENVIRONMENT = { ...process.env, LC_ALL: "C", LIBVIRT_AUTH_FILE: "/dev/null" };

/** Answers `{ ok, out, error }`; virsh ends with 0 or 1, and says why. */
export async function tried({ uri }, words) {
  const stdio = ["ignore", "pipe", "pipe"];
  const child = spawn("virsh", ["--quiet", "--connect", uri, ...words], { env: ENVIRONMENT, stdio });
  const ended = new Promise((resolve, reject) => {
    child.once("close", resolve);
    child.once("error", (cause) =>
      reject(cause.code === "ENOENT" ? new Failure("virsh is not installed where the workers run") : cause),
    );
  });
  const [out, error, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { ok: code === 0, out, error: sentenceOf(error) };
}

/** The same, and a Failure that names what was `doing` ("starting web-01") when it did not go well. */
export async function virsh(at, doing, words) {
  const { ok, out, error } = await tried(at, words);
  if (!ok) throw new Failure(`${doing} on host ${at.host}: ${error || "virsh did not say why"}`);
  return out;
}

/** Several commands over one connection; a list of what each said. One that fails has said nothing, and the others go on. */
export async function virshAll(at, doing, commands) {
  const end = randomUUID(); // what nobody can have written into a definition
  const words = commands.flatMap((command) => [command, `echo ${end}`]).join("; ");
  const { out, error } = await tried(at, [words]);
  const said = out.split(end).map((part) => part.trim());
  if (said.length <= commands.length) throw new Failure(`${doing} on host ${at.host}: ${error}`);
  return said.slice(0, commands.length);
}

/** The same as `tried`, with a file that holds this XML as the last word. */
export function triedWith(at, words, xml) {
  return triedWithFiles(at, [xml], (files) => [...words, ...files]);
}

/** The same as `tried`, with words that name files; each holds one of these texts. */
export async function triedWithFiles(at, texts, words) {
  const folder = await mkdtemp(join(tmpdir(), "virsh-"));
  const files = texts.map((_, index) => join(folder, `${index}.xml`));
  try {
    await Promise.all(files.map((file, index) => writeFile(file, texts[index], { mode: 0o600 })));
    return await tried(at, words(files));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `error: a` and `error: b` on two lines are one sentence. */
function sentenceOf(error) {
  const lines = error.split("\n").flatMap((line) => (line.startsWith("error: ") ? [line.slice("error: ".length)] : []));
  return lines.join(": ").trim() || error.trim();
}
