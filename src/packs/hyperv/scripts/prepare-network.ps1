# Looks for the virtual switch of the network on each host.
param([string]$Name, [string]$Hosts, [string]$Network)

. "$ScriptRoot/shared/host.ps1"

foreach ($one in ConvertFrom-Json -InputObject $Hosts) {
    if (-not $one.address) { throw "host $($one.name) has no address" }
    $at = @{ Computer = $one.address; HostName = $one.name; Name = $Name; Network = $Network }
    [void](Invoke-OnHost $at {
        if (-not (Get-VMSwitch | Where-Object { $_.Name -eq $At.Network })) {
            throw "host $($At.HostName) has no virtual switch $($At.Network)"
        }
        @{ say = "host $($At.HostName) has the network $($At.Network) for $($At.Name)" }
    })
}
@{}
