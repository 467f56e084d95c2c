"""A portal on sgqlc: operations are Python expressions on a generated module, or generated too.

Environment: GUICHE_URL, the endpoint. The modules `guiche_schema` and `portal_operations` were made
by sgqlc-codegen. Prints the number of the ticket that was handed over.
"""

import os

from guiche_schema import guiche_schema as schema
from portal_operations import Operations
from sgqlc.endpoint.http import HTTPEndpoint
from sgqlc.operation import Operation

URL = os.environ["GUICHE_URL"]


def run(endpoint, operation):
    """Sends an operation and reads its answer as objects of the schema."""
    answer = endpoint(operation)
    assert "errors" not in answer, answer["errors"]
    return operation + answer


def sign_in(user_code):
    operation = Operation(schema.Mutation, name="SignIn")
    payload = operation.sign_in(
        input=schema.SignInInput(user_code=user_code, password="guiche-demo")
    )
    payload.session.token()
    payload.problems.code()
    return run(HTTPEndpoint(URL), operation).sign_in.session.token


def text(key, value):
    return schema.ParameterInput(key=key, value=schema.ParameterValueInput(text=value))


def open_ticket(endpoint):
    by_key = {each.key: each.id for each in run(endpoint, Operations.query.types).ticket_types}

    operation = Operation(schema.Mutation)
    payload = operation.open_ticket(
        input=schema.OpenTicketInput(
            type=by_key["segunda-via-diploma"],
            parameters=[
                text("subject", "Diploma pelo sgqlc"),
                text("requestText", "Perdi o meu na mudança."),
                text("nomeCompleto", "Lucas Ferreira"),
            ],
        )
    )
    payload.ticket.__fields__("id", "number", "version", "priority")
    payload.problems.__fields__("code", "parameter_key")
    opened = run(endpoint, operation).open_ticket
    assert opened.problems == [], opened.problems
    return opened.ticket


def hand_over(endpoint, ticket, parameters):
    operation = Operation(schema.Mutation)
    payload = operation.submit_ticket(
        input=schema.SubmitTicketInput(
            ticket=ticket.id,
            condition="enviar",
            reason="pedido",
            parameters=parameters,
            expected_version=ticket.version,
            idempotency_key=f"sgqlc-{ticket.number}",
        )
    )
    payload.ticket.__fields__("number", "status", "responsibility")
    payload.problems.__fields__("code", "parameter_key")
    return run(endpoint, operation).submit_ticket


def main():
    endpoint = HTTPEndpoint(URL, {"Authorization": f"Bearer {sign_in('student')}"})
    ticket = open_ticket(endpoint)

    # What is missing comes back all at once, as data.
    refused = hand_over(endpoint, ticket, [])
    missing = {problem.parameter_key: problem.code for problem in refused.problems}
    assert set(missing.values()) == {"PARAMETER_REQUIRED"}, missing
    values = {
        "curso": {"choice": "sistemas"},
        "anoConclusao": {"integer": 2019},
        "formaEntrega": {"choice": "retirada"},
    }
    filled = [schema.ParameterInput(key=key, value=values[key]) for key in missing]
    moved = hand_over(endpoint, ticket, filled)
    assert moved.problems == [], moved.problems
    assert moved.ticket.number == ticket.number
    assert moved.ticket.responsibility == schema.Responsibility.ATTENDANT

    # A generated operation with variables, which are given as plain JSON.
    answer = endpoint(Operations.query.discussion, {"number": ticket.number})
    found = (Operations.query.discussion + answer).ticket
    assert found.discussion.total_count == 0
    assert {each.key: each.access for each in found.parameters}["curso"] == "READ_ONLY"
    print(moved.ticket.number)


if __name__ == "__main__":
    main()
