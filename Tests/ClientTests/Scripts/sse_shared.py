"""A page with many live parts on one connection: graphql-sse's single mode, on httpx-sse.

Environment: GUICHE_URL, the endpoint. Prints the ids of the parts that had events.
"""

import asyncio
import json

import httpx
from cutting_proxy import CuttingProxy
from desk_user import PATIENCE, URL, Person
from httpx_sse import aconnect_sse

MESSAGES = "subscription ($ticket: ID) { messagePosted(ticket: $ticket) { message { text } } }"
CHANGES = "subscription ($ticket: ID) { ticketChanged(id: $ticket) { ticketId kinds } }"
TOKEN = "X-GraphQL-Event-Stream-Token"


class Page:
    """One stream, and the operations that were begun on it."""

    def __init__(self, web, url, token):
        self.web, self.url = web, url
        self.headers = {TOKEN: token}
        self.positions = {}
        self.ids = set()

    @classmethod
    async def reserve(cls, web, url):
        answer = await web.put(url, headers={"Accept": "text/plain"})
        assert answer.status_code == 201, answer.text
        return cls(web, url, answer.text)

    async def begin(self, operation, query, variables, after=None):
        """Begins an operation; answers where it begins."""
        answer = await self.web.post(
            self.url,
            json={"query": query, "variables": variables, "extensions": {"operationId": operation}},
            headers=self.headers | ({"Last-Event-ID": after} if after else {}),
        )
        assert answer.status_code == 202, (answer.status_code, answer.text)
        if "Last-Event-ID" in answer.headers:
            self.positions[operation] = answer.headers["Last-Event-ID"]

    async def end(self, operation):
        answer = await self.web.delete(
            self.url, params={"operationId": operation}, headers=self.headers
        )
        assert answer.status_code == 200, answer.text

    def open(self):
        return aconnect_sse(self.web, "GET", self.url, headers=dict(self.headers))

    async def take(self, events, count):
        """So many events: operation, kind, payload. What is no event is passed over."""
        found = []
        while len(found) < count:
            event = await anext(events)
            if not event.data:
                continue
            data = json.loads(event.data)
            if event.event == "next" and event.id and data["id"] in self.positions:
                self.positions[data["id"]] = event.id
            found.append((data["id"], event.event, data.get("payload")))
        return found


def text(event):
    return event[2]["data"]["messagePosted"]["message"]["text"]


async def main():
    reader, writer = Person("student"), Person("student")
    tickets = [writer.open_ticket() for _ in range(2)]
    proxy = CuttingProxy(httpx.URL(URL).host, httpx.URL(URL).port)
    url = f"http://127.0.0.1:{proxy.port}/graphql"
    seen = set()

    async with (
        asyncio.timeout(PATIENCE),
        httpx.AsyncClient(headers=reader.headers, timeout=PATIENCE) as web,
    ):
        page = await Page.reserve(web, url)
        async with page.open() as source:
            events = source.aiter_sse()
            assert source.response.headers["Content-Type"].startswith("text/event-stream")

            # A query answers on the stream too.
            await page.begin("q", "{ viewer { user { code } } }", {})
            assert await page.take(events, 2) == [
                ("q", "next", {"data": {"viewer": {"user": {"code": "student"}}}}),
                ("q", "complete", None),
            ]
            for place, ticket in enumerate(tickets):
                await page.begin(f"m{place}", MESSAGES, {"ticket": ticket})
            await page.begin("c", CHANGES, {"ticket": tickets[0]})
            for place in (0, 1, 0):
                await asyncio.to_thread(writer.post, tickets[place], f"para {place}")
            found = await page.take(events, 5)
            seen |= {each[0] for each in found}
            assert [text(each) for each in found if each[0] == "m0"] == ["para 0", "para 0"], found
            assert [text(each) for each in found if each[0] == "m1"] == ["para 1"], found
            changes = [each[2]["data"]["ticketChanged"] for each in found if each[0] == "c"]
            assert changes == [{"ticketId": tickets[0], "kinds": ["MESSAGES"]}] * 2, changes

            # An operation that was ended is silent, and the others are not.
            await page.end("c")
            await asyncio.to_thread(writer.post, tickets[0], "depois")
            assert [text(each) for each in await page.take(events, 1)] == ["depois"]
            before = dict(page.positions)
            proxy.cut()

        # While the page is away, both tickets get messages; it asks for each from where it was.
        for place in (1, 0, 1, 0):
            await asyncio.to_thread(writer.post, tickets[place], f"ausente {place}")
        proxy.mend()
        page = await Page.reserve(web, url)
        async with page.open() as source:
            events = source.aiter_sse()
            for place, ticket in enumerate(tickets):
                await page.begin(
                    f"m{place}", MESSAGES, {"ticket": ticket}, after=before[f"m{place}"]
                )
            found = await page.take(events, 4)
            for place in range(2):
                own = [text(each) for each in found if each[0] == f"m{place}"]
                assert own == [f"ausente {place}"] * 2, found
            await asyncio.to_thread(writer.post, tickets[1], "de volta")
            assert [text(each) for each in await page.take(events, 1)] == ["de volta"]

            # Whoever signs out is told for each operation, and the stream ends.
            await asyncio.to_thread(reader.sign_out)
            last = await page.take(events, 4)
            assert sorted(each[:2] for each in last) == [
                ("m0", "complete"),
                ("m0", "next"),
                ("m1", "complete"),
                ("m1", "next"),
            ], last
            codes = {each[2]["errors"][0]["extensions"]["code"] for each in last if each[2]}
            assert codes == {"UNAUTHENTICATED"}, last
            async for event in events:
                assert not event.data, event
    proxy.close()
    print(*sorted(seen))


if __name__ == "__main__":
    asyncio.run(main())
