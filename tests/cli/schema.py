"""Checks JSON against docs/json-schema: the few words of JSON Schema used there."""

import json
import re
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "docs" / "json-schema"
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "null": (type(None),),
    "boolean": (bool,),
}


def faults(name: str, value: Any) -> list[str]:
    """Return what in a value does not fit a schema."""
    schema = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return list(_faults(value, schema, schema, "$"))


def _faults(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str) -> list[str]:
    if schema.get("$ref", "").endswith(".json"):
        schema = root = json.loads((FOLDER / schema["$ref"]).read_text(encoding="utf-8"))
    elif "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(isinstance(value, TYPES[kind]) for kind in kinds):
        return [f"{at}: {value!r} is no {kinds}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{at}: {value!r} is not among {schema['enum']}"]
    if "pattern" in schema and not re.search(schema["pattern"], value):
        return [f"{at}: {value!r} does not look like {schema['pattern']}"]
    if isinstance(value, list):
        return [
            fault
            for number, item in enumerate(value)
            for fault in _faults(item, schema["items"], root, f"{at}[{number}]")
        ]
    return _object_faults(value, schema, root, at) if isinstance(value, dict) else []


def _object_faults(
    value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], at: str
) -> list[str]:
    if "properties" not in schema:
        return []
    known = schema["properties"]
    found = [f"{at}.{key} is missing" for key in schema["required"] if key not in value]
    found += [f"{at}.{key} is not known" for key in value if key not in known]
    for key in value.keys() & known.keys():
        found += _faults(value[key], known[key], root, f"{at}.{key}")
    return found
