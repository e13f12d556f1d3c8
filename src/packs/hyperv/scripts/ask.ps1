# Asks a guest to shut down, a paused one after waking it; with `Insist` nobody forces it afterwards, so the task fails.
param([string]$Computer, [string]$HostName, [string]$Vm, [string]$Uuid, [string]$Patience, [string]$Insist)

. "$ScriptRoot/shared/host.ps1"

$at = @{
    Computer = $Computer; HostName = $HostName; Vm = $Vm; Uuid = $Uuid
    Patience = $Patience; Insist = $Insist
}

Invoke-OnHost $at {
    $machine = Get-Machine
    $state = Get-StateWord $machine
    if ($state -eq 'stopped') { return @{ say = "$($At.Vm) is stopped already"; obeyed = $true } }
    if ($state -ne 'running' -and $state -ne 'paused') {
        throw "$($At.Vm) is $state; only a running or paused machine can be stopped"
    }
    if (Test-Shutdown $machine $At.Patience) { return @{ say = "$($At.Vm) is stopped"; obeyed = $true } }
    $said = "$($At.Vm) did not shut down within $($At.Patience) s"
    if ($At.Insist -eq 'true') { throw $said }
    @{ say = $said; obeyed = $false }
}
