# Gives a machine another size: processors while it is off, everything else as it stands; its disk only grows.
param(
    [string]$Computer, [string]$HostName, [string]$Vm, [string]$Uuid,
    [string]$Patience, [string]$Vcpu, [string]$Memory, [string]$Size
)

. "$ScriptRoot/shared/host.ps1"

$at = @{
    Computer = $Computer; HostName = $HostName; Vm = $Vm; Uuid = $Uuid
    Patience = $Patience; Vcpu = $Vcpu; Memory = $Memory; Size = $Size
}

Invoke-OnHost $at {
    $machine = Get-Machine
    $disk = (Get-VMHardDiskDrive -VM $machine | Select-Object -First 1).Path
    if ((Get-VHD -Path $disk).Size -ne [int64]$At.Size * 1GB -and (Get-VMCheckpoint -VM $machine)) {
        throw "$($At.Vm) has snapshots, so its disk cannot get another size"
    }
    Resize-Disk $disk $At.Size
    $isCold = "$($machine.State)" -eq 'Running' -and $machine.ProcessorCount -ne [int]$At.Vcpu
    if ($isCold) {
        Set-Mark $machine 'resizing' # so that it is started again whoever goes on with it
        if (-not (Test-Shutdown $machine $At.Patience)) { Stop-Hard (Get-Machine) }
    }
    Set-VMMemory -VM (Get-Machine) -StartupBytes ([int64]$At.Memory * 1MB)
    if ($machine.ProcessorCount -ne [int]$At.Vcpu) { Set-VMProcessor -VM (Get-Machine) -Count ([int]$At.Vcpu) }
    $isToRun = (Get-Mark (Get-Machine)) -eq 'resizing'
    if ($isToRun) {
        if ("$((Get-Machine).State)" -eq 'Off') { Start-VM -VM (Get-Machine) }
        Set-Mark (Get-Machine) ''
    }
    $how = if ($isToRun) { 'with a stop in between' } else { 'as it stood' }
    @{ say = "$($At.Vm) was resized $how"; how = $how }
}
