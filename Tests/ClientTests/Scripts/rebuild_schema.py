"""Rebuilds the schema from what introspection tells, with the graphql-core at hand.

Environment: GUICHE_URL, the endpoint, and GUICHE_TOKEN, a session. Arguments: the path of
schema.graphql and `json`, to print that schema's introspection for a tool that reads no SDL; or
nothing, to print the SDL of the schema that was rebuilt from the server's introspection.
"""

import inspect
import json
import os
import sys
import urllib.request

from graphql import (
    build_client_schema,
    build_schema,
    get_introspection_query,
    introspection_from_schema,
    lexicographic_sort_schema,
    print_schema,
    validate_schema,
)

# What a later edition asks for; the server keeps to that of September 2025.
LATER = {"experimental_directive_deprecation"}


def introspect():
    """The server's answer to the query that this graphql-core asks, with all its options."""
    options = inspect.signature(get_introspection_query).parameters.values()
    wanted = {each.name: True for each in options if each.default is False}
    query = get_introspection_query(**{k: v for k, v in wanted.items() if k not in LATER})
    request = urllib.request.Request(
        os.environ["GUICHE_URL"],
        json.dumps({"query": query}).encode(),
        {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {os.environ['GUICHE_TOKEN']}",
        },
    )
    with urllib.request.urlopen(request) as response:
        answer = json.load(response)
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


def sdl(schema):
    assert validate_schema(schema) == []
    return print_schema(lexicographic_sort_schema(schema))


def main():
    if len(sys.argv) == 1:
        print(sdl(build_client_schema(introspect())))
        return
    path, form = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        schema = build_schema(file.read())
    print(json.dumps(introspection_from_schema(schema)) if form == "json" else sdl(schema))


if __name__ == "__main__":
    main()
