/** Who plays in the demo, and where they meet. */
export const PEOPLE = [
  { name: "ana", role: "user of retail" },
  { name: "olga", role: "operator of retail" },
  { name: "ben", role: "admin of retail" },
  { name: "eve", role: "user of labs" },
  { name: "lou", role: "admin of labs" },
  { name: "dana", role: "admin of the datacenter" },
  { name: "dee", role: "admin of the datacenter" },
  { name: "gus", role: "known to nobody" },
];

export const CHANNELS = ["approvals", "retail", "labs", "ops"];

/** The demo datacenter's YAML in which everybody known in the console is known there, too, as `platform/tenant/user`. */
export function knownToo(yaml: string, platform: string, tenant: string, userOf: (name: string) => string): string {
  return yaml.replaceAll(
    /console\/demo\/(\w+)/g,
    (said, name: string) => `${said}, ${platform}/${tenant}/${userOf(name)}`,
  );
}
