/** A host as those who work on it know it: its name, and the address by which its pack reaches it. */

export interface HostPlace {
  name: string;
  /** For libvirt a URI; null where nobody has said so. */
  address: string | null;
}

/** Up to 500 visible letters of ASCII, without a password, because it is shown and handed to programs. */
export function isHostAddress(given: string): boolean {
  return /^[!-,.-~][!-~]{0,499}$/.test(given) && !/\/\/[^/@]*:[^/@]*@/.test(given);
}
