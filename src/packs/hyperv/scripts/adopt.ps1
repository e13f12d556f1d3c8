# Makes a machine ours that others made: our id is noted with it.
param([string]$Computer, [string]$HostName, [string]$Vm, [string]$Uuid)

. "$ScriptRoot/shared/host.ps1"

Invoke-OnHost @{ Computer = $Computer; HostName = $HostName; Vm = $Vm; Uuid = $Uuid } {
    if ($null -ne (Find-Machine)) { return @{ say = "$($At.Vm) is ours already" } }
    $found = @(Get-VM | Where-Object { $_.Name -eq $At.Vm })
    if ($found.Count -eq 0) { throw "host $($At.HostName) has no machine $($At.Vm)" }
    if ($found.Count -gt 1) { throw "host $($At.HostName) has more than one machine named $($At.Vm)" }
    if ("$($found[0].Notes)" -match '^quartermaster (\S+)') {
        throw "$($At.Vm) on host $($At.HostName) belongs to somebody else, as $($Matches[1])"
    }
    Set-Mark $found[0] ''
    @{ say = "$($At.Vm) on host $($At.HostName) is ours now" }
}
