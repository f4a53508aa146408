#!/usr/bin/python3
"""Reads a JSON list of SQL statements and prints a JSON list of two error texts for each, sqlglot's and sqlfluff's, null where it parses.

Both parse in their Redshift dialect (Debian: python3-sqlglot, sqlfluff). Runs with Debian's own python3, for which apt installs them.
"""
import json
import logging
import re
import sys

import sqlglot
from sqlfluff.core import FluffConfig, Linter

logging.disable(logging.CRITICAL)
linter = Linter(config=FluffConfig(overrides={"dialect": "redshift"}))


def by_sqlglot(sql):
    try:
        sqlglot.parse_one(sql, read="redshift")
    except (sqlglot.ParseError, sqlglot.errors.TokenError, ValueError) as error:
        return re.sub(r"\x1b\[[0-9;]*m", "", str(error)).splitlines()[0]


def by_sqlfluff(sql):
    violations = linter.parse_string(sql).violations
    return violations[0].desc() if violations else None


json.dump([[by_sqlglot(sql), by_sqlfluff(sql)] for sql in json.load(sys.stdin)], sys.stdout)
