#!/usr/bin/env bash
# Rewrites PublicAPI.Unshipped.txt of a project from the messages of the public API analyzer (RS0016 adds, RS0017 drops).
# Usage: eng/update-public-api.sh [src/RedshiftIntegration]
set -euo pipefail
cd "$(dirname "$0")/.."
project="${1:-src/RedshiftIntegration}"
file="$project/PublicAPI.Unshipped.txt"
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
dotnet build "$project" -v q --no-incremental -clp:NoSummary >"$log" 2>&1 || true
{
    echo '#nullable enable'
    {
        grep -v '^#' "$file" || true
        sed -n "s/.*error RS0016: Symbol '\(.*\)' is not part of the declared public API.*/\1/p" "$log"
    } | grep -vxF -f <(sed -n "s/.*error RS0017: Symbol '\(.*\)' is part of the declared API, but.*/\1/p" "$log"; echo '#') | LC_ALL=C sort -u
} >"$file.new"
mv "$file.new" "$file"
echo "$file: $(($(wc -l <"$file") - 1)) entries"
