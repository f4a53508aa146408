#!/usr/bin/env bash
# Database servers for tests and benchmarks, on free ports of 127.0.0.1, with everything they write in one folder.
#
#   eng/servers.sh start DIR [mariadb] [postgres]   installs what is missing (apt), starts the servers (default: both), writes
#                                                   DIR/env      RSI_TEST_MYSQL and RSI_TEST_POSTGRES, to be sourced
#                                                   DIR/skipped  one line for each server that can't be had, with the reason
#   eng/servers.sh stop DIR                         stops what start has started, and nothing else; removes DIR
#
# RSI_MARIADB_BUFFER=2G gives MariaDB a buffer pool of that size (default: 128M).
set -uo pipefail

servers_say() { printf '%s\n' "$*" >&2; }

servers_secret() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }

servers_as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo -n "$@"; else return 1; fi
}

# Runs a command as a user without rights: PostgreSQL refuses to run as root.
servers_as_user() {
    local user=$1
    shift
    if [ "$(id -un)" = "$user" ]; then "$@"; else runuser -u "$user" -- "$@"; fi
}

servers_find() {
    local name=$1 candidate
    if command -v "$name" 2>/dev/null; then return 0; fi
    for candidate in /usr/sbin/"$name" /usr/local/sbin/"$name" /usr/lib/postgresql/*/bin/"$name"; do
        if [ -x "$candidate" ]; then
            echo "$candidate"
            return 0
        fi
    done
    return 1
}

# $1: a file for apt's output; then packages. An install that stopped half-way is finished by --fix-broken, then tried again.
servers_install() {
    local log=$1
    shift
    command -v apt-get >/dev/null || { echo "apt-get is not on this machine" >>"$log"; return 1; }
    servers_say "installing $* ..."
    export DEBIAN_FRONTEND=noninteractive
    servers_as_root apt-get -q update >>"$log" 2>&1
    servers_as_root apt-get -q -y install --no-install-recommends "$@" >>"$log" 2>&1 && return 0
    servers_as_root apt-get -q -y --fix-broken install >>"$log" 2>&1
    servers_as_root apt-get -q -y install --no-install-recommends "$@" >>"$log" 2>&1
}

# A port of 127.0.0.1 on which nobody listens now. Who loses the race for it tries again with another one.
servers_port() {
    local port
    while :; do
        port=$((20000 + $(od -An -N2 -tu2 /dev/urandom) % 12000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
}

# Waits until "$@" succeeds, at most 60 s, and no longer than the process $1 lives.
servers_wait() {
    local pid=$1 end=$((SECONDS + 60))
    shift
    while [ "$SECONDS" -lt "$end" ]; do
        "$@" >/dev/null 2>&1 && return 0
        kill -0 "$pid" 2>/dev/null || return 1
        sleep 0.1
    done
    return 1
}

servers_last_line() { tail -n 3 "$1" 2>/dev/null | tr '\n' ' ' | cut -c1-300; }

# The folder for a server's data that the user $2 can reach: $1, or one in /tmp if a folder above $1 is closed to that user.
servers_home() {
    local dir=$1 user=$2 home
    if servers_as_user "$user" test -x "$dir" 2>/dev/null; then
        home=$dir
    else
        home=$(mktemp -d /tmp/rsi-servers.XXXXXX) && chmod 711 "$home" || return 1
        echo "$home" >>"$dir/homes"
    fi
    echo "$home"
}

servers_start_mariadb() {
    local dir=$1 home server install admin port pid user password attempt
    server=$(servers_find mariadbd || servers_find mysqld) || { echo "the server is not installed and apt did not bring it: $(servers_last_line "$dir/apt.log")"; return 1; }
    install=$(servers_find mariadb-install-db || servers_find mysql_install_db) || { echo "mariadb-install-db is missing"; return 1; }
    admin=$(servers_find mariadb-admin || servers_find mysqladmin) || { echo "mariadb-admin is missing"; return 1; }
    user=$(id -un)
    if [ "$user" = root ] && getent passwd mysql >/dev/null; then user=mysql; fi
    password=$(servers_secret)
    home=$(servers_home "$dir" "$user")/mariadb
    mkdir -p "$home/tmp"
    # Without an init file that sets it, root has no password, and no test could be refused for a wrong one.
    cat >"$home/init.sql" <<SQL
DELETE FROM mysql.global_priv WHERE User = '';
CREATE OR REPLACE USER 'root'@'localhost' IDENTIFIED BY '$password';
GRANT ALL PRIVILEGES ON *.* TO 'root'@'localhost' WITH GRANT OPTION;
CREATE OR REPLACE USER 'root'@'127.0.0.1' IDENTIFIED BY '$password';
GRANT ALL PRIVILEGES ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;
FLUSH PRIVILEGES;
SQL
    [ "$(id -u)" = 0 ] && chown -R "$user" "$home"
    "$install" --no-defaults --datadir="$home/data" --user="$user" --auth-root-authentication-method=normal --skip-test-db \
        --skip-name-resolve >"$dir/mariadb.install.log" 2>&1 || { echo "mariadb-install-db failed: $(servers_last_line "$dir/mariadb.install.log")"; return 1; }
    for attempt in 1 2 3; do
        port=$(servers_port)
        setsid nohup "$server" --no-defaults --user="$user" --datadir="$home/data" --tmpdir="$home/tmp" --socket="$home/s" \
            --pid-file="$home/server.pid" --init-file="$home/init.sql" --bind-address=127.0.0.1 --port="$port" --skip-name-resolve \
            --character-set-server=utf8mb4 --local-infile=1 --max-allowed-packet=64M --skip-log-bin \
            --innodb-buffer-pool-size="${RSI_MARIADB_BUFFER:-128M}" --innodb-log-file-size=128M --innodb-flush-log-at-trx-commit=0 \
            --innodb-doublewrite=0 --performance-schema=off >"$dir/mariadb.log" 2>&1 </dev/null &
        pid=$!
        echo "$pid" >"$dir/mariadb.pid"
        if servers_wait "$pid" "$admin" --no-defaults --protocol=tcp --host=127.0.0.1 --port="$port" --user=root --password="$password" status; then
            echo "export RSI_TEST_MYSQL='Server=127.0.0.1;Port=$port;User ID=root;Password=$password;SslMode=None;AllowPublicKeyRetrieval=true'" >"$dir/mariadb.env"
            return 0
        fi
        servers_end "$dir" mariadb
    done
    echo "the server did not start: $(servers_last_line "$dir/mariadb.log")"
    return 1
}

servers_start_postgres() {
    local dir=$1 home initdb server ready port pid user password attempt
    initdb=$(servers_find initdb) && server=$(servers_find postgres) && ready=$(servers_find pg_isready) ||
        { echo "the server is not installed and apt did not bring it: $(servers_last_line "$dir/apt.log")"; return 1; }
    user=$(id -un)
    if [ "$user" = root ]; then
        user=nobody
        if getent passwd postgres >/dev/null; then user=postgres; fi
    fi
    password=$(servers_secret)
    home=$(servers_home "$dir" "$user")/postgres
    mkdir -p "$home"
    printf '%s\n' "$password" >"$home/password"
    [ "$(id -u)" = 0 ] && chown -R "$user" "$home"
    (cd "$home" && servers_as_user "$user" "$initdb" -D "$home/data" -U rsi --pwfile="$home/password" --auth=scram-sha-256 \
        --encoding=UTF8 --locale=C --no-sync) >"$dir/postgres.install.log" 2>&1 || { echo "initdb failed: $(servers_last_line "$dir/postgres.install.log")"; return 1; }
    for attempt in 1 2 3; do
        port=$(servers_port)
        (cd "$home" && servers_as_user "$user" setsid nohup "$server" -D "$home/data" -p "$port" -k "$home" \
            -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=50 >"$dir/postgres.log" 2>&1 </dev/null) &
        pid=$!
        if servers_wait "$pid" "$ready" -q -h 127.0.0.1 -p "$port" -t 5; then
            head -n 1 "$home/data/postmaster.pid" >"$dir/postgres.pid"
            echo "export RSI_TEST_POSTGRES='Host=127.0.0.1;Port=$port;Username=rsi;Password=$password;Database=postgres'" >"$dir/postgres.env"
            return 0
        fi
        head -n 1 "$home/data/postmaster.pid" >"$dir/postgres.pid" 2>/dev/null
        servers_end "$dir" postgres
    done
    echo "the server did not start: $(servers_last_line "$dir/postgres.log")"
    return 1
}

servers_start() {
    local dir=$1 wanted missing=() server names
    shift
    wanted=("$@")
    [ ${#wanted[@]} = 0 ] && wanted=(mariadb postgres)
    mkdir -p "$dir" && chmod 711 "$dir" || return 1
    dir=$(cd "$dir" && pwd)
    : >"$dir/env"
    : >"$dir/skipped"
    for server in "${wanted[@]}"; do
        case $server in
        mariadb) servers_find mariadbd >/dev/null || servers_find mysqld >/dev/null || missing+=(mariadb-server) ;;
        postgres) servers_find initdb >/dev/null || missing+=(postgresql) ;;
        *) servers_say "unknown server '$server': mariadb or postgres"; return 2 ;;
        esac
    done
    [ ${#missing[@]} = 0 ] || servers_install "$dir/apt.log" "${missing[@]}"
    for server in "${wanted[@]}"; do
        ("servers_start_$server" "$dir" >"$dir/$server.reason" || touch "$dir/$server.failed") &
    done
    wait
    for server in "${wanted[@]}"; do
        names=MariaDB
        [ "$server" = postgres ] && names=PostgreSQL
        if [ -e "$dir/$server.failed" ]; then
            echo "skipped: $names: $(cat "$dir/$server.reason")" | tee -a "$dir/skipped" >&2
        else
            cat "$dir/$server.env" >>"$dir/env"
        fi
    done
}

# Ends the server whose process id start wrote down, if that process is still the one that works in this folder.
servers_end() {
    local dir=$1 server=$2 pid end
    [ -s "$dir/$server.pid" ] || return 0
    pid=$(cat "$dir/$server.pid")
    if tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF -e "$dir" -f <(cat "$dir/homes" 2>/dev/null); then
        # SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for sessions.
        kill -s "$([ "$server" = postgres ] && echo INT || echo TERM)" "$pid" 2>/dev/null || servers_as_root kill "$pid"
        end=$((SECONDS + 20))
        while kill -0 "$pid" 2>/dev/null && [ "$SECONDS" -lt "$end" ]; do sleep 0.05; done
        kill -KILL "$pid" 2>/dev/null
    fi
    rm -f "$dir/$server.pid"
}

servers_stop() {
    local dir
    [ -d "$1" ] || return 0
    dir=$(cd "$1" && pwd)
    # Only a folder that start made is removed.
    [ -e "$dir/env" ] && [ -e "$dir/skipped" ] || { servers_say "$dir was not made by 'start'"; return 2; }
    servers_end "$dir" mariadb
    servers_end "$dir" postgres
    if [ -e "$dir/homes" ]; then
        grep '^/tmp/rsi-servers\.' "$dir/homes" | while read -r home; do rm -rf "$home"; done
    fi
    rm -rf "$dir"
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    case "${1:-}" in
    start | stop)
        [ $# -ge 2 ] || { servers_say "usage: eng/servers.sh start|stop DIR [mariadb] [postgres]"; exit 2; }
        "servers_$1" "${@:2}"
        ;;
    *)
        servers_say "usage: eng/servers.sh start|stop DIR [mariadb] [postgres]"
        exit 2
        ;;
    esac
fi
