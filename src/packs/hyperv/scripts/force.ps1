# Cuts a machine's power, whatever its guest may say.
param([string]$Computer, [string]$HostName, [string]$Vm, [string]$Uuid)

. "$ScriptRoot/shared/host.ps1"

Invoke-OnHost @{ Computer = $Computer; HostName = $HostName; Vm = $Vm; Uuid = $Uuid } {
    [void](Move-Machine -From 'running', 'paused' -To 'stopped' -Done 'stopped' -How { param($one) Stop-Hard $one })
    @{ say = "$($At.Vm) is stopped" }
}
