#!/usr/bin/env bash
# Builds everything once, starts the database servers that the tests need, runs every suite, stops what it started.
#
#   ./test.sh                  all suites
#   ./test.sh Testing.Tests    only suites whose name contains this
#
# Needs the .NET SDK; MariaDB, PostgreSQL, psql, Java and PostgreSQL's JDBC driver are installed with apt where they are missing. A suite or test whose tool can't be had is
# skipped by name. The last line is always "N passed, N failed, N skipped"; the exit code is 0 only if something ran and nothing failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
filter=${1:-}
configuration=Release
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# Build nodes that outlive the build hold memory that the benchmarks and servers need.
export MSBUILDDISABLENODEREUSE=1

work=$(mktemp -d "${TMPDIR:-/tmp}/rsi-tests.XXXXXX") && chmod 711 "$work" || exit 1
servers= running=
finish() {
    trap - EXIT INT TERM
    [ -z "$running" ] || kill "$running" 2>/dev/null
    [ -z "$servers" ] || wait "$servers" 2>/dev/null
    eng/servers.sh stop "$work/servers" >/dev/null 2>&1
    rm -rf "$work"
}
trap finish EXIT
trap 'finish; exit 130' INT TERM

# Ends the run: the one line that says it all.
conclude() {
    printf '%s passed, %s failed, %s skipped\n' "$1" "$2" "$3"
    finish
    [ "$2" = 0 ] && [ "$1" -gt 0 ]
    exit
}

if ! command -v dotnet >/dev/null; then
    echo "The .NET SDK is missing: install .NET 10, see https://dotnet.microsoft.com/download"
    conclude 0 1 0
fi

suites=()
for project in tests/*.Tests/*.csproj; do
    name=$(basename "$project" .csproj)
    case $name in *"$filter"*) suites+=("$name") ;; esac
done
if [ ${#suites[@]} = 0 ]; then
    echo "No suite is named like '$filter'. There are: $(basename -s .csproj tests/*.Tests/*.csproj | tr '\n' ' ')"
    conclude 0 1 0
fi

(
    . eng/servers.sh
    command -v psql >/dev/null || servers_install "$work/psql.log" postgresql-client || echo "skipped: psql: apt could not install postgresql-client" >"$work/psql.skipped"
    [ -e /usr/lib/python3/dist-packages/sqlglot ] && command -v sqlfluff >/dev/null || servers_install "$work/parsers.log" python3-sqlglot sqlfluff || echo "skipped: sqlglot and sqlfluff: apt could not install them" >"$work/parsers.skipped"
    jdbc=()
    command -v javac >/dev/null || jdbc+=(default-jdk-headless)
    [ -f /usr/share/java/postgresql.jar ] || jdbc+=(libpostgresql-jdbc-java)
    [ ${#jdbc[@]} = 0 ] || servers_install "$work/jdbc.log" "${jdbc[@]}" || echo "skipped: JDBC: apt could not install ${jdbc[*]}" >"$work/jdbc.skipped"
    servers_start "$work/servers"
) >"$work/servers.log" 2>&1 &
servers=$!

printf 'Building ... '
SECONDS=0
if ! dotnet build RedshiftIntegration.slnx -c "$configuration" -v quiet -nologo >"$work/build.log" 2>&1; then
    echo "failed"
    grep -E ': (error|warning) |^MSBUILD : error|error MSB' "$work/build.log" | sed 's/ \[[^]]*\]$//' | sort -u | head -n 30
    grep -qE 'error' "$work/build.log" || tail -n 40 "$work/build.log"
    conclude 0 1 0
fi
echo "${SECONDS} s"

wait "$servers"
servers=
cat "$work/servers/skipped" "$work"/*.skipped 2>/dev/null
set -a
. "$work/servers/env" 2>/dev/null
set +a

count() { sed -n "s/.*Total: .*[ ,]$1: \([0-9]*\).*/\1/p" <<<"$2" | tail -n 1; }

passed=0 failed=0 skipped=0
for suite in "${suites[@]}"; do
    output="$work/$suite.log"
    begun=$SECONDS
    # In the background, so that Ctrl+C and TERM are acted on at once: bash holds its traps back while a foreground command runs.
    timeout --kill-after=10 1200 "artifacts/bin/$suite/${configuration,,}/$suite" -noLogo -noColor -noAutoReporters -longRunning 60 >"$output" 2>&1 &
    running=$!
    wait "$running"
    code=$?
    running=
    summary=$(grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$output" | tail -n 1)
    if [ -z "$summary" ]; then
        reason="ended without a result (exit code $code)"
        [ "$code" = 124 ] && reason="did not end within 20 minutes; the tests that ran for longer than a minute are named below"
        printf '%-42s %s\n' "$suite" "$reason"
        tail -n 40 "$output" | sed 's/^/    /'
        failed=$((failed + 1))
        continue
    fi
    total=$(sed -n 's/.*Total: \([0-9]*\).*/\1/p' <<<"$summary")
    suite_failed=$(($(count Failed "$summary") + $(count Errors "$summary")))
    suite_skipped=$(count Skipped "$summary")
    suite_passed=$((total - $(count Failed "$summary") - suite_skipped - $(sed -n 's/.*Not Run: \([0-9]*\).*/\1/p' <<<"$summary")))
    printf '%-42s %5s passed, %s failed, %s skipped, %s s\n' "$suite" "$suite_passed" "$suite_failed" "$suite_skipped" "$((SECONDS - begun))"
    # What xunit says between its frame lines are failed and skipped tests, with messages, in full.
    sed -n '/^ *Starting: /,/^ *Finished: /p' "$output" | grep -vE '^ *(Starting|Finished): ' | sed 's/^/  /'
    if [ "$code" != 0 ] && [ "$suite_failed" = 0 ]; then
        echo "    exit code $code though no test failed"
        tail -n 10 "$output" | sed 's/^/    /'
        suite_failed=1
    fi
    passed=$((passed + suite_passed)) failed=$((failed + suite_failed)) skipped=$((skipped + suite_skipped))
done
printf 'All in %d min %02d s.\n' $((SECONDS / 60)) $((SECONDS % 60))
conclude "$passed" "$failed" "$skipped"
