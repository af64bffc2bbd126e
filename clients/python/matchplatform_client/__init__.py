"""A small typed client of the matchplatform API."""

from matchplatform_client.operations import Operations
from matchplatform_client.transport import Problem
from matchplatform_client.webhooks import NotGenuine, verify


class Client(Operations):
    """``Client("https://platform.example", client_id, client_secret)``; its methods are the operations of the API."""


__all__ = ["Client", "NotGenuine", "Problem", "verify"]
