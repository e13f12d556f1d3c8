/** Sealing: how a secret's value is kept, encrypted with AES-256-GCM and bound to the secret's name. */
import { createCipheriv, createDecipheriv, createHash } from "node:crypto";

const CIPHER = "aes-256-gcm";

const KEY_BYTES = 32;

/** The length of a nonce for GCM (NIST SP 800-38D, 5.2.1.1), in bytes. */
export const NONCE_BYTES = 12;

const TAG_BYTES = 16;

export interface SealingKey {
  /** Tells keys apart and gives nothing of the key away. */
  id: string;
  bytes: Buffer;
}

/** The keys that this program was given. */
export interface Keyring {
  /** Seals; null: there is none. */
  current: SealingKey | null;
  /** Open what they sealed before. */
  old: SealingKey[];
}

/** A value as it is kept: `text` holds nonce, tag and ciphertext in base64. */
export interface Sealed {
  key: string;
  text: string;
}

/** The key that this text is: 32 bytes in base64; undefined when it is none. */
export function readKey(text: string): SealingKey | undefined {
  const bytes = Buffer.from(text.trim(), "base64");
  if (bytes.length !== KEY_BYTES || !/^[A-Za-z0-9+/]{43}=?$/.test(text.trim())) return undefined;
  return { id: createHash("sha256").update("key id").update(bytes).digest("hex").slice(0, 16), bytes };
}

/** `nonce`: random, and never used twice with the same key. */
export function seal(key: SealingKey, name: string, value: string, nonce: Buffer): Sealed {
  const cipher = createCipheriv(CIPHER, key.bytes, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(name));
  const ciphertext = Buffer.concat([cipher.update(value, "utf8"), cipher.final()]);
  return { key: key.id, text: Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString("base64") };
}

/** The value; undefined when no key of the ring sealed it. Throws when it was changed, or sealed under another name. */
export function unseal({ current, old }: Keyring, name: string, sealed: Sealed): string | undefined {
  const key = [...(current ? [current] : []), ...old].find(({ id }) => id === sealed.key);
  if (!key) return undefined;
  const bytes = Buffer.from(sealed.text, "base64");
  const [nonce, rest] = [bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES)];
  const decipher = createDecipheriv(CIPHER, key.bytes, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(name)).setAuthTag(rest.subarray(0, TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(rest.subarray(TAG_BYTES)), decipher.final()]).toString("utf8");
  } catch (cause) {
    throw new Error(`the secret ${name} is not as it was sealed`, { cause });
  }
}
