#pragma once
// Data for the vector benchmark: generated, or read from a file (u32 rows, u32 dimensions, f32
// values; or values alone). Input: sizes or a path -> output: unit rows and unit queries.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

struct Rows {
  std::size_t count = 0;
  std::size_t dimensions = 0;
  std::vector<float> values;
  const float* row(std::size_t r) const { return values.data() + r * dimensions; }
};

struct VectorData {
  std::string name;
  Rows base;
  Rows queries;
};

/// Topics of Zipf-weighted sub-topics, each with a power-law spectrum of its own axes, a mean that
/// all share, turned at random: what embeddings of texts look like. Queries lie farther out than
/// rows. The same for the same arguments on every machine.
VectorData clustered(std::size_t rows, std::size_t queries, std::size_t dimensions);

/// The last `queries` rows of a shuffled order are the queries. A file that ends in .f32 is values
/// alone (as embed_lines writes them), `dimensions` a row.
VectorData from_file(const std::string& path, std::size_t queries, std::size_t dimensions);

void write_rows(const Rows& rows, const std::string& path);
