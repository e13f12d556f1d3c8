/** What a machine is for libvirt: a domain's XML (libvirt, "Domain XML format"). */

import { randomBytes } from "node:crypto";
import { NAMESPACE, uuidOf } from "./machines.mjs";
import { ROOM_FOR_VCPUS } from "./size.mjs";

/**
 * `accelerated`: with KVM; QEMU alone is slow, and right for tests. `disk` is its path, `nic` its network card. A screen's password can only be changed
 * later when there is one from the start, so there is one that nobody knows.
 */
export function definitionOf(at, { accelerated, disk, nic }) {
  const vcpu = Number(at.vcpu);
  return `<domain type='${accelerated ? "kvm" : "qemu"}'>
  <name>${at.vm}</name>
  <uuid>${uuidOf(at.id)}</uuid>
  <metadata><qm:machine xmlns:qm='${NAMESPACE}' id='${at.id}'/></metadata>
  <memory unit='MiB'>${Number(at.memory)}</memory>
  <vcpu current='${vcpu}'>${vcpu * ROOM_FOR_VCPUS}</vcpu>
  <os><type arch='x86_64' machine='pc'>hvm</type><boot dev='hd'/></os>
  <features><acpi/><apic/></features>
  ${accelerated ? "<cpu mode='host-model'/>" : "<cpu mode='custom'><model>qemu64</model></cpu>"}
  <on_reboot>restart</on_reboot><on_crash>destroy</on_crash>
  <devices>
    <disk type='file' device='disk'>
      <driver name='qemu' type='qcow2'/>
      <source file='${escaped(disk)}'/>
      <target dev='vda' bus='virtio'/>
    </disk>
    ${nic}
    <serial type='pty'/>
    <console type='pty'/>
    <memballoon model='virtio'><stats period='2'/></memballoon>
    <graphics type='vnc' autoport='yes' listen='127.0.0.1' passwd='${randomBytes(4).toString("hex")}'/>
    <video><model type='vga'/></video>
  </devices>
</domain>
`;
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("'", "&apos;");
}
