"""Makes the typed part of the Python client from the OpenAPI file.

    python -m clients.generate [docs/api/openapi.yaml]

Writes ``clients/python/matchplatform_client/operations.py``: one ``TypedDict`` for each schema, one method for each
operation. Run it after the OpenAPI file has changed; a test compares the two.
"""

import keyword
import re
import sys
from pathlib import Path
from typing import Any

import yaml

PROJECT = Path(__file__).resolve().parent.parent
SOURCE = PROJECT / "docs" / "api" / "openapi.yaml"
TARGET = PROJECT / "clients" / "python" / "matchplatform_client" / "operations.py"
_METHODS = ("get", "post", "put", "patch", "delete")
_PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
_HEAD = '''"""Made by ``clients/generate.py`` from the OpenAPI file; changes here are lost."""

# ruff: noqa: A002, E501, N802, PLR0904

from typing import Any, TypedDict

from matchplatform_client.transport import Transport

'''


def generate(description: dict[str, Any]) -> str:
    """The source of ``operations.py``."""
    schemas = description["components"]["schemas"]
    parts = [_schema(name, schema) for name, schema in sorted(schemas.items())]
    methods = [
        _method(method, path, operation)
        for path, operations in sorted(description["paths"].items())
        for method, operation in operations.items()
        if method in _METHODS
    ]
    head = 'class Operations(Transport):\n    """One method for each operation of the API."""\n\n'
    return _HEAD + "\n" + "\n\n".join(parts) + "\n\n\n" + head + "\n\n".join(methods) + "\n"


def _schema(name: str, schema: dict[str, Any]) -> str:
    if "properties" not in schema:
        return f"{name} = {_type(schema)}"
    fields = "".join(f'        "{field}": {_quoted(_type(inner))},\n' for field, inner in schema["properties"].items())
    return f'{name} = TypedDict(\n    "{name}",\n    {{\n{fields}    }},\n    total=False,\n)'


def _quoted(text: str) -> str:
    """Names of other schemas may stand further down, so annotations are written as text."""
    return f'"{text}"'


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[1]
    several = schema.get("oneOf") or schema.get("anyOf") or schema.get("allOf")
    kind = schema.get("type")
    if isinstance(kind, list):
        several = [schema | {"type": one} for one in kind]
    if several:
        return " | ".join(dict.fromkeys(_type(inner) for inner in several))
    if kind == "array":
        return f"list[{_type(schema.get('items', {}))}]"
    return "dict[str, Any]" if kind == "object" else _PLAIN.get(kind, "Any")


def _method(method: str, path: str, operation: dict[str, Any]) -> str:
    parameters = operation.get("parameters", [])
    in_path = [item for item in parameters if item["in"] == "path"]
    in_query = [item for item in parameters if item["in"] == "query"]
    headers = [item for item in parameters if item["in"] == "header" and item["name"] != "Idempotency-Key"]
    body, content_type = _body(operation)
    arguments = [f"{_python(item['name'])}: str" for item in in_path]
    arguments += [f"body: {body}"] if body else []
    optional = [(item, _python(item["name"])) for item in (*in_query, *headers)]
    named = [f"{name}: {_type(item.get('schema', {}))} | None = None" for item, name in optional]
    if method == "post":
        named.append("idempotency_key: str | None = None")
    signature = ", ".join(["self", *arguments, *(["*", *named] if named else [])])
    answer, how = _answer(operation)
    lines = [
        f"    def {operation['operationId']}({signature}) -> {answer}:",
        f'        """{_about(operation, method, path)}"""',
    ]
    query = ", ".join(f'"{item["name"]}": {_python(item["name"])}' for item in in_query)
    given = ", ".join(f'"{item["name"]}": {_python(item["name"])}' for item in headers)
    template = re.sub(r"\{(\w+)\}", lambda found: "{self.quoted(" + _python(found[1]) + ")}", path)
    call = [f'"{method.upper()}"', f'f"{template}"' if in_path else f'"{path}"']
    call += [f"query={{{query}}}"] if query else []
    call += [f"headers={{{given}}}"] if given else []
    call += [f"{'body' if content_type == 'application/json' else 'content'}=body"] if body else []
    call += ["idempotency_key=idempotency_key"] if method == "post" else []
    lines.append(f"        return self.{how}({', '.join(call)})")
    return "\n".join(lines)


def _body(operation: dict[str, Any]) -> tuple[str, str]:
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        return _type(content["application/json"].get("schema", {})), "application/json"
    return ("bytes", "application/octet-stream") if content else ("", "")


def _answer(operation: dict[str, Any]) -> tuple[str, str]:
    """(annotation, the method of the transport that reads it)."""
    good = next((answer for code, answer in sorted(operation["responses"].items()) if code.startswith("2")), {})
    content = good.get("content", {})
    if "application/json" in content:
        return _type(content["application/json"].get("schema", {})), "json"
    return ("bytes", "raw") if content else ("None", "nothing")


def _about(operation: dict[str, Any], method: str, path: str) -> str:
    text = operation.get("description", "").strip().split("\n")[0].replace('"', "'").replace("\\", "")
    return f"{text} {method.upper()} {path}".strip() if text else f"{method.upper()} {path}"


def _python(name: str) -> str:
    plain = re.sub(r"\W", "_", name).lower()
    return f"{plain}_" if keyword.iskeyword(plain) else plain


def main() -> None:
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    TARGET.write_text(generate(yaml.safe_load(source.read_text("utf-8"))), encoding="utf-8")


if __name__ == "__main__":
    main()
