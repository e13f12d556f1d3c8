# Copies the template's disk for a new machine; a copy that was broken off is begun anew.
param(
    [string]$Computer, [string]$HostName, [string]$Vm, [string]$Uuid,
    [string]$Pool, [string]$Template, [string]$Size
)

. "$ScriptRoot/shared/host.ps1"

$at = @{
    Computer = $Computer; HostName = $HostName; Vm = $Vm; Uuid = $Uuid
    Pool = $Pool; Template = $Template; Size = $Size
}

Invoke-OnHost $at {
    $disk = Get-DiskPath
    $template = Join-Path (Get-Folder 'templates') "$($At.Template).vhdx"
    if (-not (Test-Path $template)) { throw "host $($At.HostName) has no template $($At.Template): there is no file $template" }
    if (-not (Test-Path $disk)) {
        $part = [System.IO.Path]::ChangeExtension($disk, 'part.vhdx')
        if (Test-Path $part) { Remove-Item $part }
        Convert-VHD -Path $template -DestinationPath $part -VHDType Dynamic
        Move-Item $part $disk
    }
    if ($null -eq (Find-Machine)) { Resize-Disk $disk $At.Size }
    @{ say = "the disk of $($At.Vm) is a copy of template $($At.Template)"; disk = $disk }
}
