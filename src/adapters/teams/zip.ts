/** A few small files as a zip, stored without compression: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
import { crc32 } from "node:zlib";

const VERSION = 20;

/** Names in ASCII; the date is always the first that the format knows, so that equal files make equal zips. */
const FIRST_DATE = 0x0021;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;

export function zipped(files: Record<string, Buffer>): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const local = Buffer.concat([numbers([4, LOCAL], ...shared(name, content)), Buffer.from(name, "ascii"), content]);
    centrals.push(centralEntry(name, content, offset));
    locals.push(local);
    offset += local.length;
  }
  return Buffer.concat([...locals, ...centrals, ending(centrals, offset)]);
}

type Sized = readonly [bytes: 2 | 4, value: number];

/** Version, flags, method, time, date, checksum, both sizes, lengths of name and extra field. */
function shared(name: string, content: Buffer): Sized[] {
  const { length } = content;
  return [
    ...([
      [2, VERSION],
      [2, 0],
      [2, 0],
      [2, 0],
      [2, FIRST_DATE],
    ] as const),
    ...([
      [4, crc32(content)],
      [4, length],
      [4, length],
      [2, name.length],
      [2, 0],
    ] as const),
  ];
}

/** Beside what both have: no comment, first disk, no attributes, where the local entry begins. */
function centralEntry(name: string, content: Buffer, offset: number): Buffer {
  const rest: Sized[] = [
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, offset],
  ];
  return Buffer.concat([
    numbers([4, CENTRAL], [2, VERSION], ...shared(name, content), ...rest),
    Buffer.from(name, "ascii"),
  ]);
}

function ending(centrals: readonly Buffer[], offset: number): Buffer {
  const bytes = centrals.reduce((sum, { length }) => sum + length, 0);
  const [count, none] = [centrals.length, [2, 0] as const];
  return numbers([4, END], none, none, [2, count], [2, count], [4, bytes], [4, offset], none);
}

function numbers(...values: readonly Sized[]): Buffer {
  return Buffer.concat(
    values.map(([bytes, value]) => {
      const part = Buffer.alloc(bytes);
      part.writeUIntLE(value, 0, bytes);
      return part;
    }),
  );
}
