#!/usr/bin/python3
"""Reads a JSON list of SQL statements and prints a JSON list of two error texts for each, sqlglot's and sqlfluff's, null where it parses.

Both parse in their Redshift dialect (Debian: python3-sqlglot, sqlfluff). Runs with Debian's own python3, for which apt installs them.
"""
import json
import logging
import multiprocessing
import re
import sys

import sqlglot
from sqlfluff.core import FluffConfig, Linter

logging.disable(logging.CRITICAL)
# The raw templater: {{ and % in a literal are no template.
linter = Linter(config=FluffConfig(overrides={"dialect": "redshift", "templater": "raw"}))


def by_sqlglot(sql):
    try:
        sqlglot.parse_one(sql, read="redshift")
    except (sqlglot.ParseError, sqlglot.errors.TokenError, ValueError) as error:
        return re.sub(r"\x1b\[[0-9;]*m", "", str(error)).splitlines()[0]


def by_sqlfluff(sql):
    violations = linter.parse_string(sql).violations
    return violations[0].desc() if violations else None


def errors(sql):
    return by_sqlglot(sql), by_sqlfluff(sql)


if __name__ == "__main__":
    with multiprocessing.Pool() as pool:
        json.dump(pool.map(errors, json.load(sys.stdin), chunksize=8), sys.stdout)
