"""A portal's files on gql and aiohttp: sent one by one, many at once and streamed, and fetched.

Environment: GUICHE_URL, the endpoint. Prints the id of the ticket, and a line for each of its
files: name, media type and size.
"""

import asyncio
import hashlib
import os
import sys

import aiohttp
from desk_user import PATIENCE, URL, Person, root
from gql import Client, FileVar, GraphQLRequest
from gql.transport.aiohttp import AIOHTTPTransport

ADD = """
    mutation ($input: AddAttachmentsInput!) {
      addAttachments(input: $input) {
        attachments { name mediaType size url }
        problems { code path message }
      }
    }
"""

REQUEST = """
    mutation ($input: RequestUploadInput!) {
      requestUpload(input: $input) { upload { url expiresAt } problems { code path message } }
    }
"""

ATTACHMENTS = """
    query ($ticket: ID!) {
      ticket(id: $ticket) { attachments(first: 50) { nodes { name mediaType size url } } }
    }
"""

PDF = b"%PDF-1.7\n" + b"a page\n" * 1000 + b"%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 64
TEXT = "Olá, em anexo. 🐍\r\n".encode() * 100


def pieces(content, size=1000):
    """A file that is made while it is sent."""

    async def generate():
        for start in range(0, len(content), size):
            yield content[start : start + size]

    return generate()


async def add(session, ticket, *files):
    request = GraphQLRequest(
        ADD, variable_values={"input": {"ticket": ticket, "files": list(files)}}
    )
    payload = (await session.execute(request, upload_files=True))["addAttachments"]
    assert payload["problems"] == [], payload
    return payload["attachments"]


async def send_by_multipart(session, ticket):
    """Every way in which gql sends files; answers what was sent."""
    with open("laudo.pdf", "wb") as file:
        file.write(PDF)

    (one,) = await add(session, ticket, FileVar("laudo.pdf", content_type="application/pdf"))
    assert (one["name"], one["mediaType"], one["size"]) == (
        "laudo.pdf",
        "application/pdf",
        len(PDF),
    ), one

    with open("laudo.pdf", "rb") as file:
        several = await add(
            session,
            ticket,
            FileVar(file, filename="cópia do laudo.pdf", content_type="application/pdf"),
            FileVar(pieces(TEXT), filename="recado.txt", content_type="text/plain"),
            FileVar(pieces(PNG), filename="foto 🐍.png", content_type="image/png"),
        )
    names = [each["name"] for each in several]
    assert names == ["cópia do laudo.pdf", "recado.txt", "foto 🐍.png"], names
    assert [each["size"] for each in several] == [len(PDF), len(TEXT), len(PNG)], several

    # From the disk to the socket, never whole in memory: 5 MB are sent in pieces of 64 kB.
    large = b"%PDF-1.7\n" + os.urandom(5_000_000)
    with open("grande.pdf", "wb") as file:
        file.write(large)
    (streamed,) = await add(
        session,
        ticket,
        FileVar(
            "grande.pdf", filename="grande.pdf", content_type="application/pdf", streaming=True
        ),
    )
    assert streamed["size"] == len(large), streamed
    return dict(
        zip(
            [one["url"], *(each["url"] for each in several), streamed["url"]],
            [PDF, PDF, TEXT, PNG, large],
            strict=True,
        )
    )


async def send_by_put(session, web, person, ticket):
    """A mutation hands out a URL, and the bytes go there in one request, without GraphQL."""
    content = b"%PDF-1.7\n" + os.urandom(300_000)
    wanted = {
        "ticket": ticket,
        "name": "pelo endereço.pdf",
        "mediaType": "application/pdf",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    request = GraphQLRequest(REQUEST, variable_values={"input": wanted})
    payload = (await session.execute(request))["requestUpload"]
    assert payload["problems"] == [], payload
    url = payload["upload"]["url"]
    headers = {"Content-Type": "application/pdf", "Content-Length": str(len(content))}
    async with web.put(root() + url, data=pieces(content, 50_000), headers=headers) as answer:
        assert answer.status == 201, (answer.status, await answer.text())
        where = answer.headers["Location"]
    nodes = (await read(session, ticket))[-1:]
    assert [(each["name"], each["size"]) for each in nodes] == [(wanted["name"], len(content))], (
        nodes
    )
    assert where == nodes[0]["url"], (where, nodes)
    return {where: content}


async def read(session, ticket):
    request = GraphQLRequest(ATTACHMENTS, variable_values={"ticket": ticket})
    return (await session.execute(request))["ticket"]["attachments"]["nodes"]


async def fetch(web, url, content):
    """Whole, in parts, and only if it has changed."""
    async with web.get(root() + url) as answer:
        assert answer.status == 200, answer.status
        assert await answer.read() == content
        tag = answer.headers["ETag"]
        assert answer.headers["Content-Disposition"].startswith("attachment"), answer.headers
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    async with web.get(root() + url, headers={"Range": "bytes=10-19"}) as answer:
        assert answer.status == 206, answer.status
        assert await answer.read() == content[10:20]
        assert answer.headers["Content-Range"] == f"bytes 10-19/{len(content)}"
    async with web.get(root() + url, headers={"Range": "bytes=-7", "If-Range": tag}) as answer:
        assert (answer.status, await answer.read()) == (206, content[-7:])
    async with web.get(
        root() + url, headers={"Range": "bytes=0-4", "If-Range": '"other"'}
    ) as answer:
        assert (answer.status, await answer.read()) == (200, content)
    async with web.get(root() + url, headers={"Range": f"bytes={len(content)}-"}) as answer:
        assert answer.status == 416, answer.status
    async with web.get(root() + url, headers={"If-None-Match": tag}) as answer:
        assert (answer.status, await answer.read()) == (304, b"")
    async with web.head(root() + url) as answer:
        assert answer.headers["Content-Length"] == str(len(content)), answer.headers


async def main(ways):
    person, other = Person("student"), Person("client")
    ticket = person.open_ticket()
    # A multipart request needs a field that no page of another site can add.
    headers = person.headers | {"Apollo-Require-Preflight": "true"}
    files = {}
    async with (
        asyncio.timeout(PATIENCE),
        Client(transport=AIOHTTPTransport(url=URL, headers=headers)) as session,
        aiohttp.ClientSession(headers=person.headers) as web,
    ):
        if "multipart" in ways:
            files |= await send_by_multipart(session, ticket)
        if "put" in ways:
            files |= await send_by_put(session, web, person, ticket)
        for url, content in files.items():
            await fetch(web, url, content)
        attached = await read(session, ticket)

        # Whoever may not see the ticket is told what they would be told of no file at all.
        async with aiohttp.ClientSession(headers=other.headers) as foreign:
            answers = set()
            for url in [*files, "/attachments/bm9uZQ"]:
                async with foreign.get(root() + url) as answer:
                    answers.add((answer.status, await answer.read()))
            assert len(answers) == 1 and answers.pop()[0] == 404, answers

    assert {each["url"] for each in attached} == set(files), attached
    print(ticket)
    for each in attached:
        print(each["name"], each["mediaType"], each["size"])


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:] or ["multipart", "put"]))
