# Starts a stopped machine, and waits for the address that its guest tells.
param([string]$Computer, [string]$HostName, [string]$Vm, [string]$Uuid)

. "$ScriptRoot/shared/host.ps1"

Invoke-OnHost @{ Computer = $Computer; HostName = $HostName; Vm = $Vm; Uuid = $Uuid } {
    $machine = Move-Machine -From 'stopped' -To 'running' -Done 'started' -How { param($one) Start-VM -VM $one }
    @{ say = "$($At.Vm) is running"; address = Wait-Address $machine }
}
