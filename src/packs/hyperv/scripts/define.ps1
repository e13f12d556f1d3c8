# Defines a machine on its host, stopped; one that was broken off before it had our id is known by its disk.
param(
    [string]$Computer, [string]$HostName, [string]$Vm, [string]$Uuid,
    [string]$Pool, [string]$Vcpu, [string]$Memory
)

. "$ScriptRoot/shared/host.ps1"

$at = @{
    Computer = $Computer; HostName = $HostName; Vm = $Vm; Uuid = $Uuid
    Pool = $Pool; Vcpu = $Vcpu; Memory = $Memory
}

Invoke-OnHost $at {
    $disk = Get-DiskPath
    $machine = Find-Machine
    if ($null -eq $machine) {
        $namesakes = @(Get-VM | Where-Object { $_.Name -eq $At.Vm })
        $machine = $namesakes | Where-Object { (Get-VMHardDiskDrive -VM $_).Path -contains $disk } | Select-Object -First 1
        if ($null -eq $machine -and $namesakes.Count -gt 0) {
            throw "another machine on host $($At.HostName) is named $($At.Vm)"
        }
    }
    if ($null -eq $machine) {
        $memory = [int64]$At.Memory * 1MB
        $machine = New-VM -Name $At.Vm -Generation 2 -MemoryStartupBytes $memory -VHDPath $disk -Path (Get-Folder $At.Pool)
    }
    if ("$($machine.State)" -eq 'Off') {
        Set-VM -VM $machine -StaticMemory -ProcessorCount ([int]$At.Vcpu) -AutomaticCheckpointsEnabled $false
        Set-VMFirmware -VM $machine -EnableSecureBoot Off
    }
    if ("$($machine.Notes)" -notlike 'quartermaster *') { Set-Mark $machine '' }
    @{ say = "$($At.Vm) is defined on host $($At.HostName)" }
}
