#!/usr/bin/env bash
# Runs every rule of the double on a live Redshift and prints what differs: docs/live-checks.md.
#
#   RSI_LIVE_REDSHIFT='Host=...;Port=5439;Database=dev;Username=...;Password=...' eng/live-checks.sh
#
# RSI_LIVE_S3='s3://bucket/folder', which the AWS credentials of the environment may write, and RSI_LIVE_ROLE='arn:aws:iam::...:role/...', by which the
# server may read it, add the rules of COPY; without them these are left out.
# The user needs CREATE on the database; each rule works in a schema rsi_... of its own, which is dropped afterwards.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
if [ -z "${RSI_LIVE_REDSHIFT:-}" ]; then
    echo "RSI_LIVE_REDSHIFT is not set: give it an Npgsql connection string of the cluster or workgroup, as in"
    echo "  RSI_LIVE_REDSHIFT='Host=...;Port=5439;Database=dev;Username=...;Password=...' eng/live-checks.sh"
    exit 2
fi
dotnet build tests/RedshiftIntegration.Integration.Tests -c Release -v quiet -nologo || exit 1
exec artifacts/bin/RedshiftIntegration.Integration.Tests/release/RedshiftIntegration.Integration.Tests -noLogo -noColor -showLiveOutput \
    -method "*LiveChecks.A_live_Redshift_answers_as_the_double_does"
