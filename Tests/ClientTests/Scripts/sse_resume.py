"""A portal that follows a discussion by server-sent events, over a network that fails all the time.

LaunchDarkly's client comes back by itself and says which event it had last, as a browser does.
Environment: GUICHE_URL, the endpoint. Prints how many events it was sent, and in how many pieces.
"""

import itertools
import json
import random
import threading
from urllib.parse import urlencode, urlsplit

import urllib3
from cutting_proxy import CuttingProxy
from desk_user import PATIENCE, URL, Person
from ld_eventsource import SSEClient
from ld_eventsource.actions import Event, Fault, Start
from ld_eventsource.config import ConnectStrategy, ErrorStrategy, RetryDelayStrategy

MESSAGES = "subscription ($ticket: ID) { messagePosted(ticket: $ticket) { message { text } } }"


def follow(proxy, person, ticket, query=MESSAGES):
    """The client, by a GET: it knows no other method, as the browser's EventSource."""
    parameters = {"query": query, "variables": json.dumps({"ticket": ticket})}
    return SSEClient(
        ConnectStrategy.http(
            f"http://127.0.0.1:{proxy.port}/graphql?{urlencode(parameters)}",
            headers=person.headers,
            # A stream says that it lives every 15 seconds; twice that long it may be quiet.
            urllib3_request_options={"timeout": urllib3.Timeout(connect=PATIENCE, read=PATIENCE)},
        ),
        initial_retry_delay=0.01,
        retry_delay_strategy=RetryDelayStrategy.default(backoff_multiplier=1),
        error_strategy=ErrorStrategy.continue_with_max_attempts(1000),
    )


def texts(actions, count):
    """So many texts, and how often the client had to come back for them."""
    found, faults = [], 0
    for action in actions:
        if isinstance(action, Fault):
            faults += 1
        if isinstance(action, Event):
            assert action.event == "next", action
            assert action.last_event_id, "an event cannot be come back to"
            found.append(json.loads(action.data)["data"]["messagePosted"]["message"]["text"])
            if len(found) == count:
                return found, faults
    raise AssertionError(f"the stream ended after {found}")


def started(actions):
    """Waits until the server has answered: from there on, it listens."""
    for action in actions:
        if isinstance(action, Start):
            return
        assert isinstance(action, Fault), action


def cut_off_while_others_post(server, reader, writer):
    """What is posted while nobody listens comes afterwards, once, in order."""
    ticket = writer.open_ticket()
    proxy = CuttingProxy(*server)
    with follow(proxy, reader, ticket) as client:
        actions = iter(client.all)
        started(actions)
        number = itertools.count(1)
        expected, found = [], []

        def post(times):
            for _ in range(times):
                expected.append(f"recado {next(number)}")
                writer.post(ticket, expected[-1])

        post(3)
        found += texts(actions, 3)[0]
        for _ in range(5):
            proxy.cut()
            post(4)
            proxy.mend()
            post(2)
            more, faults = texts(actions, 6)
            found += more
            assert faults > 0, "it was not cut off"
        assert found == expected, (found, expected)
        assert any(b"Last-Event-ID: " in each for each in proxy.requests), proxy.requests
    proxy.close()
    return len(found), proxy.connections


def cut_off_anywhere(server, reader, writer):
    """Cut in the middle of events, while they come."""
    ticket = writer.open_ticket()
    dice = random.Random(6)
    # The first one is long enough for its head and a few events; a client that is cut off before
    # it had any has no id to come back with.
    proxy = CuttingProxy(*server, cuts=[2500] + [dice.randrange(400, 4000) for _ in range(25)])
    with follow(proxy, reader, ticket) as client:
        actions = iter(client.all)
        started(actions)
        expected = [f"linha {number}" for number in range(150)]
        poster = threading.Thread(target=lambda: [writer.post(ticket, each) for each in expected])
        poster.start()
        found, faults = texts(actions, len(expected))
        poster.join(PATIENCE)
        assert found == expected, (found, expected)
        assert faults > 3, f"cut {faults} times only"
    proxy.close()
    return len(found), proxy.connections


def refused(server, reader, ticket, last_event_id):
    """An id that leads nowhere: the client is told, and the stream ends."""
    parameters = {"query": MESSAGES, "variables": json.dumps({"ticket": ticket})}
    answer = urllib3.request(
        "GET",
        f"http://{server[0]}:{server[1]}/graphql?{urlencode(parameters)}",
        headers=reader.headers | {"Accept": "text/event-stream", "Last-Event-ID": last_event_id},
        timeout=PATIENCE,
        retries=False,
    )
    text = answer.data.decode()
    assert answer.status == 200, (answer.status, text)
    assert '"code":"EVENTS_LOST"' in text, text
    assert text.endswith("event: complete\ndata: \n\n"), text
    # When to come back is another time for each.
    return text.partition("\n")[2]


def main():
    parts = urlsplit(URL)
    server = (parts.hostname, parts.port)
    reader, writer = Person("student"), Person("student")
    waited = cut_off_while_others_post(server, reader, writer)
    anywhere = cut_off_anywhere(server, reader, writer)
    ticket = writer.open_ticket()
    texts_of = {refused(server, reader, ticket, each) for each in ["1", "nonsense", "x" * 2000]}
    assert len(texts_of) == 1, texts_of
    print(*waited, *anywhere)


if __name__ == "__main__":
    main()
