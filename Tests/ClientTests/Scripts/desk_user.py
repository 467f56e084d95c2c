"""What the scripts of live events and of files share: somebody at the desk, by plain requests."""

import atexit
import os
from urllib.parse import urlsplit, urlunsplit

import requests

URL = os.environ["GUICHE_URL"]
# No test waits for ever: what has not come by then is a failure.
PATIENCE = 240


def root():
    """The server, without the path."""
    return urlunsplit(urlsplit(URL)[:2] + ("", "", ""))


class Person:
    """A user with a session of their own."""

    def __init__(self, user_code):
        self.token = None
        payload = self.ask(
            """
            mutation ($input: SignInInput!) {
              signIn(input: $input) { session { token } problems { code } }
            }
            """,
            input={"userCode": user_code, "password": "guiche-demo"},
        )["signIn"]
        assert payload["problems"] == [], payload
        self.token = payload["session"]["token"]
        # A user's sessions are counted, and scripts run side by side.
        atexit.register(self.sign_out)

    @property
    def headers(self):
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def ask(self, query, **variables):
        """The data of an answer without errors."""
        answer = requests.post(
            URL,
            json={"query": query, "variables": variables},
            headers=self.headers,
            timeout=PATIENCE,
        ).json()
        assert "errors" not in answer, answer
        return answer["data"]

    def open_ticket(self):
        """A new ticket's id; its owner has filled in all that it needs to be handed over."""
        types = {
            each["key"]: each["id"]
            for each in self.ask("{ ticketTypes { id key } }")["ticketTypes"]
        }
        values = {
            "subject": {"text": "Segunda via, ao vivo"},
            "requestText": {"text": "Perdi o meu na mudança."},
            "nomeCompleto": {"text": "Lucas Ferreira"},
            "curso": {"choice": "sistemas"},
            "anoConclusao": {"integer": 2019},
            "formaEntrega": {"choice": "retirada"},
        }
        payload = self.ask(
            """
            mutation ($input: OpenTicketInput!) {
              openTicket(input: $input) { ticket { id } problems { code parameterKey } }
            }
            """,
            input={
                "type": types["segunda-via-diploma"],
                "parameters": [{"key": key, "value": value} for key, value in values.items()],
            },
        )["openTicket"]
        assert payload["problems"] == [], payload
        return payload["ticket"]["id"]

    def post(self, ticket, text, **more):
        payload = self.ask(
            """
            mutation ($input: PostMessageInput!) {
              postMessage(input: $input) { problems { code } }
            }
            """,
            input={"ticket": ticket, "text": text, **more},
        )["postMessage"]
        assert payload["problems"] == [], payload

    def submit(self, ticket):
        """Hands a ticket over to the desk."""
        payload = self.ask(
            """
            mutation ($input: SubmitTicketInput!) {
              submitTicket(input: $input) { problems { code parameterKey } }
            }
            """,
            input={"ticket": ticket, "condition": "enviar", "reason": "pedido"},
        )["submitTicket"]
        assert payload["problems"] == [], payload

    def sign_out(self):
        atexit.unregister(self.sign_out)
        self.ask("mutation { signOut { problems { code } } }")
