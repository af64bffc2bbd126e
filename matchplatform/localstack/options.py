"""The options of ``manage.py up``, shared by the Django command and the start that does not load Django."""

import argparse
import os
from dataclasses import dataclass
from pathlib import Path

DESCRIPTION = (
    "Start everything: database, broker, migrations, code lists, demo data, web server, two workers and the scheduler. "
    "Stops with Ctrl-C; starting again over the same data directory continues where it was."
)


@dataclass(frozen=True)
class Options:
    """What the user asked for; ``data_dir`` None means MATCHPLATFORM_DATA_DIR or the default folder."""

    host: str = "127.0.0.1"
    port: int = 8000
    data_dir: Path | None = None
    demo: bool = True
    workers: int = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=_port, default=8000, help="port to listen on (default 8000)")
    parser.add_argument(
        "--data-dir", default=None, help="where servers and files live (default .data beside manage.py)"
    )
    parser.add_argument(
        "--demo",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="fill an empty database with demo data (default) or not",
    )
    parser.add_argument(
        "--workers", type=_positive, default=1, help="processes of each of the two Celery workers (default 1)"
    )


def from_mapping(values: dict[str, object]) -> Options:
    """Options from parsed arguments, of argparse or of Django alike."""
    data_dir = values.get("data_dir")
    return Options(
        host=str(values["host"]),
        port=int(str(values["port"])),
        data_dir=Path(os.path.abspath(os.path.expanduser(str(data_dir)))) if data_dir else None,
        demo=bool(values["demo"]),
        workers=int(str(values["workers"])),
    )


def parse(arguments: list[str]) -> Options:
    parser = argparse.ArgumentParser(prog="manage.py up", description=DESCRIPTION)
    add_arguments(parser)
    return from_mapping(vars(parser.parse_args(arguments)))


def _port(text: str) -> int:
    number = int(text)
    if not 0 < number < 65536:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return number


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1 is needed")
    return number
