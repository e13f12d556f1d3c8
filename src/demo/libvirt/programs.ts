/** Whether this machine can carry libvirt hosts, and what to install where it cannot. */
import { access, constants } from "node:fs/promises";

const INSTALL =
  "apt-get install --no-install-recommends libvirt-daemon libvirt-daemon-driver-qemu libvirt-clients qemu-system-x86 qemu-utils";

/** Where Debian puts the programs; libvirtd is not on everybody's PATH. */
const NEEDED = ["/usr/sbin/libvirtd", "/usr/bin/virsh", "/usr/bin/qemu-system-x86_64", "/usr/bin/qemu-img"];

/** Why no libvirt host can run here, with what to do about it; null: they can. */
export async function whyNoLibvirt(): Promise<string | null> {
  const missing = await Promise.all(NEEDED.map(async (file) => ((await canRun(file)) ? null : file)));
  const [first] = missing.filter((file) => file !== null);
  return first === undefined ? null : `there is no ${first} here: ${INSTALL}`;
}

function canRun(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
