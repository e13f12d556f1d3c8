# Brings a machine back to a snapshot; it runs afterwards if it ran before.
param([string]$Computer, [string]$HostName, [string]$Vm, [string]$Uuid, [string]$Snapshot)

. "$ScriptRoot/shared/host.ps1"

Invoke-OnHost @{ Computer = $Computer; HostName = $HostName; Vm = $Vm; Uuid = $Uuid; Snapshot = $Snapshot } {
    $machine = Get-Machine
    $snapshot = Get-VMCheckpoint -VM $machine | Where-Object { $_.Name -eq $At.Snapshot } | Select-Object -First 1
    if ($null -eq $snapshot) { throw "$($At.Vm) has no snapshot $($At.Snapshot)" }
    $ran = (Get-StateWord $machine) -eq 'running'
    Restore-VMCheckpoint -VMCheckpoint $snapshot -Confirm:$false
    $machine = Get-Machine
    if (-not $ran) { Stop-Hard $machine }
    elseif ("$($machine.State)" -ne 'Running') { Start-VM -VM $machine }
    @{ say = "$($At.Vm) is as it was at $($At.Snapshot)"; state = Get-StateWord (Get-Machine) }
}
