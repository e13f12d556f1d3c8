# Takes a snapshot of a machine, unless it has one of that name.
param([string]$Computer, [string]$HostName, [string]$Vm, [string]$Uuid, [string]$Snapshot)

. "$ScriptRoot/shared/host.ps1"

Invoke-OnHost @{ Computer = $Computer; HostName = $HostName; Vm = $Vm; Uuid = $Uuid; Snapshot = $Snapshot } {
    $machine = Get-Machine
    if (-not (Get-VMCheckpoint -VM $machine | Where-Object { $_.Name -eq $At.Snapshot })) {
        Checkpoint-VM -VM $machine -SnapshotName $At.Snapshot
    }
    @{ say = "$($At.Vm) has the snapshot $($At.Snapshot)" }
}
