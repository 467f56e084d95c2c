"""A customer's portal on gql: it fetches the schema once and checks every document before sending.

Environment: GUICHE_URL, the endpoint. Prints the number of the ticket that it opened.
"""

import os
from datetime import datetime

from gql import Client, GraphQLRequest, gql
from gql.dsl import DSLQuery, DSLSchema, dsl_gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.requests import RequestsHTTPTransport
from gql.utilities import update_schema_scalar
from graphql import GraphQLError, GraphQLScalarType

URL = os.environ["GUICHE_URL"]

SIGN_IN = """
    mutation SignIn($input: SignInInput!) {
      signIn(input: $input) { session { token expiresAt } problems { code message } }
    }
"""

TICKET_TYPES = gql("{ ticketTypes { id key } }")

OPEN_TICKET = """
    mutation OpenTicket($input: OpenTicketInput!) {
      openTicket(input: $input) {
        ticket { ...Summary }
        problems { code path parameterKey }
      }
    }
    fragment Summary on Ticket { id number subject status openedAt }
"""

POST_MESSAGE = """
    mutation PostMessage($input: PostMessageInput!) {
      postMessage(input: $input) { message { text } problems { code } }
    }
"""

MOMENT = GraphQLScalarType(
    name="DateTime",
    serialize=lambda moment: moment.isoformat(),
    parse_value=lambda text: datetime.fromisoformat(text.replace("Z", "+00:00")),
)


def transport(token=None):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return RequestsHTTPTransport(url=URL, headers=headers)


def sign_in(user_code):
    request = GraphQLRequest(
        SIGN_IN,
        variable_values={"input": {"userCode": user_code, "password": "guiche-demo"}},
    )
    payload = Client(transport=transport()).execute(request)["signIn"]
    assert payload["problems"] == [], payload
    return payload["session"]["token"]


def open_ticket(session):
    types = {each["key"]: each["id"] for each in session.execute(TICKET_TYPES)["ticketTypes"]}
    request = GraphQLRequest(
        OPEN_TICKET,
        variable_values={
            "input": {
                "type": types["segunda-via-diploma"],
                "parameters": [
                    {"key": "subject", "value": {"text": "Segunda via, por favor"}},
                    {"key": "anoConclusao", "value": {"integer": 2019}},
                    {"key": "curso", "value": {"choice": "sistemas"}},
                ],
            }
        },
    )
    payload = session.execute(request)["openTicket"]
    assert payload["problems"] == [], payload
    return payload["ticket"]


def main():
    client = Client(
        transport=transport(sign_in("student")),
        fetch_schema_from_transport=True,
        parse_results=True,
    )
    with client as session:
        update_schema_scalar(client.schema, "DateTime", MOMENT)

        ticket = open_ticket(session)
        assert ticket["status"] == "PENDING", ticket
        assert isinstance(ticket["openedAt"], datetime), "scalars are parsed by the fetched schema"

        payload = session.execute(
            GraphQLRequest(
                POST_MESSAGE,
                variable_values={"input": {"ticket": ticket["id"], "text": "Olá, do gql 🐍"}},
            )
        )["postMessage"]
        assert payload == {"message": {"text": "Olá, do gql 🐍"}, "problems": []}, payload

        # The same schema as Python objects: no document is written by hand.
        schema = DSLSchema(client.schema)
        query = DSLQuery(
            schema.Query.ticket(id=ticket["id"]).select(
                schema.Ticket.subject,
                schema.Ticket.discussion(first=5).select(
                    schema.MessageConnection.nodes.select(schema.Message.text)
                ),
            )
        )
        found = session.execute(dsl_gql(query))["ticket"]
        assert found == {
            "subject": "Segunda via, por favor",
            "discussion": {"nodes": [{"text": "Olá, do gql 🐍"}]},
        }, found

        # What does not fit the schema is refused here, before it is sent.
        try:
            session.execute(gql("{ viewer { passwordHash } }"))
        except GraphQLError as error:
            assert "passwordHash" in error.message, error
        else:
            raise AssertionError("a field that is not in the schema was sent")

    # What only the server can refuse comes back with its code.
    try:
        Client(transport=transport()).execute(gql("{ viewer { user { code } } }"))
    except TransportQueryError as error:
        assert error.errors[0]["extensions"]["code"] == "UNAUTHENTICATED", error.errors
    else:
        raise AssertionError("nobody is signed in, and was answered")

    print(ticket["number"])


if __name__ == "__main__":
    main()
