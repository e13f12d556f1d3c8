# Runs the scripts that it is asked for on standard input, each in a fresh run space: one JSON request a line, one JSON reply a line.
# Request: { id, script, directory, params, secure }. While a script runs: { id, said }. At its end: { id, output, errors, hadErrors }.

$ErrorActionPreference = 'Stop'
$utf8 = [System.Text.UTF8Encoding]::new($false)
$requests = [System.IO.StreamReader]::new([Console]::OpenStandardInput(), $utf8)
$replies = [System.IO.StreamWriter]::new([Console]::OpenStandardOutput(), $utf8)
$replies.AutoFlush = $true
[Console]::SetOut([Console]::Error) # whoever writes to the console itself must not break into a reply

function Send-Message($message) {
    $replies.WriteLine((ConvertTo-Json -InputObject $message -Compress -Depth 20 -WarningAction SilentlyContinue))
}

function Get-Environment {
    $copy = @{}
    foreach ($entry in [Environment]::GetEnvironmentVariables().GetEnumerator()) { $copy[$entry.Key] = $entry.Value }
    $copy
}

# The environment belongs to the process and not to a run space, so what a script left in it is taken back.
function Restore-Environment($before) {
    foreach ($name in @((Get-Environment).Keys)) {
        if (-not $before.ContainsKey($name)) { [Environment]::SetEnvironmentVariable($name, $null) }
    }
    foreach ($name in $before.Keys) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
}

function Get-Arguments($request) {
    $arguments = @{}
    foreach ($name in $request.params.Keys) { $arguments[$name] = $request.params[$name] }
    foreach ($name in $request.secure.Keys) {
        $arguments[$name] = ConvertTo-SecureString -String $request.secure[$name] -AsPlainText -Force
    }
    $arguments
}

function New-RunSpace($directory, $root) {
    $space = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
    $space.Open()
    [void]$space.SessionStateProxy.Path.SetLocation($directory)
    $space.SessionStateProxy.SetVariable('ErrorActionPreference', 'Stop')
    $space.SessionStateProxy.SetVariable('ScriptRoot', $root)
    $space
}

function Send-Said($id, $shell) {
    foreach ($stream in 'Information', 'Warning', 'Verbose') {
        foreach ($record in $shell.Streams.$stream.ReadAll()) { Send-Message @{ id = $id; said = "$record" } }
    }
}

# The worker is gone when standard input ends; then nobody waits for what runs here.
function Wait-Run($id, $shell, $running, $next) {
    while (-not $running.AsyncWaitHandle.WaitOne(50)) {
        Send-Said $id $shell
        if ($next.IsCompleted -and $null -eq $next.Result) { [Environment]::Exit(0) }
    }
    Send-Said $id $shell
}

function Invoke-Request($request, $next) {
    $before = Get-Environment
    $reply = @{ id = $request.id; output = @(); errors = @(); hadErrors = $false }
    $space = $null
    $shell = [powershell]::Create()
    try {
        $space = New-RunSpace $request.directory ([System.IO.Path]::GetDirectoryName($request.script))
        $shell.Runspace = $space
        [void]$shell.AddScript([System.IO.File]::ReadAllText($request.script)).AddParameters((Get-Arguments $request))
        $inputs = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $inputs.Complete()
        $outputs = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $running = $shell.BeginInvoke($inputs, $outputs)
        Wait-Run $request.id $shell $running $next
        [void]$shell.EndInvoke($running)
        $reply.output = @($outputs)
    } catch {
        $innermost = $_.Exception
        while ($null -ne $innermost.InnerException) { $innermost = $innermost.InnerException }
        $reply.hadErrors = $true
        $reply.errors = @($innermost.Message)
    } finally {
        if (-not $reply.hadErrors) { $reply.errors = @($shell.Streams.Error | ForEach-Object { "$_" }) }
        $shell.Dispose()
        if ($null -ne $space) { $space.Dispose() }
        Restore-Environment $before
        [Environment]::CurrentDirectory = $HOME
    }
    $reply
}

$next = $requests.ReadLineAsync()
while ($null -ne ($line = $next.GetAwaiter().GetResult())) {
    $next = $requests.ReadLineAsync()
    $request = ConvertFrom-Json -InputObject $line -AsHashtable
    Send-Message (Invoke-Request $request $next)
}
