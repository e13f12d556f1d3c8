# Makes sure that a machine does not run, whatever its guest may say.
param([string]$Computer, [string]$HostName, [string]$Vm, [string]$Uuid)

. "$ScriptRoot/shared/host.ps1"

Invoke-OnHost @{ Computer = $Computer; HostName = $HostName; Vm = $Vm; Uuid = $Uuid } {
    $machine = Find-Machine
    if ($null -ne $machine) { Stop-Hard $machine }
    @{ say = "$($At.Vm) does not run" }
}
