/** Several libvirt hosts on this machine, with images in the storage pool of each. */
import { copyFile } from "node:fs/promises";
import path from "node:path";
import { give } from "./account.ts";
import { reapHosts } from "./folders.ts";
import { type LibvirtHost, startHost } from "./host.ts";

export interface LibvirtHosts {
  hosts: LibvirtHost[];
  close(): Promise<void>;
}

/** `images`: files by the template whose machines begin with them. What a process that died left is ended first. */
export async function startHosts(names: string[], images: Record<string, string>): Promise<LibvirtHosts> {
  await reapHosts();
  const hosts: LibvirtHost[] = [];
  const close = async () => void (await Promise.all(hosts.map((host) => host.close())));
  try {
    for (const name of names) hosts.push(await startHost(name));
    for (const host of hosts) await putImages(host, images);
    return { hosts, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function putImages({ folder, virsh }: LibvirtHost, images: Record<string, string>): Promise<void> {
  for (const [template, file] of Object.entries(images)) {
    const image = path.join(folder, "pool", `${template}.qcow2`);
    await copyFile(file, image);
    await give(image);
  }
  await virsh("pool-refresh", "default");
}
