"""Many requests at once on gql's two asynchronous transports, aiohttp and httpx.

Environment: GUICHE_URL, the endpoint, and GUICHE_TOKEN, a session. Prints how many tickets both
transports read, page by page.
"""

import asyncio
import os

from gql import Client, GraphQLRequest, gql
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.httpx import HTTPXAsyncTransport

URL = os.environ["GUICHE_URL"]
HEADERS = {"Authorization": f"Bearer {os.environ['GUICHE_TOKEN']}", "Accept-Language": "pt-BR"}

PAGE = gql("""
    query Page($first: Int!, $after: String) {
      tickets(first: $first, after: $after) {
        totalCount
        nodes { number subject step { name } type { key } }
        pageInfo { hasNextPage endCursor }
      }
    }
""")

TICKET = gql("query Ticket($number: Int!) { ticket(number: $number) { number subject } }")


async def read_all(session):
    """Every ticket of the viewer, by following the cursors."""
    tickets, after = [], None
    while True:
        request = GraphQLRequest(PAGE, variable_values={"first": 7, "after": after})
        page = (await session.execute(request))["tickets"]
        tickets += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            assert len(tickets) == page["totalCount"], (len(tickets), page["totalCount"])
            return tickets
        after = page["pageInfo"]["endCursor"]


async def read_each(session, numbers):
    """The same tickets again, each by a request of its own and all of them at once."""
    requests = [GraphQLRequest(TICKET, variable_values={"number": number}) for number in numbers]
    answers = await asyncio.gather(*(session.execute(request) for request in requests))
    return [answer["ticket"] for answer in answers]


async def main():
    counts = set()
    for transport in (
        AIOHTTPTransport(url=URL, headers=HEADERS),
        HTTPXAsyncTransport(url=URL, headers=HEADERS),
    ):
        async with Client(transport=transport, fetch_schema_from_transport=True) as session:
            tickets = await read_all(session)
            numbers = [ticket["number"] for ticket in tickets]
            assert len(set(numbers)) == len(numbers), "a ticket is on two pages"
            again = await read_each(session, numbers)
            assert [each["number"] for each in again] == numbers
            assert [each["subject"] for each in again] == [each["subject"] for each in tickets]
            counts.add(len(tickets))
    (count,) = counts
    print(count)


if __name__ == "__main__":
    asyncio.run(main())
