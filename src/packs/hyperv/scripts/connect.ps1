# Connects a machine to its network: the virtual switch of that name.
param([string]$Computer, [string]$HostName, [string]$Vm, [string]$Uuid, [string]$Network)

. "$ScriptRoot/shared/host.ps1"

Invoke-OnHost @{ Computer = $Computer; HostName = $HostName; Vm = $Vm; Uuid = $Uuid; Network = $Network } {
    if (-not (Get-VMSwitch | Where-Object { $_.Name -eq $At.Network })) {
        throw "host $($At.HostName) has no virtual switch $($At.Network)"
    }
    Get-VMNetworkAdapter -VM (Get-Machine) | Connect-VMNetworkAdapter -SwitchName $At.Network
    @{ say = "$($At.Vm) is on $($At.Network)" }
}
