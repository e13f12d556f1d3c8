# Reboots a running machine, once for each job.
param([string]$Computer, [string]$HostName, [string]$Vm, [string]$Uuid, [string]$Job)

. "$ScriptRoot/shared/host.ps1"

Invoke-OnHost @{ Computer = $Computer; HostName = $HostName; Vm = $Vm; Uuid = $Uuid; Job = $Job } {
    $machine = Get-Machine
    $state = Get-StateWord $machine
    if ($state -ne 'running') { throw "$($At.Vm) is $state; only a running machine can be rebooted" }
    if ((Get-Mark $machine) -ne $At.Job) {
        Restart-VM -VM $machine -Force
        Set-Mark $machine $At.Job
    }
    @{ say = "$($At.Vm) is running"; address = Wait-Address $machine }
}
