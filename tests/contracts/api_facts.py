"""What clients of the API rely on, as lines of text, so that taking something away can be told from adding something.

``<operation> ? name`` a parameter · ``> path`` a field that may be sent · ``= code . path : type`` a field of an answer ·
``= code`` an answer · ``! name`` something that must be sent. A new ``!`` line breaks clients, and so does any other line
that disappears.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("api_facts.txt")
_DEPTH = 2


def facts(description: dict[str, Any]) -> set[str]:
    """All lines of one description."""
    schemas = description["components"]["schemas"]
    return {
        f"{method.upper()} {path} {line}"
        for path, operations in description["paths"].items()
        for method, operation in operations.items()
        if method in {"get", "post", "put", "patch", "delete"}
        for line in _operation(operation, schemas)
    }


def broken(before: set[str], now: set[str]) -> list[str]:
    """Lines whose loss or arrival breaks a client of ``before``."""
    operations = {line.rsplit(" ", 2)[0] for line in before}
    lost = {line for line in before - now if " ! " not in line}
    demanded = {line for line in now - before if " ! " in line and line.split(" ! ")[0] in _known(operations)}
    return sorted(lost | demanded)


def _known(operations: set[str]) -> set[str]:
    return {" ".join(line.split(" ")[:2]) for line in operations}


def _operation(operation: dict[str, Any], schemas: dict[str, Any]) -> Iterator[str]:
    for parameter in operation.get("parameters", []):
        if parameter["in"] != "path":
            yield f"? {parameter['name']}"
            if parameter.get("required"):
                yield f"! {parameter['name']}"
    for content in operation.get("requestBody", {}).get("content", {}).values():
        for path, schema, required in _fields(content.get("schema", {}), schemas):
            yield f"> {path}"
            if required and "." not in path:
                yield f"! {path}"
            yield from (f"> {path} = {value}" for value in schema.get("enum", []))
    for code, answer in operation["responses"].items():
        if not code.startswith("4"):
            yield f"= {code}"
        for kind, content in answer.get("content", {}).items():
            if kind == "application/json":
                for path, schema, _required in _fields(content.get("schema", {}), schemas):
                    yield f"= {code} . {path} : {_kind(schema)}"


def _fields(
    schema: dict[str, Any], schemas: dict[str, Any], prefix: str = "", depth: int = 0
) -> Iterator[tuple[str, dict[str, Any], bool]]:
    """(path, schema, whether it is required) of every field inside."""
    schema = _resolved(schema, schemas)
    if schema.get("type") == "array":
        yield from _fields(schema.get("items", {}), schemas, f"{prefix}[]" if prefix else "[]", depth)
        return
    if depth > _DEPTH:
        return
    for name, inner in schema.get("properties", {}).items():
        path = f"{prefix}.{name}" if prefix else name
        found = _resolved(inner, schemas)
        yield path, found, name in schema.get("required", [])
        yield from _fields(found, schemas, path, depth + 1)


def _resolved(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    while True:
        if "$ref" in schema:
            schema = schemas[schema["$ref"].rsplit("/", 1)[1]]
        elif (
            len(parts := schema.get("allOf", []) or [p for p in schema.get("oneOf", []) if p.get("type") != "null"])
            >= 1
        ):
            schema = parts[0]
        else:
            return schema


def _kind(schema: dict[str, Any]) -> str:
    kind = schema.get("type", "any")
    return "|".join(sorted(kind)) if isinstance(kind, list) else str(kind)


def read_table() -> set[str]:
    return {line for line in TABLE.read_text("utf-8").splitlines() if line} if TABLE.exists() else set()


def write_table(lines: set[str]) -> None:
    TABLE.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")
