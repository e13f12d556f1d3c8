/** A small real guest as a disk image: Debian's kernel and busybox, made from Debian's packages and kept. */
import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { CACHE } from "./cache.ts";
import { cpio, type Entry, FILE, FOLDER, LETTERS, PROGRAM } from "./cpio.ts";

const run = promisify(execFile);

/** A name that changes with what is in it. */
const IMAGE = path.join(CACHE, "guest-1.qcow2");

/** Megabytes; kernel, memory file system and boot loader take 20. */
const SIZE_MB = 40;

/** What the guest says on its serial console when it is up. */
const UP = "guest is up";

/**
 * The image's path: a disk in the format qcow2 that boots by BIOS, needs 128 MB of memory and obeys the power button.
 * Throws when Debian's packages cannot be had.
 */
export async function guestImage(): Promise<string> {
  if (await isThere(IMAGE)) return IMAGE;
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(path.join(CACHE, "guest-"));
  try {
    await make(folder);
    await rename(path.join(folder, "guest.qcow2"), IMAGE);
    return IMAGE;
  } catch (cause) {
    throw new Error("making the small guest from Debian's packages", { cause });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function make(folder: string): Promise<void> {
  await fetchPackages(folder);
  const root = path.join(folder, "root");
  const boot = await readdir(path.join(root, "boot"));
  const kernel = path.join(root, "boot", boot.find((file) => file.startsWith("vmlinuz-")) ?? "vmlinuz");
  await writeFile(path.join(folder, "initrd.img"), cpio(await filesOf(root)));
  await writeFile(path.join(folder, "syslinux.cfg"), BOOT);
  await makeDisk(folder, { vmlinuz: kernel });
}

/** The metapackage of the kernel says which one is the current one. */
async function fetchPackages(folder: string): Promise<void> {
  const { stdout } = await run("apt-cache", ["depends", "linux-image-cloud-amd64"]);
  const kernel = /Depends: (linux-image-\S+)/.exec(stdout)?.[1] ?? "linux-image-cloud-amd64";
  const packages = [kernel, "busybox-static", "syslinux", "mtools"];
  await run("apt-get", ["download", "-q", ...packages], { cwd: folder });
  for (const file of (await readdir(folder)).filter((name) => name.endsWith(".deb"))) {
    await run("dpkg", ["-x", file, "root"], { cwd: folder });
  }
}

const BOOT = `DEFAULT guest
LABEL guest
  KERNEL vmlinuz
  APPEND initrd=initrd.img console=tty0 console=ttyS0 quiet panic=5
`;

/** A disk that is one FAT file system, which BIOS and syslinux both take. */
async function makeDisk(folder: string, { vmlinuz }: { vmlinuz: string }): Promise<void> {
  const tools = path.join(folder, "root/usr/bin");
  const options = {
    cwd: folder,
    env: { ...process.env, PATH: `${tools}:${process.env.PATH}`, MTOOLS_SKIP_CHECK: "1" },
  };
  await run("mformat", ["-C", "-i", "disk.img", "-T", String(SIZE_MB * 2048), "-h", "64", "-s", "32", "::"], options);
  await run("mcopy", ["-i", "disk.img", vmlinuz, "::vmlinuz"], options);
  await run("mcopy", ["-i", "disk.img", "initrd.img", "syslinux.cfg", "::"], options);
  await run("syslinux", ["--install", "disk.img"], options);
  await run("qemu-img", ["convert", "-O", "qcow2", "disk.img", "guest.qcow2"], options);
}

/** In the order in which each finds what it needs. */
const MODULES = [
  ...["virtio_ring", "virtio", "virtio_pci_legacy_dev", "virtio_pci_modern_dev", "virtio_pci"],
  ...["virtio_balloon", "button", "evdev"],
];

async function filesOf(root: string): Promise<Entry[]> {
  const all = await readdir(path.join(root, "lib/modules"), { recursive: true });
  const modules = await Promise.all(
    MODULES.map(async (name) => {
      const file = all.find((one) => path.basename(one) === `${name}.ko`);
      if (!file) throw new Error(`Debian's kernel has no module ${name}`);
      return {
        ...{ path: `modules/${name}.ko`, mode: FILE },
        content: await readFile(path.join(root, "lib/modules", file)),
      };
    }),
  );
  const folders = ["bin", "dev", "proc", "sys", "modules"].map((one) => ({ path: one, mode: FOLDER }));
  return [
    ...folders,
    { path: "dev/console", mode: LETTERS, device: [5, 1] },
    { path: "bin/busybox", mode: PROGRAM, content: await readFile(path.join(root, "bin/busybox")) },
    { path: "init", mode: PROGRAM, content: Buffer.from(INIT) },
    ...modules,
  ];
}

/** Powers off at the first event of the power button; otherwise it is a shell. */
const INIT = `#!/bin/busybox sh
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
for module in ${MODULES.join(" ")}; do insmod /modules/$module.ko; done
for cpu in /sys/devices/system/cpu/cpu*/online; do echo 1 > $cpu; done 2>/dev/null
button=$(grep -A 4 'Power Button' /proc/bus/input/devices | sed -n 's/.*\\(event[0-9]*\\).*/\\1/p' | head -n 1)
( head -c 1 /dev/input/$button > /dev/null && poweroff -f ) &
echo '${UP}' > /dev/ttyS0
echo '${UP}' > /dev/tty0
while true; do setsid sh -c 'exec sh < /dev/ttyS0 > /dev/ttyS0 2>&1'; done
`;

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
