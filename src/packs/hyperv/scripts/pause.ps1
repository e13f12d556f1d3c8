# Halts a running machine where it is.
param([string]$Computer, [string]$HostName, [string]$Vm, [string]$Uuid)

. "$ScriptRoot/shared/host.ps1"

Invoke-OnHost @{ Computer = $Computer; HostName = $HostName; Vm = $Vm; Uuid = $Uuid } {
    [void](Move-Machine -From 'running' -To 'paused' -Done 'paused' -How { param($one) Suspend-VM -VM $one })
    @{ say = "$($At.Vm) is paused" }
}
