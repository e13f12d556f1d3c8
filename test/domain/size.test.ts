/** Sizes as people write them. */
import { expect, it } from "vitest";
import { parseSize } from "../../src/domain/size.ts";

it.each([
  ["64GB", 65536],
  ["64 GB", 65536],
  [" 64gb ", 65536],
  ["1.5TB", 1572864],
  ["512MB", 512],
  ["64", 65536],
  ["0.5", 512],
  ["0", 0],
])("%j is %d MB", (text, megabytes) => expect(parseSize(text)).toBe(megabytes));

it.each(["", "GB", "-1GB", "+1GB", "1e3", "64 G", "1.5MB", "0.1GB", "1,5TB", "64 GB more", "0x10", "64PB"])(
  "%j is no size",
  (text) => expect(parseSize(text)).toBeUndefined(),
);
