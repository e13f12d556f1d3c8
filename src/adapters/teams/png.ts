/** A square picture as a PNG: https://www.w3.org/TR/png-3/ */
import { crc32, deflateSync } from "node:zlib";

/** Red, green, blue and opacity (0–255) at a point, whose coordinates run from 0 to 1. */
export type Paint = (x: number, y: number) => readonly number[];

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** 8 bits a channel, colour with opacity, no filter, not interlaced. */
const FORMAT = [8, 6, 0, 0, 0];

/** `size` in pixels. */
export function png(size: number, paint: Paint): Buffer {
  const at = (place: number) => (place + 0.5) / size;
  const places = Array.from({ length: size }, (_, place) => place);
  const rows = places.flatMap((y) => [0, ...places.flatMap((x) => paint(at(x), at(y)))]);
  const header = Buffer.concat([number(size), number(size), Buffer.from(FORMAT)]);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.from(rows), { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "ascii"), content]);
  return Buffer.concat([number(content.length), body, number(crc32(body))]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
