# What the scripts share: where they are, how they tell progress, how their children end with them. To be sourced.
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C.UTF-8
python=.venv/bin/python
var=${VAR_DIR:-var}
logs=$var/log

say() { printf '%s\n' "$*"; }
refuse() { printf '%s\n' "$*" >&2; exit 1; }

# The rest of the line runs as a child that the kernel ends when this script is gone, kill -9 included.
mortal() { exec setpriv --pdeathsig TERM -- "$@"; } # to be called with &

# in_background command…: runs it so that a signal to this script is heeded at once.
in_background() {
    local status=0
    mortal "$@" &
    step_pid=$!
    wait "$step_pid" || status=$?
    step_pid=
    return "$status"
}

# step "What is done" command…: tells what is done and how long it took; what the command said only where it fails.
step() {
    local what=$1 began=$EPOCHREALTIME log=$logs/${0##*/}.log status=0
    shift
    printf '%s …' "$what"
    in_background "$@" >"$log" 2>&1 9>&- || status=$?
    if ((status)); then
        printf ' failed.\n'
        tail -n "${step_tail:-40}" "$log" >&2
        return "$status"
    fi
    awk -v a="$began" -v b="$EPOCHREALTIME" 'BEGIN { printf " %.1f s\n", b - a }'
}

# Ends a step that is under way, for the traps of the scripts.
end_step() { if [[ -n ${step_pid:-} ]]; then kill -TERM "$step_pid" 2>/dev/null || :; fi; }

# free_port PORT: whether nobody listens there on loopback.
free_port() {
    "$python" -c 'import socket, sys
s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("127.0.0.1", int(sys.argv[1])))' "$1" 2>/dev/null
}

# Starts a database for a test run, unless DATABASE_URL names one: runs side by side take an instance each.
# It ends with end_test_database, at the latest with this script.
start_test_database() {
    [[ -z ${DATABASE_URL:-} ]] || return 0
    local instance log
    for instance in test test2 test3 test4 ""; do
        [[ -n $instance ]] || refuse "Four test runs of this checkout are under way: wait for one of them to end."
        exec 8>"var/$instance.lock"
        if flock -n 8; then break; fi
    done
    log=$logs/postgresql-$instance.log
    : >"$log"
    mortal "$python" -m kernel.embedded_postgres run --instance "$instance" >"$log" 2>&1 8>&- &
    database_pid=$!
    until grep -q '^PostgreSQL is ready' "$log"; do
        kill -0 "$database_pid" 2>/dev/null || refuse "$(<"$log")"
        sleep 0.05
    done
    DATABASE_URL=$("$python" -m kernel.embedded_postgres url --instance "$instance")
    MIGRATION_DATABASE_URL=$("$python" -m kernel.embedded_postgres url --instance "$instance" --owner)
    export DATABASE_URL MIGRATION_DATABASE_URL
}

end_test_database() {
    if [[ -n ${database_pid:-} ]]; then
        kill -TERM "$database_pid" 2>/dev/null || :
        wait "$database_pid" || :
        database_pid=
    fi
}
