"""What somebody does with curl and nothing else: listen, send files in both ways, fetch them again.

Environment: GUICHE_URL, the endpoint. Arguments: `files`, `put`, `events`; all without one.
"""

import hashlib
import json
import os
import subprocess
import sys

from desk_user import PATIENCE, URL, Person, root

ADD = """
    mutation ($input: AddAttachmentsInput!) {
      addAttachments(input: $input) { attachments { name size url } problems { code } }
    }
"""
REQUEST = """
    mutation ($input: RequestUploadInput!) {
      requestUpload(input: $input) { upload { url } problems { code message } }
    }
"""
MESSAGES = "subscription ($ticket: ID) { messagePosted(ticket: $ticket) { message { text } } }"


def command(person, *arguments):
    signed_in = ["-H", f"Authorization: Bearer {person.token}"]
    return ["curl", "--silent", "--show-error", "--max-time", str(PATIENCE), *signed_in, *arguments]


def curl(person, *arguments):
    done = subprocess.run(command(person, *arguments), capture_output=True, timeout=2 * PATIENCE)
    assert done.returncode == 0, (arguments, done)
    return done.stdout.decode()


def written(name, content):
    with open(name, "wb") as file:
        file.write(content)
    return content


def contents(name):
    with open(name, "rb") as file:
        return file.read()


def send_by_form(person, ticket):
    """By the GraphQL multipart request specification, a field after the other."""
    sent = [
        written("um.pdf", b"%PDF-1.7\n" + os.urandom(200_000)),
        written("dois é.txt", b"dois\n" * 50),
    ]
    variables = {"input": {"ticket": ticket, "files": [None, None]}}
    answer = curl(
        person,
        *("-H", "Apollo-Require-Preflight: true"),
        *("-F", "operations=" + json.dumps({"query": ADD, "variables": variables})),
        *("-F", 'map={"0": ["variables.input.files.0"], "1": ["variables.input.files.1"]}'),
        *("-F", "0=@um.pdf;type=application/pdf"),
        *("-F", "1=@dois é.txt;type=text/plain"),
        URL,
    )
    payload = json.loads(answer)["data"]["addAttachments"]
    assert payload["problems"] == [], payload
    found = [(each["name"], each["size"]) for each in payload["attachments"]]
    assert found == [("um.pdf", len(sent[0])), ("dois é.txt", len(sent[1]))], found
    return dict(zip([root() + each["url"] for each in payload["attachments"]], sent, strict=True))


def send_by_put(person, ticket):
    """To an URL that a mutation hands out; whoever has it needs nothing else."""
    content = written("três.pdf", b"%PDF-1.7\n" + os.urandom(100_000))
    wanted = {
        "ticket": ticket,
        "name": "três.pdf",
        "mediaType": "application/pdf",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    payload = person.ask(REQUEST, input=wanted)["requestUpload"]
    assert payload["problems"] == [], payload
    nobody = ["curl", "--silent", "--show-error", "--max-time", str(PATIENCE)]
    done = subprocess.run(
        [
            *nobody,
            *("-T", "três.pdf", "-H", "Content-Type: application/pdf"),
            *("-o", "answer.txt", "-w", "%{http_code} %header{location}"),
            root() + payload["upload"]["url"],
        ],
        capture_output=True,
        timeout=2 * PATIENCE,
    )
    code, _, where = done.stdout.decode().partition(" ")
    assert (done.returncode, code) == (0, "201"), (done, contents("answer.txt"))
    return {root() + where: content}


def fetch(person, url, content):
    """Whole; the rest of a transfer that was broken off; and only what has changed."""
    curl(person, "-o", "whole", url)
    assert contents("whole") == content

    # The first half is here already.
    written("rest", content[: len(content) // 2])
    status = curl(person, "-C", "-", "-o", "rest", "-w", "%{http_code}", url)
    assert (status, contents("rest")) == ("206", content)

    for name in ("tag", "kept"):
        if os.path.exists(name):
            os.remove(name)
    once = curl(person, "--etag-save", "tag", "-o", "kept", "-w", "%{http_code}", url)
    assert (once, contents("kept")) == ("200", content)
    assert contents("tag").startswith(b'"'), contents("tag")
    again = curl(
        person, "--etag-compare", "tag", "-o", "again", "-w", "%{http_code} %{size_download}", url
    )
    assert again == "304 0", again

    curl(person, "-r", "3-6", "-o", "part", url)
    assert contents("part") == content[3:7]
    name = curl(person, "-o", "whole", "-w", "%header{content-disposition}", url)
    assert name.startswith("attachment; "), name


def listen(person, writer, ticket):
    """`curl -N` prints events as they come; with the last id, it goes on where it was."""

    def process(*fields):
        request = json.dumps({"query": MESSAGES, "variables": {"ticket": ticket}})
        headers = ["Content-Type: application/json", "Accept: text/event-stream", *fields]
        arguments = [each for header in headers for each in ("-H", header)]
        return subprocess.Popen(
            command(person, "-N", *arguments, "-d", request, URL),
            stdout=subprocess.PIPE,
            text=True,
        )

    def block(lines):
        """The lines of one event, by field; ends with the stream, which --max-time bounds."""
        fields = {}
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                return fields
            name, _, value = line.partition(": ")
            fields[name] = value
        raise AssertionError("the stream ended")

    def text(fields):
        assert fields["event"] == "next" and fields["id"], fields
        return json.loads(fields["data"])["data"]["messagePosted"]["message"]["text"]

    with process() as first:
        mark = block(first.stdout)
        assert mark["id"] and 1000 <= int(mark["retry"]) <= 3000, mark
        for number in range(5):
            writer.post(ticket, f"pelo curl {number}")
        events = [block(first.stdout) for _ in range(5)]
        assert [text(each) for each in events] == [f"pelo curl {n}" for n in range(5)], events
        first.kill()
    writer.post(ticket, "enquanto ninguém ouvia")
    with process(f"Last-Event-ID: {events[2]['id']}") as second:
        block(second.stdout)
        found = [text(block(second.stdout)) for _ in range(3)]
        assert found == ["pelo curl 3", "pelo curl 4", "enquanto ninguém ouvia"], found
        # Where nothing happens, a line says every 15 seconds that the stream lives.
        assert second.stdout.readline() == ":\n"
        second.kill()
    # By a GET as well, and to the end: a query is one event.
    ended = curl(
        person,
        "-N",
        "-G",
        "-H",
        "Accept: text/event-stream",
        "--data-urlencode",
        "query={ viewer { user { code } } }",
        URL,
    )
    assert ended == (
        'event: next\ndata: {"data":{"viewer":{"user":{"code":"student"}}}}\n\n'
        "event: complete\ndata: \n\n"
    ), ended


def main(parts):
    person, writer = Person("student"), Person("student")
    ticket = person.open_ticket()
    files = {}
    if "files" in parts:
        files |= send_by_form(person, ticket)
    if "put" in parts:
        files |= send_by_put(person, ticket)
    for url, content in files.items():
        fetch(person, url, content)
    if "events" in parts:
        listen(person, writer, ticket)
    print(ticket)
    print(len(files))


if __name__ == "__main__":
    main(sys.argv[1:] or ["files", "put", "events"])
