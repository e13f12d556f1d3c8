# Takes a while.
sleep 0.2
