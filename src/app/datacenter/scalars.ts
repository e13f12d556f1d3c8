/** The single values that a datacenter file is made of, each with the sentence that is said when it is none. */
import { z } from "zod";
import type { Identity } from "../../domain/actor.ts";
import { isHostAddress } from "../../domain/host.ts";
import { numericOf, parseMoney } from "../../domain/money.ts";
import { isName } from "../../domain/name.ts";
import { parseSize } from "../../domain/size.ts";

/** The largest number that a column of the database holds. */
const MOST = 2 ** 31 - 1;

const whole = (least: number) => {
  const error = `a whole number of at least ${least} is needed`;
  return z.int({ error }).min(least, { error }).max(MOST, { error: "that is too much" });
};

export const Count = whole(1);
export const CountOrNone = whole(0);
export const Percent = upTo(99);
/** So far back one looks at most. */
export const DaysBack = upTo(365);
/** Ten years are as good as for ever. */
export const QuietDays = upTo(3650);

export const Name = text(isName, "a name is needed: a lower-case letter, then up to 39 of a–z, 0–9 and -");
/** A domain of the DNS, which may have dots. */
export const DomainName = text((given) => /^[a-z0-9][a-z0-9.-]{0,252}$/.test(given), "a domain is needed");
/** What a person is called; people's names need not be `Name`s. */
export const PersonName = text((given) => /^[^\s/]([^/]{0,78}[^\s/])?$/u.test(given), "a person's name is needed");
export const Text = text((given) => given.trim() !== "", "a text is needed (in quotes, when it is made of digits)");
export const Channel = text((given) => /^#[^\s#]+$/.test(given), 'a channel is needed, in quotes: "#retail"');
/** What a pack reaches a host by: `qemu+ssh://root@h1/system`. It is shown, so it may hold no password. */
export const Address = text(
  isHostAddress,
  "an address is needed, such as qemu+ssh://root@h1/system, without a password in it",
);
export const Currency = text((given) => /^[A-Z]{3}$/.test(given), "a currency is needed, such as EUR");
export const Prefix = text(
  (given) => /^[A-Z][A-Z0-9]{0,9}$/.test(given),
  "up to ten of A–Z and 0–9 are needed, such as REQ",
);
export const TimeZone = text(isTimeZone, "a time zone is needed, such as Europe/Berlin");
export const Day = z.iso.date({ error: "a day is needed, such as 2027-03-31" });

const SIZE = "a size is needed, such as 64GB or 1.5TB";

/** In MB. */
export const Memory = read(SIZE, sizeFrom(1, 1));
export const MemoryOrNone = read(SIZE, sizeFrom(0, 1));
/** In GB. */
export const Storage = read(`${SIZE}, in whole GB`, sizeFrom(1, 1024));
export const StorageOrNone = read(`${SIZE}, in whole GB`, sizeFrom(0, 1024));

/** A decimal text as the database keeps it, never negative. */
export const Price = read('an amount of money is needed, such as "3.10"', (given) => {
  const money = parseMoney(given);
  return money === undefined || money < 0n ? undefined : numericOf(money);
});

/** How far a resource is overbooked: above 0, with at most three decimals. */
export const Ratio = read("a ratio is needed, such as 4 or 1.5", (given) =>
  /^\d{1,3}(\.\d{1,3})?$/.test(given) && Number(given) > 0 ? Number(given) : undefined,
);

export const IdentityText = read("an identity is needed, such as console/demo/dana or slack/T01/U01", (given) => {
  const [, platform, tenant, user] = /^([a-z]+)\/([^/\s]+)\/(\S+)$/.exec(given) ?? [];
  return platform && tenant && user ? ({ platform, tenant, user } satisfies Identity) : undefined;
});

function upTo(most: number) {
  const error = `a whole number from 1 to ${most} is needed`;
  return z.int({ error }).min(1, { error }).max(most, { error });
}

function text(fits: (given: string) => boolean, error: string) {
  return z.string({ error }).refine(fits, { error });
}

/** YAML makes numbers of what looks like one; `parse` sees the text again. */
function read<T>(error: string, parse: (given: string) => T | undefined) {
  return z.union([z.string(), z.number()], { error }).transform((given, context): T => {
    const value = parse(String(given));
    if (value !== undefined) return value;
    context.addIssue({ code: "custom", message: error });
    return z.NEVER;
  });
}

/** Reads sizes as multiples of a unit (in MB), at least `least` of it. */
function sizeFrom(least: number, unit: number) {
  return (given: string) => {
    const size = (parseSize(given) ?? Number.NaN) / unit;
    return Number.isInteger(size) && size >= least && size <= MOST ? size : undefined;
  };
}

/** Offsets such as +01:00 are no zones: they know no summer. */
function isTimeZone(given: string): boolean {
  if (!/^[A-Z]/i.test(given)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: given }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
