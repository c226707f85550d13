// Private to tests: JSON Schema (draft 2020-12), as far as docs/openapi.yaml uses it; a word that
// it doesn't know is a finding, so that nothing is passed over. Stricter in one thing: a property
// that the schema doesn't name is a finding too.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/core/bytes.h"

namespace oppad::test {

using Json = nlohmann::json;

// What is wrong with `value`, each with its place; empty = it fits. `document` resolves $ref.
std::vector<std::string> check_schema(const Json& document, const Json& schema, const Json& value);

// The node that {"$ref": "#/…"} points to, through several; `node` itself when it is none.
const Json& resolved(const Json& document, const Json& node);

// CBOR as the schemas describe it: byte strings as hexadecimal text.
Json readable(const Json& value);
Json readable_cbor(ByteView bytes);

}  // namespace oppad::test
