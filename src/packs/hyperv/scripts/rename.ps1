# Gives a machine another name.
param([string]$Computer, [string]$HostName, [string]$Vm, [string]$Uuid, [string]$Name)

. "$ScriptRoot/shared/host.ps1"

Invoke-OnHost @{ Computer = $Computer; HostName = $HostName; Vm = $Vm; Uuid = $Uuid; Name = $Name } {
    $machine = Get-Machine
    if (Get-VM | Where-Object { $_.Name -eq $At.Name -and $_.Id -ne $machine.Id }) {
        throw "another machine on host $($At.HostName) is named $($At.Name)"
    }
    if ($machine.Name -ne $At.Name) { Rename-VM -VM $machine -NewName $At.Name }
    @{ say = "$($At.Vm) is called $($At.Name)" }
}
