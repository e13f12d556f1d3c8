# Makes sure that each host has the folder of the storage pool.
param([string]$Name, [string]$Hosts, [string]$Pool)

. "$ScriptRoot/shared/host.ps1"

foreach ($one in ConvertFrom-Json -InputObject $Hosts) {
    if (-not $one.address) { throw "host $($one.name) has no address" }
    $at = @{ Computer = $one.address; HostName = $one.name; Name = $Name; Pool = $Pool }
    [void](Invoke-OnHost $at {
        $folder = Get-Folder $At.Pool
        if (-not (Test-Path $folder)) { [void](New-Item -ItemType Directory -Path $folder) }
        @{ say = "host $($At.HostName) has the storage pool $($At.Pool) for $($At.Name)" }
    })
}
@{}
