# Removes a snapshot of a machine, if it has it; the machine stays as it is.
param([string]$Computer, [string]$HostName, [string]$Vm, [string]$Uuid, [string]$Snapshot)

. "$ScriptRoot/shared/host.ps1"

Invoke-OnHost @{ Computer = $Computer; HostName = $HostName; Vm = $Vm; Uuid = $Uuid; Snapshot = $Snapshot } {
    $machine = Get-Machine
    Get-VMCheckpoint -VM $machine | Where-Object { $_.Name -eq $At.Snapshot } | Remove-VMCheckpoint -Confirm:$false
    @{ say = "$($At.Vm) has no snapshot $($At.Snapshot) any more" }
}
