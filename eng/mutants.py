#!/usr/bin/env python3
"""Breaks the production code in one place at a time and looks whether the tests find it.

Usage: eng/mutants.py [name ...]     from anywhere; all mutants by default. RSI_TEST_MYSQL names a MariaDB for those of the MySQL source.
Works in a copy of the repository. Writes what it found into the table of docs/reliability.md. Ends with 1 if a mutant survives.
Tests that compare approved SQL are left out on purpose: they would find any change of a statement, and say nothing of what it does.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
UNIT, SERVER = "RedshiftIntegration.Tests", "RedshiftIntegration.Integration.Tests"
SOURCE = "src/RedshiftIntegration/"

# name: (file, what stands there, what is put instead, suite, test classes)
MUTANTS = {
    "the watermark's own rows are not read again": ("Flow/CursorBound.cs", "start.Back(cursor), IsInclusive: true", "start.Back(cursor), IsInclusive: false", UNIT, ["*SqliteContractTests"]),
    "the lag is forgotten": ("Flow/CursorBound.cs", "new CursorLowerBound(start.Back(cursor)", "new CursorLowerBound(start", UNIT, ["*SqliteContractTests"]),
    "an append reads the watermark's rows again": ("Flow/CursorBound.cs", "start, IsInclusive: false", "start, IsInclusive: true", UNIT, ["*SqliteContractTests"]),
    "the watermark has milliseconds": ("Flow/CursorBound.cs", '"yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo', '"yyyy-MM-dd HH:mm:ss.fff", CultureInfo', UNIT, ["*SqliteContractTests", "*ResetTests"]),
    "the watermark goes back": ("Flow/CursorBound.cs", "newest < from ? from : newest", "newest", UNIT, ["*SqliteContractTests"]),
    "rows of the future are taken": ("Sources/Database/CursorQueries.cs", "newest is null ? null : CursorBound.OfClock(cursor.Kind, await dialect.ClockAsync(session, clock, cancellationToken))", "null", UNIT, ["*SqliteContractTests"]),
    "the bound is taken outside the snapshot": ("Sources/MySql/MySqlSession.cs", "REPEATABLE READ", "READ COMMITTED", SERVER, ["*MariaDbContractTests"]),
    "the gate is not locked": ("Loading/LoadPlanBuilder.cs", '$"LOCK TABLE {shape.Gate}");\n        yield return Assert', '"SELECT 1");\n        yield return Assert', UNIT, ["*ConcurrentRunsTests"]),
    "the gate is not compared": ("Loading/LoadPlanBuilder.cs", "\\\"watermark\\\" = {{gate_from}}) = 1", "\\\"watermark\\\" = {{gate_from}}) >= 0", UNIT, ["*ConcurrentRunsTests"]),
    "a back-fill moves the watermark": ("Flow/ILoader.cs", "RunKind.Backfill => WatermarkFrom", "RunKind.Backfill => Batch.WatermarkTo", UNIT, ["*BackfillTests"]),
    "a reset leaves the rows": ("Loading/ResetStatements.cs", "DELETE FROM {shape.Target}{condition}", "DELETE FROM {shape.Target} WHERE 1 = 0", UNIT, ["*ResetTests"]),
    "the count is not asserted": ("Loading/LoadPlanBuilder.cs", "FROM {LoadShape.Stage}) = {{rows_staged}}", "FROM {LoadShape.Stage}) >= 0", UNIT, ["*VerificationTests"]),
    "the oldest of a key's rows stays": ("Loading/DistinctStatements.cs", "DESC NULLS LAST", "ASC", UNIT, ["*LoaderTests"]),
    "different rows of one key are taken": ("Loading/DistinctStatements.cs", 'HAVING COUNT(*) > 1) AS "a") = 0', 'HAVING COUNT(*) > 1) AS "a") >= 0', UNIT, ["*LoaderTests"]),
    "a lost COMMIT counts as not carried out": ("Loading/Loader.cs", "bool committed = await CommitOutcome.AskAsync(target, transaction, clock, lost).ConfigureAwait(false);", "bool committed = await Task.FromResult(false).ConfigureAwait(false);", UNIT, ["*FailuresTests", "*LoaderTests"]),
    "files of dead runs stay": ("Staging/S3StagingArea.cs", "return !keeps;", "return false;", UNIT, ["*Staging*"]),
    "the guard lets all deletes pass": ("Loading/DeleteStatements.cs", '{limit} * \\"c\\".\\"rows_guarded\\") = 0"', '{limit} * \\"c\\".\\"rows_guarded\\") >= 0"', UNIT, ["*DeletesTests"]),
    "staged keys are not excluded from the deletes": ("Loading/DeleteStatements.cs", ' AND "r".{first} IS NULL{Unmarked', '{Unmarked', UNIT, ["*DeletesTests", "*DeletesLoadTests"]),
    "a key that came back keeps its mark": ("Loading/WriteStatements.cs", '{(shape.Mark is { } mark ? $", {mark} = NULL" : string.Empty)}', "", UNIT, ["*DeletesTests"]),
    "a key that came back unread keeps its mark": ("Loading/DeleteStatements.cs", 'AND {shape.Target}.{mark} IS NOT NULL\n            """)', 'AND {shape.Target}.{mark} IS NULL\n            """)', UNIT, ["*DeletesTests"]),
}


def run(folder, *command, **kwargs):
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, **kwargs)


def build(folder, suite):
    done = run(folder, "dotnet", "build", f"tests/{suite}", "-c", "Release", "-v", "q", "-nologo", "-p:RunAnalyzers=false")
    return None if done.returncode == 0 else done.stdout


def test(folder, suite, classes):
    filters = [word for name in classes for word in ("-class", name)]
    return run(folder, f"artifacts/bin/{suite}/release/{suite}", "-noLogo", "-noColor", "-noAutoReporters", *filters, timeout=600)


def hunt(folder, name):
    file, old, new, suite, classes = MUTANTS[name]
    if suite == SERVER and not os.environ.get("RSI_TEST_MYSQL"):
        return "skipped: RSI_TEST_MYSQL is not set"
    path = folder / SOURCE / file
    text = path.read_text()
    if text.count(old) != 1:
        return f"LOST: {file} holds its line {text.count(old)} times"
    path.write_text(text.replace(old, new))
    try:
        if error := build(folder, suite):
            return "BROKEN: it does not build\n" + error
        done = test(folder, suite, classes)
        failed = sorted(set(re.findall(r"^    RedshiftIntegration\.\S*?(\w+\.\w+)(?:\(.*)? \[FAIL\]", done.stdout, re.M)))
        return f"found by {failed[0]}" + (f" and {len(failed) - 1} more" if len(failed) > 1 else "") if failed else "SURVIVED"
    finally:
        path.write_text(text)


def write(found):
    """Puts what was found into the page's table, in the order of the mutants; rows of the others stay."""
    page = ROOT / "docs/reliability.md"
    text = page.read_text()
    begin = text.index("<!-- generated: mutants -->") + len("<!-- generated: mutants -->")
    end = text.index("<!-- end -->", begin)
    known = dict(re.findall(r"^\| (.+?) \| `.+?` \| (.+?) \|$", text[begin:end], re.M)) | found
    rows = "".join(f"| {n} | `{MUTANTS[n][0]}` | {known[n]} |\n" for n in MUTANTS if n in known)
    page.write_text(f"{text[:begin]}\n| what is broken | where | found by |\n| --- | --- | --- |\n{rows}{text[end:]}")


def main():
    names = sys.argv[1:] or list(MUTANTS)
    outcomes = {}
    with tempfile.TemporaryDirectory(prefix="rsi-mutants-") as temporary:
        folder = pathlib.Path(temporary) / "copy"
        subprocess.run(["git", "clone", "-q", ROOT, folder], check=True)
        for suite in sorted({MUTANTS[n][3] for n in names}):
            if error := build(folder, suite):
                sys.exit(f"The tests do not build as they are.\n{error}")
        for number, name in enumerate(names, 1):
            outcomes[name] = hunt(folder, name)
            print(f"{number}/{len(names)} {name}: {outcomes[name]}", flush=True)
    missed = [n for n, o in outcomes.items() if not o.startswith(("found", "skipped"))]
    print(f"{len(outcomes) - len(missed)} of {len(outcomes)} are found." + (f" Not: {', '.join(missed)}" if missed else ""))
    write({n: o.removeprefix("found by ") for n, o in outcomes.items() if o.startswith("found")})
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
