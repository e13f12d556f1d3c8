# Saves a machine's memory to disk; one that is off has none, and is marked as put away.
param([string]$Computer, [string]$HostName, [string]$Vm, [string]$Uuid)

. "$ScriptRoot/shared/host.ps1"

Invoke-OnHost @{ Computer = $Computer; HostName = $HostName; Vm = $Vm; Uuid = $Uuid } {
    [void](Move-Machine -From 'running', 'paused', 'stopped' -To 'stored' -Done 'stored' -How {
        param($one)
        if ("$($one.State)" -eq 'Off') { Set-Mark $one 'stored' } else { Save-VM -VM $one }
    })
    @{ say = "$($At.Vm) is stored" }
}
