"""A portal on the typed client that ariadne-codegen makes: every answer is a Pydantic model.

Environment: GUICHE_URL, the endpoint, and GUICHE_TOKEN, a session of a student. The package is
`guiche_client`. Prints the number of the ticket that it opened.
"""

import asyncio
import os
from datetime import datetime

from guiche_client import Client, GraphQLClientGraphQLMultiError, TicketStatus
from guiche_client.input_types import (
    OpenTicketInput,
    ParameterInput,
    ParameterValueInput,
    PostMessageInput,
)

URL = os.environ["GUICHE_URL"]
HEADERS = {"Authorization": f"Bearer {os.environ['GUICHE_TOKEN']}"}


async def open_ticket(client):
    types = {each.key: each.id for each in (await client.types()).ticket_types}
    payload = (
        await client.open(
            OpenTicketInput(
                type=types["segunda-via-diploma"],
                parameters=[
                    ParameterInput(key="subject", value=ParameterValueInput(text="Com tipos")),
                    ParameterInput(key="anoConclusao", value=ParameterValueInput(integer=2019)),
                ],
            )
        )
    ).open_ticket
    assert payload.problems == [], payload.problems
    return payload.ticket


async def main():
    async with Client(url=URL, headers=HEADERS) as client:
        ticket = await open_ticket(client)
        assert ticket.status is TicketStatus.PENDING
        assert isinstance(ticket.opened_at, datetime)
        values = {each.key: each.value for each in ticket.parameters}
        assert values["anoConclusao"].typename__ == "IntegerValue"
        assert values["anoConclusao"].integer == 2019

        posted = await client.post(PostMessageInput(ticket=ticket.id, text="Olá, com tipos"))
        assert posted.post_message.message.text == "Olá, com tipos"

        found = (await client.discussion(number=ticket.number)).ticket
        assert found.discussion.total_count == 1
        assert found.discussion.nodes[0].text == "Olá, com tipos"
        assert found.subject == "Com tipos"

    async with Client(url=URL) as client:
        try:
            await client.types()
        except GraphQLClientGraphQLMultiError as error:
            assert error.errors[0].extensions["code"] == "UNAUTHENTICATED", error.errors
        else:
            raise AssertionError("nobody is signed in, and was answered")

    print(ticket.number)


if __name__ == "__main__":
    asyncio.run(main())
