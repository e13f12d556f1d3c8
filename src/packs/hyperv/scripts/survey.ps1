# Says which machines are on a host, ours and others, and how each stands.
param([string]$Computer, [string]$HostName)

. "$ScriptRoot/shared/host.ps1"

Invoke-OnHost @{ Computer = $Computer; HostName = $HostName } {
    $machines = @(Get-VM | ForEach-Object {
        $id = if ($_.Notes -match '^quartermaster (\S+)') { $Matches[1] } else { $null }
        $disks = @(Get-VMHardDiskDrive -VM $_ | Where-Object { $_.Path } | ForEach-Object { Get-VHD -Path $_.Path })
        $runs = "$($_.State)" -eq 'Running'
        @{
            id = $id
            name = $_.Name
            state = Get-StateWord $_
            vcpu = $_.ProcessorCount
            memoryMb = [int64]($_.MemoryStartup / 1MB)
            diskGb = [int64](($disks | Measure-Object -Property Size -Sum).Sum / 1GB)
            address = Wait-Address $_ 0
            cpuSeconds = $null
            memoryUsedMb = if ($runs) { [int64]($_.MemoryDemand / 1MB) } else { $null }
            diskUsedMb = [int64](($disks | Measure-Object -Property FileSize -Sum).Sum / 1MB)
        }
    })
    @{ say = "host $($At.HostName) has $($machines.Count) machines"; machines = $machines }
}
