/** Packs files into an archive from which Linux boots: cpio's "new ASCII" format (Linux, "initramfs buffer format"). */

/** Something in the archive; `device` is the major and minor number of one for letters. */
export interface Entry {
  path: string;
  /** What it is and who may, as in stat. */
  mode: number;
  content?: Buffer;
  device?: [major: number, minor: number];
}

export const FOLDER = 0o040755;
export const PROGRAM = 0o100755;
export const FILE = 0o100644;
export const LETTERS = 0o020600;

/** Folders come before what is in them. */
export function cpio(entries: Entry[]): Buffer {
  const all = [...entries, { path: "TRAILER!!!", mode: 0 }];
  return Buffer.concat(all.flatMap((entry, at) => [header(entry, at + 1), padded(entry.content ?? Buffer.alloc(0))]));
}

function header({ path, mode, content, device = [0, 0] }: Entry, inode: number): Buffer {
  const name = Buffer.from(`${path}\0`);
  const fields = [inode, mode, 0, 0, 1, 0, content?.length ?? 0, 0, 0, ...device, name.length, 0];
  return padded(Buffer.concat([Buffer.from(`070701${fields.map(hexadecimal).join("")}`), name]));
}

function hexadecimal(value: number): string {
  return value.toString(16).padStart(8, "0");
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}
