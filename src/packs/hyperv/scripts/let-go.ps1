# Lets an infrastructure go: folders and switches are the hosts' own and stay for others.
param([string]$Name)

Write-Host "nothing of $Name is left on the hosts; storage pools and networks stay"
@{}
