#pragma once
// The table of known models, made at build time from models/catalogue.yaml (make_catalogue.py).
// Invariant: nothing is used whose size or SHA-256 differs from its entry.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace eider::models {

enum class Role : std::uint8_t { kGenerator, kEmbedder };
enum class Conversion : std::uint8_t { kNone, kE5 };

std::string_view to_string(Role role);

/// One member of one package of the Python package index.
struct CarrierPart {
  std::string package;
  std::string version;
  std::string wheel_sha256;
  std::string member;  // path inside the wheel
};

/// Where a model's bytes can be had. The members of `parts`, joined in order, have `bytes` and
/// `sha256`; `conversion` then makes the model file of them.
struct Carrier {
  std::int64_t bytes = 0;
  std::string sha256;
  Conversion conversion = Conversion::kNone;
  std::vector<CarrierPart> parts;
};

struct ModelEntry {
  std::string name;
  Role role = Role::kGenerator;
  bool is_default = false;
  std::string file;  // its name in the model folder
  std::int64_t bytes = 0;
  std::string sha256;
  std::string licence;
  std::int64_t dimensions = 0;      // embedders; 0: as the file says
  std::int64_t context_tokens = 0;  // what the model was trained for; 0: as the file says
  std::string query_prefix;
  std::string passage_prefix;
  std::vector<Carrier> carriers;  // tried in order
  std::string note;
};

/// A model file whose bytes are those of its entry.
struct ModelFile {
  ModelEntry entry;
  std::string path;
};

const std::vector<ModelEntry>& catalogue();

/// nullptr if the catalogue has no such name.
const ModelEntry* find_entry(std::string_view name);

/// The default model of a role; the catalogue has exactly one.
const ModelEntry& default_entry(Role role);

}  // namespace eider::models
