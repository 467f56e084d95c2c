"""A page that follows a ticket by the browser's own EventSource, over a network that fails.

An EventSource sends a GET and no field of its own, so a page reserves a stream by `fetch`, opens it
by its token, and begins what it follows by `fetch` again: graphql-sse's single connection mode.
Environment: GUICHE_URL, the endpoint. Prints the texts that the page got.
"""

import contextlib
import json
import signal
import subprocess
import sys
import tempfile

import requests
from cutting_proxy import CuttingProxy
from desk_user import PATIENCE, URL, Person
from requests.compat import urlsplit

MESSAGES = "subscription ($ticket: ID) { messagePosted(ticket: $ticket) { message { text } } }"

# What a page would have as a module of its own.
MODULE = """
window.page = {
  events: [],
  waiting: [],
  position: null,
  wait(condition) {
    return new Promise((done) => {
      page.waiting.push({ condition, done });
      page.look();
    });
  },
  look() {
    page.waiting = page.waiting.filter(({ condition, done }) => {
      const isReached = condition();
      if (isReached) done();
      return !isReached;
    });
  },
  note(event) {
    page.events.push({ name: event.type, data: event.data });
    if (event.type === 'next' && event.lastEventId) page.position = event.lastEventId;
    page.look();
  },
  listen(address) {
    page.source = new EventSource(address);
    for (const name of ['next', 'complete']) page.source.addEventListener(name, page.note);
    page.source.onopen = page.source.onerror = page.look;
  },
  async open(authorization) {
    const headers = { Authorization: authorization };
    const reserved = await fetch('/graphql', { method: 'PUT', headers });
    page.token = await reserved.text();
    page.listen('/graphql?token=' + page.token);
    await page.wait(() => page.source.readyState === EventSource.OPEN);
    return reserved.status;
  },
  async follow(authorization, operationId, query, variables) {
    const headers = {
      Authorization: authorization,
      'Content-Type': 'application/json',
      'X-GraphQL-Event-Stream-Token': page.token,
    };
    if (page.position) headers['Last-Event-ID'] = page.position;
    const body = JSON.stringify({ query, variables, extensions: { operationId } });
    const answer = await fetch('/graphql', { method: 'POST', headers, body });
    page.position = answer.headers.get('Last-Event-ID');
    return answer.status;
  },
};
"""


class Browser:
    """Chromium, asked by WebDriver."""

    def __init__(self, stack):
        command = ["chromedriver", "--port=0"]
        driver = stack.enter_context(
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        )
        stack.callback(driver.kill)
        port = next(
            line.rsplit(" ", 1)[1].rstrip(".\n")
            for line in driver.stdout
            if "started successfully on port" in line
        )
        folder = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}"]
        self.address = f"http://127.0.0.1:{port}/session"
        self.address += (
            "/"
            + self.post(
                "",
                capabilities={
                    "alwaysMatch": {
                        "goog:chromeOptions": {"args": [*arguments, "--disable-dev-shm-usage"]},
                        "timeouts": {"script": PATIENCE * 1000},
                    }
                },
            )["sessionId"]
        )
        stack.callback(requests.delete, self.address, timeout=PATIENCE)

    def post(self, path, **body):
        answer = requests.post(self.address + path, json=body, timeout=2 * PATIENCE).json()["value"]
        assert not (isinstance(answer, dict) and "error" in answer), answer
        return answer

    def go(self, url):
        self.post("/url", url=url)
        self.post("/execute/sync", script=MODULE, args=[])

    def run(self, script, *arguments):
        """What an expression of the page comes to, in the end."""
        return self.post(
            "/execute/async",
            script=f"""
                const done = arguments[arguments.length - 1];
                const run = async (...given) => {script};
                run(...arguments).then(done, (error) => done(`${{error}}`));
            """,
            args=list(arguments),
        )

    def events(self, count):
        """The events, when there are so many."""
        self.run("page.wait(() => page.events.length >= given[0])", count)
        return self.run("page.events")


def main():
    reader, writer = Person("student"), Person("student")
    parts = urlsplit(URL)
    proxy = CuttingProxy(parts.hostname, parts.port)
    authorization = f"Bearer {reader.token}"
    # Whoever ends this script ends the browser with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    with contextlib.ExitStack() as stack:
        browser = Browser(stack)
        browser.go(f"http://127.0.0.1:{proxy.port}/healthz")

        # By itself: a query by GET. `complete` has data, or its listener would not hear of it.
        browser.run("page.listen('/graphql?query=%7B__typename%7D')")
        first = browser.events(2)
        browser.run("page.source.close()")
        assert first == [
            {"name": "next", "data": '{"data":{"__typename":"Query"}}'},
            {"name": "complete", "data": ""},
        ], first

        ticket = writer.open_ticket()
        expected = []

        def post(text):
            writer.post(ticket, text)
            expected.append(text)

        for round in range(3):
            status = browser.run("page.open(given[0])", authorization)
            assert status == 201, status
            status = browser.run(
                "page.follow(...given)", authorization, "m", MESSAGES, {"ticket": ticket}
            )
            assert status == 202, status
            post(f"ao vivo {round}")
            browser.events(2 + len(expected))
            proxy.cut()
            post(f"ausente {round}")
            proxy.mend()
            # It comes back by itself, and finds that the stream has gone with the connection.
            browser.run("page.wait(() => page.source.readyState === EventSource.CLOSED)")
        browser.run("page.open(given[0])", authorization)
        browser.run("page.follow(...given)", authorization, "m", MESSAGES, {"ticket": ticket})
        events = [json.loads(each["data"]) for each in browser.events(2 + len(expected))[2:]]
        texts = [each["payload"]["data"]["messagePosted"]["message"]["text"] for each in events]
        assert texts == expected, (texts, expected)
        print(*texts, sep="\n")
    proxy.close()


if __name__ == "__main__":
    main()
