"""Create an API client of an organization and print its secret once."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from accounts.actions import create_api_client
from accounts.enums import Channel
from accounts.models import Organization


class Command(BaseCommand):
    help = "Create an OAuth2 client; a client of the same name and organization is left as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--org", required=True, metavar="CODE", help="credit code or number of the organization")
        parser.add_argument("--scopes", required=True, nargs="+", metavar="SCOPE")
        parser.add_argument("--name", default="API client")

    def handle(self, *args: Any, **options: Any) -> None:
        organization = Organization.objects.filter(Q(code=options["org"]) | Q(no=options["org"])).first()
        if organization is None:
            raise CommandError(f"There is no organization {options['org']!r}. Give its credit code or its number.")
        if existing := organization.api_clients.filter(name=options["name"]).first():
            self.stdout.write(
                json.dumps({"client_id": existing.client_id, "scopes": existing.scopes, "created": False})
            )
            return
        scopes = [scope for text in options["scopes"] for scope in text.replace(",", " ").split()]
        try:
            client, secret = create_api_client(
                organization, name=options["name"], scopes=scopes, by=None, channel=Channel.COMMAND
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        answer = {"client_id": client.client_id, "client_secret": secret, "scopes": client.scopes, "created": True}
        self.stdout.write(json.dumps(answer))
