# Removes a machine's definition with its snapshots; its disk is left.
param([string]$Computer, [string]$HostName, [string]$Vm, [string]$Uuid)

. "$ScriptRoot/shared/host.ps1"

Invoke-OnHost @{ Computer = $Computer; HostName = $HostName; Vm = $Vm; Uuid = $Uuid } {
    $machine = Find-Machine
    if ($null -ne $machine) { Remove-VM -VM $machine -Force }
    @{ say = "$($At.Vm) is not defined on host $($At.HostName) any more" }
}
