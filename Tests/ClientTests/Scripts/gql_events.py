"""A portal that follows tickets on gql, over either of its two WebSocket libraries.

Environment: GUICHE_URL, the endpoint. Argument: `websockets` or `aiohttp`. Prints how many messages
were followed.
"""

import asyncio
import sys

from desk_user import PATIENCE, URL, Person
from gql import Client, GraphQLRequest
from gql.transport.aiohttp_websockets import AIOHTTPWebsocketsTransport
from gql.transport.exceptions import TransportConnectionFailed, TransportQueryError
from gql.transport.websockets import WebsocketsTransport

MESSAGES = "subscription ($ticket: ID) { messagePosted(ticket: $ticket) { message { text } } }"
CHANGES = """
    subscription ($ticket: ID) {
      ticketChanged(id: $ticket) { ticketId kinds isInView ticket { status responsibility } }
    }
"""
ALL_MESSAGES = "subscription { messagePosted { ticket { id } message { text } } }"
QUEUE = "subscription { queueChanged { ticketId kinds isInQueue waiting ticket { subject } } }"
FORBIDDEN = 4403


def client(library, token):
    arguments = {
        "url": URL.replace("http://", "ws://"),
        "init_payload": {"Authorization": f"Bearer {token}"},
        "connect_timeout": PATIENCE,
        "ack_timeout": PATIENCE,
    }
    if library == "aiohttp":
        transport = AIOHTTPWebsocketsTransport(**arguments)
    else:
        transport = WebsocketsTransport(**arguments)
    # gql lets go of its socket with the connection; the code of the close is the socket's.
    connect = transport.adapter.connect

    async def connect_and_keep():
        await connect()
        transport.socket = transport.adapter.websocket

    transport.adapter.connect = connect_and_keep
    return Client(transport=transport)


class Following:
    """A subscription, whose events are taken one by one."""

    def __init__(self, session, query, **variables):
        self.events = session.subscribe(GraphQLRequest(query, variable_values=variables))
        self._listen()

    def _listen(self):
        self.next = asyncio.ensure_future(anext(self.events))
        # What comes of the last one nobody may ask for.
        self.next.add_done_callback(lambda next: next.cancelled() or next.exception())

    async def take(self, count):
        found = []
        for _ in range(count):
            (event,) = (await self.next).values()
            found.append(event)
            self._listen()
        return found

    async def first(self, condition):
        """The first event that is meant: others have the same customer, or the same desk."""
        while True:
            (event,) = await self.take(1)
            if condition(event):
                return event

    async def texts(self, count):
        return [each["message"]["text"] for each in await self.take(count)]

    async def stop(self):
        """As a page does that is left: gql completes the operation."""
        self.next.cancel()
        await asyncio.wait([self.next])
        await self.events.aclose()


async def listening(session, *following):
    """Waits until the server has heard of all: a socket's messages are answered in order."""
    while len(session.transport.listeners) < len(following):
        await asyncio.sleep(0)
    await asked(session)


async def asked(session):
    answer = await session.execute(GraphQLRequest("{ viewer { user { code } } }"))
    assert answer["viewer"]["user"]["code"], answer


async def follow_a_ticket(library, reader, writer):
    """Two subscriptions on one socket; one of them ends, and begins again."""
    ticket, other = writer.open_ticket(), writer.open_ticket()
    async with client(library, reader.token) as session:
        messages = Following(session, MESSAGES, ticket=ticket)
        changes = Following(session, CHANGES, ticket=ticket)
        await listening(session, messages, changes)
        expected = [f"mensagem {number}" for number in range(30)]
        for text in expected:
            await asyncio.to_thread(writer.post, ticket, text)
            await asyncio.to_thread(writer.post, other, "de outro protocolo")
        # One that came twice would come before this one.
        await asyncio.to_thread(writer.post, ticket, "a última")
        assert await messages.texts(31) == [*expected, "a última"]
        for change in await changes.take(31):
            assert change == {
                "ticketId": ticket,
                "kinds": ["MESSAGES"],
                "isInView": True,
                "ticket": {"status": "PENDING", "responsibility": "CUSTOMER"},
            }, change

        assert not messages.next.done(), messages.next
        await messages.stop()
        await asked(session)
        await asyncio.to_thread(writer.post, ticket, "que ninguém segue")
        messages = Following(session, MESSAGES, ticket=ticket)
        await listening(session, messages, changes)
        await asyncio.to_thread(writer.post, ticket, "seguida de novo")
        assert await messages.texts(1) == ["seguida de novo"]
        assert [each["kinds"] for each in await changes.take(2)] == [["MESSAGES"]] * 2
        for each in (messages, changes):
            await each.stop()
    return len(expected) + 2


async def follow_the_queue(library, customer):
    """What is handed over to the desk is news there; the customer sees the move, not the queue."""
    attendant = Person("attendant")
    ticket = customer.open_ticket()
    async with (
        client(library, attendant.token) as desk,
        client(library, customer.token) as portal,
    ):
        queue = Following(desk, QUEUE)
        await listening(desk, queue)
        changes = Following(portal, CHANGES, ticket=ticket)
        messages = Following(portal, ALL_MESSAGES)
        await listening(portal, changes, messages)

        await asyncio.to_thread(customer.submit, ticket)
        arrived = await queue.first(lambda each: each["ticketId"] == ticket)
        assert "MOVED" in arrived["kinds"] and arrived["isInQueue"], arrived
        assert arrived["waiting"] > 0 and arrived["ticket"]["subject"], arrived
        (moved,) = await changes.take(1)
        assert "MOVED" in moved["kinds"], moved
        assert moved["ticket"] == {"status": "IN_PROGRESS", "responsibility": "ATTENDANT"}, moved

        # What the desk says to itself is no event of the customer's.
        await asyncio.to_thread(attendant.post, ticket, "só entre nós", internal=True)
        await asyncio.to_thread(attendant.post, ticket, "para todos")
        said = await messages.first(lambda each: each["ticket"]["id"] == ticket)
        assert said["message"]["text"] == "para todos", said
        assert [each["kinds"] for each in await changes.take(1)] == [["MESSAGES"]]

        try:
            await Following(portal, QUEUE).take(1)
        except TransportQueryError as error:
            assert "queueChanged" in error.errors[0]["message"], error.errors
        else:
            raise AssertionError("a customer follows the desk's queue")
        for each in (queue, changes, messages):
            await each.stop()


async def be_refused(library, owner, other):
    """Another's ticket is as one that never was; and who is nobody gets no socket."""
    ticket = owner.open_ticket()
    async with client(library, other.token) as session:
        refusals = []
        for name in (ticket, "bm9uZQ"):
            try:
                await Following(session, CHANGES, ticket=name).take(1)
            except TransportQueryError as error:
                refusals.append(error.errors)
        assert len(refusals) == 2 and refusals[0] == refusals[1], refusals
        assert refusals[0][0]["extensions"]["code"] == "NOT_FOUND", refusals

    stranger = client(library, "wrong")
    try:
        async with stranger:
            raise AssertionError("a wrong token was let in")
    except TransportConnectionFailed:
        assert stranger.transport.socket.close_code == FORBIDDEN, stranger.transport.socket


async def sign_out(library):
    """The session's end is the end of the socket, in whatever way it comes."""
    person = Person("student")
    ticket = person.open_ticket()
    leaving = client(library, person.token)
    session = await leaving.connect_async()
    following = [Following(session, each, ticket=ticket) for each in (MESSAGES, CHANGES)]
    await listening(session, *following)
    await asyncio.to_thread(person.sign_out)
    for each in following:
        try:
            event = await each.take(1)
        except TransportConnectionFailed:
            continue
        raise AssertionError(f"an event for somebody who left: {event}")
    assert leaving.transport.socket.close_code == FORBIDDEN, leaving.transport.socket.close_code
    await leaving.close_async()


async def main(library):
    async with asyncio.timeout(PATIENCE):
        student, other = Person("student"), Person("client")
        count = await follow_a_ticket(library, student, Person("student"))
        await follow_the_queue(library, student)
        await be_refused(library, student, other)
        await sign_out(library)
    print(count)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
