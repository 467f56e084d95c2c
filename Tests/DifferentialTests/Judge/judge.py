"""Answers as `guiche check --jsonl` does, with graphql-core in the place of Guiche.

Reads a JSON object a line and writes one a line, in the same order. Each error also has the name
of the rule that found it, which only the tests want.

What the two write differently and mean alike is made equal here, and nowhere else: graphql-core
counts columns in code points where graphql-js and Guiche count UTF-16 units; it writes directive
locations as words.
"""

import copy
import json
import re
import sys

from graphql import (
    GraphQLError,
    GraphQLSyntaxError,
    build_ast_schema,
    parse,
    specified_rules,
    validate,
    validate_schema,
)
from graphql.validation import MaxIntrospectionDepthRule
from graphql.validation.validate import validate_sdl

# The test stops both sides at the same number of errors.
MAXIMUM = 100


def named(rule):
    """The same rule, which signs what it reports."""
    name = rule.__name__.removesuffix("Rule")

    class Signed(rule):
        def __init__(self, context):
            signing = copy.copy(context)

            def report(error):
                error.rule = name
                context.on_error(error)

            signing.on_error = report
            super().__init__(signing)

    Signed.__name__ = rule.__name__
    return Signed


RULES = [named(rule) for rule in specified_rules]
LINE_END = re.compile(r"\r\n|[\n\r]")
PLACE = re.compile(r"(may not be used on )([a-z ]+)\.$")


def location(error, index):
    place = error.locations[index]
    line = LINE_END.split(error.source.body)[place.line - 1]
    before = line[: place.column - 1]
    column = len(before.encode("utf-16-le", "surrogatepass")) // 2 + 1
    return {"line": place.line, "column": column}


def told(error):
    message = PLACE.sub(
        lambda found: found[1] + found[2].upper().replace(" ", "_") + ".", error.message
    )
    count = len(error.locations or [])
    return {
        "message": message,
        "locations": [location(error, index) for index in range(count)],
        "rule": getattr(error, "rule", ""),
    }


schemas = {}


def schema_of(text):
    """The schema of a text, or the errors that it has."""
    if text not in schemas:
        schemas[text] = made(text)
    return schemas[text]


def made(text):
    try:
        document = parse(text)
    except GraphQLSyntaxError as error:
        return [error]
    errors = validate_sdl(document)
    if errors:
        return errors
    try:
        schema = build_ast_schema(document, assume_valid_sdl=True)
    except (GraphQLError, TypeError) as error:
        return [error if isinstance(error, GraphQLError) else GraphQLError(str(error))]
    return validate_schema(schema) or schema


def errors_of(question):
    schema = schema_of(question["schema"])
    if question.get("op") == "schema":
        return schema if isinstance(schema, list) else []
    if isinstance(schema, list):
        return schema
    try:
        document = parse(question["document"])
    except GraphQLSyntaxError as error:
        return [error]
    return validate(schema, document, RULES, max_errors=MAXIMUM)


for line in sys.stdin:
    question = json.loads(line)
    answer = {"id": question["id"], "errors": [told(e) for e in errors_of(question)]}
    print(json.dumps(answer))
