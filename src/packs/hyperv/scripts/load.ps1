# Brings a stored machine back: with the memory that was saved, or from its disk where none was.
param([string]$Computer, [string]$HostName, [string]$Vm, [string]$Uuid)

. "$ScriptRoot/shared/host.ps1"

Invoke-OnHost @{ Computer = $Computer; HostName = $HostName; Vm = $Vm; Uuid = $Uuid } {
    $machine = Move-Machine -From 'stored' -To 'running' -Done 'restored' -How { param($one) Start-VM -VM $one }
    if ((Get-Mark $machine) -eq 'stored') { Set-Mark $machine '' }
    @{ say = "$($At.Vm) is running"; address = Wait-Address $machine }
}
