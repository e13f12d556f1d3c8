# Work on a Hyper-V host: runs a block there with what every task shares, says how it went, and puts its answer out.

# Values that become names of files, so they may not lead out of the host's folders.
$FileNames = 'Uuid', 'Template', 'Pool'

# `At` is what the block knows as $At: `Computer`, where the host is, and `HostName`, what it is called, among the rest.
# The block answers a hashtable: `say` is for people, the rest are the task's outputs.
function Invoke-OnHost([hashtable]$At, [scriptblock]$Work) {
    foreach ($name in $FileNames) {
        if ($At.ContainsKey($name) -and $At[$name] -notmatch '^\w[\w.-]*$') { throw "`"$($At[$name])`" is no name for a file" }
    }
    $answer = Get-Answer $At $Work | ConvertFrom-Json -AsHashtable
    Write-Host $answer.say
    $answer.Remove('say')
    $answer
}

# As JSON, because hosts with an older PowerShell answer with objects of their own.
function Get-Answer([hashtable]$At, [scriptblock]$Work) {
    $text = "param([hashtable]`$At)`n`$ErrorActionPreference = 'Stop'`n$OnHost`n" +
        "`$answer = & {`n$Work`n} | Select-Object -Last 1`nConvertTo-Json -InputObject `$answer -Compress -Depth 5"
    try {
        Invoke-Command -ComputerName $At.Computer -ScriptBlock ([scriptblock]::Create($text)) -ArgumentList $At
    } catch [System.Management.Automation.Remoting.PSRemotingTransportException] {
        throw "host $($At.HostName) does not answer at $($At.Computer): $($_.Exception.Message)"
    }
}

# What blocks can call. It runs on the host, whose PowerShell may be 5.1.
$OnHost = {
    $Words = @{ Off = 'stopped'; Running = 'running'; Paused = 'paused'; Saved = 'stored' }

    # A machine is known by our id in the first line of its notes, whatever it is called; behind the id may stand a mark.
    function Find-Machine {
        $ours = "^quartermaster $([regex]::Escape($At.Uuid))(\s|$)"
        Get-VM | Where-Object { $_.Notes -match $ours } | Select-Object -First 1
    }

    function Get-Machine {
        $machine = Find-Machine
        if ($null -eq $machine) { throw "$($At.Vm) is not defined on host $($At.HostName)" }
        $machine
    }

    function Get-Mark($machine) {
        if ("$($machine.Notes)" -match '^quartermaster \S+ (\S+)') { $Matches[1] }
    }

    # What others noted stays beneath.
    function Set-Mark($machine, [string]$mark) {
        $lines = "$($machine.Notes)" -split "\r?\n"
        $others = $lines | Where-Object { $_ -and $_ -notlike 'quartermaster *' }
        $own = "quartermaster $($At.Uuid) $mark".TrimEnd()
        Set-VM -VM $machine -Notes ((@($own) + @($others)) -join "`n")
    }

    # In our words. One that was put away while it was off is still off for the host.
    function Get-StateWord($machine) {
        $state = "$($machine.State)"
        if ($state -eq 'Off' -and (Get-Mark $machine) -eq 'stored') { return 'stored' }
        if ($Words.ContainsKey($state)) { return $Words[$state] }
        'failed'
    }

    # Brings the machine from one of these states to another, unless it is there already. Returns it.
    function Move-Machine([string[]]$From, [string]$To, [string]$Done, [scriptblock]$How) {
        $machine = Get-Machine
        $state = Get-StateWord $machine
        if ($state -eq $To) { return $machine }
        if ($From -notcontains $state) { throw "$($At.Vm) is $state; only a $($From -join ' or ') machine can be $Done" }
        [void](& $How $machine)
        Get-Machine
    }

    # What the guest tells of itself, once it does; null when it does not in time.
    function Wait-Address($machine, [int]$Seconds = 45) {
        $end = (Get-Date).AddSeconds($Seconds)
        while ($true) {
            $address = (Get-VMNetworkAdapter -VM $machine).IPAddresses |
                Where-Object { $_ -match '^\d+(\.\d+){3}$' -and $_ -notlike '169.254.*' } | Select-Object -First 1
            if ($address) { return $address }
            if ((Get-Date) -ge $end) { return $null }
            Start-Sleep -Seconds 1
        }
    }

    # Does the guest shut down within these seconds when it is asked to?
    function Test-Shutdown($machine, [int]$Seconds) {
        if ("$($machine.State)" -eq 'Paused') { Resume-VM -VM $machine }
        $asking = Stop-VM -VM $machine -Force -AsJob
        $ended = Wait-Job -Job $asking -Timeout $Seconds
        Remove-Job -Job $asking -Force
        ($null -ne $ended) -and "$((Get-Machine).State)" -eq 'Off'
    }

    # Running or not, the machine is off afterwards, and nothing of its memory is left.
    function Stop-Hard($machine) {
        if ("$($machine.State)" -eq 'Saved') { Remove-VMSavedState -VM $machine }
        elseif ("$($machine.State)" -ne 'Off') { Stop-VM -VM $machine -TurnOff -Force }
    }

    # The folder of a storage pool; templates are in `templates` beside it.
    function Get-Folder([string]$Name) { Join-Path (Get-VMHost).VirtualHardDiskPath $Name }

    function Get-DiskPath { Join-Path (Get-Folder $At.Pool) "$($At.Uuid).vhdx" }

    # A disk only grows.
    function Resize-Disk([string]$Path, [int64]$Gigabytes) {
        $now = (Get-VHD -Path $Path).Size
        $then = $Gigabytes * 1GB
        if ($then -lt $now) { throw "the disk of $($At.Vm) has $($now / 1GB) GB and cannot shrink to $Gigabytes GB" }
        if ($then -gt $now) { Resize-VHD -Path $Path -SizeBytes $then }
    }
}
