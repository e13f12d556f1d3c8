/** What the demo's hosts are: simulated ones, or two real ones of libvirt on this machine that end with the demo. */
import type { Config } from "../config.ts";
import { guestImage } from "./libvirt/guest.ts";
import type { LibvirtHost } from "./libvirt/host.ts";
import { startHosts } from "./libvirt/hosts.ts";
import { whyNoLibvirt } from "./libvirt/programs.ts";

export interface DemoHosts {
  /** What the settings become by them. */
  settings: Partial<Config>;
  /** They know nothing of an earlier demo's machines, so neither may the database. */
  areNew: boolean;
  /** The demo datacenter's YAML with these hosts. */
  described(yaml: string): string;
  close(): Promise<void>;
}

const SIMULATED: DemoHosts = {
  settings: {},
  areNew: false,
  described: (yaml) => yaml,
  close: async () => {},
};

/** Throws with what to install where libvirt is not. `say`: told what takes long or is missing. */
export async function openHosts(libvirt: boolean, say: (line: string) => void): Promise<DemoHosts> {
  if (!libvirt) return SIMULATED;
  const whyNot = await whyNoLibvirt();
  if (whyNot) throw new Error(`the demo cannot have libvirt hosts: ${whyNot}`);
  const image = await guestOrBlank(say);
  const { hosts, close } = await startHosts(["h1", "h2"], image ? { small: image, medium: image, large: image } : {});
  return {
    ...{ settings: { PACK: "libvirt" as const }, areNew: true, close },
    described: (yaml) => reachedAt(yaml, hosts),
  };
}

/** The demo datacenter's YAML with these of its hosts alone, and where each is reached. */
export function reachedAt(yaml: string, hosts: Pick<LibvirtHost, "name" | "address">[]): string {
  return yaml.replaceAll(/^ {2}- \{ name: (h\d+), (.*) \}\n/gm, (_, name: string, rest: string) => {
    const host = hosts.find((one) => one.name === name);
    return host ? `  - { name: ${name}, ${rest}, address: "${host.address}" }\n` : "";
  });
}

/** The guest is made at the first time, which takes some seconds. */
async function guestOrBlank(say: (line: string) => void): Promise<string | null> {
  try {
    return await guestImage();
  } catch (error) {
    const why = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    say(`machines get blank disks, because the small guest could not be made: ${why.trim()}`);
    return null;
  }
}
