// --demo: sample departments, people and registers, made from the definitions and the samples.
// Tokens are random, written to DIR/demo-tokens.json once, and only on loopback.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "engine/base/result.h"
#include "engine/base/value.h"
#include "engine/casework/bundles.h"

namespace yijian::cli {

struct Demo {
  Value users;   // the user file: token digests alone
  Value tokens;  // {name: {role, department, region, token, party?}}
};

// A clerk, a reviewer, an approver, a second one of each, and a head for every department of the
// definitions; one governor, supervisor, auditor, integrator and admin; each sample applicant.
Demo make_demo(const casework::Bundles& bundles, const Value& samples,
               const std::function<std::string(size_t)>& entropy);

// {"credit": ..., "licences": ...} of the sample applicants.
Value sample_registers(const casework::Bundles& bundles, const Value& samples);

// Writes users.json, demo-tokens.json and registries/*.json of the folder where they are not there
// yet; tokens stay the same from start to start. A department that is new to the definitions gets
// its people when the files are removed. Errors: not_writable.
Status prepare_demo(const std::filesystem::path& data, const casework::Bundles& bundles,
                    const Value& samples, const std::function<std::string(size_t)>& entropy);

// users.json of the folder; no users when there is none. Errors: malformed_json, invalid_users.
Result<Value> read_users(const std::filesystem::path& data);
// Every registries/<name>.json of the folder as one object. Errors: those of reading.
Result<Value> read_registers(const std::filesystem::path& data);

}  // namespace yijian::cli
