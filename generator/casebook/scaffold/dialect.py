"""JSON Schema as editors of YAML read it: draft 7, and every form in which an author may write a value.

YAML readers take `2019` for a number and `2019-07` for a text; Casebook reads each by its key. So a text may
be a number here and a number a text, and one entry may stand for a list of one. What the programme's own
settings add (codes, languages, headings) is the business of `casebook.scaffold.schema`.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from casebook.model.scalars import as_list

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"
REFERENCE = "#/definitions/{model}"


class EditorSchema(GenerateJsonSchema):
    """Pydantic's generator with the forms that authors write, and without the titles and defaults that only repeat."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002  the base class has it
        """No titles: the key says it."""
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Without the default: None and empty lists tell an author nothing."""
        return self.generate_inner(schema["schema"])

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """A key is filled in or left out, so that an editor marks one that is still empty."""
        return self.generate_inner(schema["schema"])

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        """A list-or-text key takes the entry as well as the list."""
        found = super().function_before_schema(schema)
        if schema["function"]["function"] is as_list:
            return {"anyOf": [found, found["items"]]}
        return found

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """A text may look like a number: `title: 2019`."""
        found = super().str_schema(schema)
        return found if "pattern" in found else {**found, "type": ["string", "number"]}

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        """A whole number may stand in quotes."""
        return {**super().int_schema(schema), "type": ["integer", "string"], "pattern": r"^\d{1,15}$"}

    def date_schema(self, schema: core_schema.DateSchema) -> JsonSchemaValue:
        """A day is a text to readers of YAML 1.2."""
        return {**super().date_schema(schema), "pattern": r"^\d{4}-\d{2}-\d{2}$"}

    def tuple_schema(self, schema: core_schema.TupleSchema) -> JsonSchemaValue:
        """A list of fixed length whose entries are alike, in the words of draft 7."""
        found = super().tuple_schema(schema)
        items = found.pop("prefixItems", None)
        return {**found, "items": items[0]} if items else found

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """A mapping whose keys are fixed names each of them, and takes no other."""
        found = super().dict_schema(schema)
        names = found.pop("propertyNames", {}).get("enum")
        if names:
            each = dict.fromkeys(names, found["additionalProperties"])
            return {"type": "object", "properties": each, "additionalProperties": False}
        if "patternProperties" in found:
            found["additionalProperties"] = False
        return found


def plain_schema(model: type[BaseModel]) -> Schema:
    """The schema of a model before the programme's settings are written into it."""
    made = TypeAdapter(model).json_schema(ref_template=REFERENCE, schema_generator=EditorSchema)
    made["definitions"] = made.pop("$defs", {})
    tidied: Schema = _tidy(made)
    return tidied


def _tidy(node: Any) -> Any:
    """The schema without class names, and with limits under the names that JSON Schema knows."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    names = {"ge": "minimum", "le": "maximum"}
    named = {"properties", "patternProperties", "definitions"}
    made: Schema = {}
    for key, value in node.items():
        if key in named:
            made[key] = {name: _tidy(inner) for name, inner in value.items()}
        elif key == "description":
            made[key] = " ".join(value.split())
        elif not (key == "title" and isinstance(value, str)):
            made[str(names.get(key, key))] = _tidy(value)
    return made
