/** Arguments that are one text: names, ids, codes, paths, free words. */
import { z } from "zod";
import { isHostAddress } from "../../domain/host.ts";
import { isName } from "../../domain/name.ts";
import { noted, readBy } from "../arg-notes.ts";

const MOST_LETTERS = 2000;

/** Letters; what is shorter could not be told apart in what scripts say. */
const SHORTEST_SECRET = 4;

/** The name of something: a lower-case letter, then up to 39 of a–z, 0–9 and `-`. */
export const name = (looks = "NAME") =>
  readBy(looks, "a name (a lower-case letter, then up to 39 of a–z, 0–9 and -)", (text) =>
    isName(text) ? text : undefined,
  );

/** The id of a request: `REQ-7`. */
export const requestId = () => readBy("ID", "the id of a request, such as REQ-7", asRequestId);

/** The id of a scheduled report: `RS-1`. */
export const scheduleId = () => readBy("ID", "the id of a scheduled report, such as RS-1", asRequestId);

/** The name at the end of a machine's path: `shop/web/front/web-01`. */
function nameInPath(text: string): string | undefined {
  const names = text.split("/");
  return names.length === MACHINE_DEPTH && names.every(isName) ? names.at(-1) : undefined;
}

const MACHINE_DEPTH = 4;

const nameOrRequest = (looks: string, wanted: string) =>
  readBy(looks, wanted, (text) => (isName(text) ? text : asRequestId(text)));

/** The name of an infrastructure, or the id of the request that it is drafted in. */
export const draft = () => nameOrRequest("INFRA", "an infrastructure's name or the id of its request");

/** The name of a machine, its path, or the id of a request about it. */
export const vm = () =>
  readBy("VM", "a machine's name or the id of a request about it", (text) =>
    isName(text) ? text : (nameInPath(text) ?? asRequestId(text)),
  );

/** The name of a domain, which may have dots. */
export const domain = () =>
  readBy("DOMAIN", "a domain such as corp.example", (text) =>
    /^[a-z0-9][a-z0-9.-]{0,252}$/.test(text) ? text : undefined,
  );

/** What a pack reaches a host by, for libvirt a URI. */
export const hostAddress = () =>
  readBy("URI", "an address such as qemu+ssh://root@h1/system, without a password in it", (text) =>
    isHostAddress(text) ? text : undefined,
  );

/** A channel, `#retail`. */
export const channel = () =>
  readBy("#CHANNEL", "a channel such as #retail", (text) => (/^#[^\s#]{1,80}$/u.test(text) ? text : undefined));

/** A short code without blanks, `CC-200`. */
export const code = () =>
  readBy("CODE", "a code such as CC-200", (text) => (/^[\p{L}\d][\p{L}\d._/-]{0,39}$/u.test(text) ? text : undefined));

/** A path of `parts` names through the hierarchy: `infrastructure/service/role`. */
export const path = (looks: string, ...parts: number[]) =>
  readBy(looks, `a path like ${parts.map(firstOf).join(" or ")}`, (text) => {
    const names = text.split("/");
    return parts.includes(names.length) && names.every(isName) ? names : undefined;
  });

const firstOf = (parts: number) => ["shop", "web", "front", "web-01"].slice(0, parts).join("/");

/** A seal of the audit log, as verifying it says it: `12:3f9a…`. */
export const seal = () =>
  readBy("N:HASH", "a seal that dc audit verify has said", (text) => {
    const [, position, hash] = /^(\d{1,15}):([0-9a-f]{64})$/i.exec(text) ?? [];
    return hash === undefined ? undefined : { position: Number(position), hash: hash.toLowerCase() };
  });

/** Free text. */
export const text = (looks = "TEXT") =>
  noted(
    z
      .string()
      .transform((value) => value.trim())
      .refine((value) => value.length > 0, "it is empty")
      .refine((value) => value.length <= MOST_LETTERS, `it is longer than ${MOST_LETTERS} letters`),
    { looks },
  );

/** A secret value, kept exactly as it was entered. */
export const secret = () =>
  noted(
    z
      .string()
      .refine((value) => value.trim().length >= SHORTEST_SECRET, `it is shorter than ${SHORTEST_SECRET} letters`)
      .refine((value) => value.length <= MOST_LETTERS, `it is longer than ${MOST_LETTERS} letters`),
    { looks: "", wanted: "kept encrypted, and never shown again", secret: true },
  );

/** The name of a secret; what is none may be the secret itself, and is not repeated. */
export const secretName = () =>
  noted(
    z
      .string()
      .transform((value) => value.trim())
      .refine(isName, "that is no name (a lower-case letter, then up to 39 of a–z, 0–9 and -)"),
    { looks: "NAME" },
  );

/** One of these words. */
export const choice = <const C extends string>(...choices: C[]) =>
  noted(z.enum(choices, `it is one of: ${choices.join(", ")}`), { looks: choices.join("|"), choices });

/** Given or not; in a form, yes or no. */
export const flag = () => {
  const schema = readBy("", "yes or no", (text) => YES_OR_NO.get(text.toLowerCase()));
  return noted(schema, { looks: "", wanted: "yes or no", flag: true });
};

const YES_OR_NO = new Map([
  ...["yes", "true", "on"].map((word) => [word, true] as const),
  ...["no", "false", "off"].map((word) => [word, false] as const),
]);

/** All the words that are left, as one text. */
export const rest = (looks: string) => noted(z.string(), { looks, rest: true });

/** Ids are told apart by their letters, whatever the case in which they are typed. */
function asRequestId(text: string): string | undefined {
  return /^[a-z][a-z0-9]{0,9}-\d{1,12}$/i.test(text) ? text.toUpperCase() : undefined;
}
