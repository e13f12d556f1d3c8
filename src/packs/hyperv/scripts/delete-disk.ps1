# Deletes a machine's disk, with what snapshots left of it.
param([string]$Computer, [string]$HostName, [string]$Vm, [string]$Uuid, [string]$Pool)

. "$ScriptRoot/shared/host.ps1"

Invoke-OnHost @{ Computer = $Computer; HostName = $HostName; Vm = $Vm; Uuid = $Uuid; Pool = $Pool } {
    $folder = Get-Folder $At.Pool
    if (Test-Path $folder) {
        Get-ChildItem -Path $folder -File |
            Where-Object { $_.Name -like "$($At.Uuid).*" -or $_.Name -like "$($At.Uuid)_*.avhdx" } | Remove-Item -Force
    }
    @{ say = "the disk of $($At.Vm) is deleted" }
}
