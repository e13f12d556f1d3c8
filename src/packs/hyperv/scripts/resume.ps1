# Lets a paused machine run on.
param([string]$Computer, [string]$HostName, [string]$Vm, [string]$Uuid)

. "$ScriptRoot/shared/host.ps1"

Invoke-OnHost @{ Computer = $Computer; HostName = $HostName; Vm = $Vm; Uuid = $Uuid } {
    $machine = Move-Machine -From 'paused' -To 'running' -Done 'resumed' -How { param($one) Resume-VM -VM $one }
    @{ say = "$($At.Vm) is running"; address = Wait-Address $machine }
}
