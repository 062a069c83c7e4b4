// The vector index on this machine beside hnswlib and (by vector_faiss.py) FAISS: build CPU
// seconds, queries a second at a recall, a batch, resident bytes, filters, inserts.
// Input: --rows and --dimensions of generated data, or --file -> output: a table, and figures as
// lines of --results. One thread, top 10, CPU time; recall against the exact truth computed in
// this run. Asserts its answers: each recall asked for must be reached, each answer be full.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <unordered_set>
#include <vector>

#include "corpus/vector_index/kernels/dot.h"
#include "corpus/vector_index/kernels/fast_scan.h"
#include "corpus/vector_index/vector_index.h"
#include "measuring.h"
#include "vector_data.h"
#include "vector_hnswlib.h"

namespace {

using namespace eider::vector_index;  // NOLINT: a program of one file
using eider::CancelFlag;
using eider::bench::die;
using eider::bench::must;
using eider::bench::thread_seconds;

constexpr std::size_t kTop = 10;
constexpr std::array<double, 4> kAsked = {0.95, 0.99, 0.999, 1.0};

struct Options {
  std::size_t rows = 200'000;
  std::size_t dimensions = 384;
  std::size_t queries = 1'000;
  std::string file;
  std::string faiss;  // a Python that has faiss
  std::string results;
  std::string folder = "/tmp";
  bool hnswlib = false;
};

/// The median CPU seconds of some runs.
double timed(int runs, const std::function<void()>& what) {
  std::vector<double> seconds;
  for (int i = 0; i < runs; ++i) {
    const double began = thread_seconds();
    what();
    seconds.push_back(thread_seconds() - began);
  }
  std::sort(seconds.begin(), seconds.end());
  return seconds[seconds.size() / 2];
}

using Ids = std::vector<std::vector<std::int64_t>>;

/// Exact: every query with every row that `keep` leaves, in blocks of rows that stay in the cache.
Ids truth_of(const VectorData& data, const std::function<bool(std::size_t)>& keep) {
  const std::size_t lines = (data.base.dimensions + kFloatsPerLine - 1) / kFloatsPerLine;
  const auto padded = [lines](const Rows& rows, std::size_t r, FloatLine* out) {
    std::fill_n(out, lines, FloatLine());
    std::copy_n(rows.row(r), rows.dimensions, out->values);
  };
  const DotRows dot = dot_kernels().back().run;
  std::vector<FloatLine> queries(data.queries.count * lines);
  for (std::size_t q = 0; q < data.queries.count; ++q) padded(data.queries, q, &queries[q * lines]);
  std::vector<NearestK> nearest(data.queries.count, NearestK(kTop));
  constexpr std::size_t kBlock = 256;
  std::vector<FloatLine> block(kBlock * lines);
  std::vector<std::int64_t> ids;
  std::vector<float> dots(kBlock);
  for (std::size_t r = 0; r <= data.base.count; ++r) {
    if (ids.size() == kBlock || r == data.base.count) {
      for (std::size_t q = 0; q < data.queries.count; ++q) {
        dot(&queries[q * lines], {block.data(), ids.size(), lines}, dots.data());
        for (std::size_t i = 0; i < ids.size(); ++i) {
          if (dots[i] >= nearest[q].threshold()) nearest[q].offer({ids[i], dots[i]});
        }
      }
      ids.clear();
    }
    if (r == data.base.count || !keep(r)) continue;
    padded(data.base, r, &block[ids.size() * lines]);
    ids.push_back(static_cast<std::int64_t>(r));
  }
  Ids truth;
  for (NearestK& one : nearest) {
    truth.emplace_back();
    for (const Neighbour& row : one.take()) truth.back().push_back(row.id);
  }
  return truth;
}

double recall_of(const Ids& found, const Ids& truth) {
  std::size_t hits = 0;
  std::size_t all = 0;
  for (std::size_t q = 0; q < found.size(); ++q) {
    const std::unordered_set<std::int64_t> right(truth[q].begin(), truth[q].end());
    for (const std::int64_t id : found[q]) hits += right.contains(id) ? 1 : 0;
    all += truth[q].size();
  }
  return static_cast<double>(hits) / static_cast<double>(all);
}

class Table {
 public:
  Table(const std::string& data, const std::string& results) : data_(data) {
    if (!results.empty()) file_.open(results, std::ios::app);
    fmt::print("data: {}\n", data);
  }
  void add(const std::string& name, double value, const std::string& unit) {
    fmt::print("  {:<52} {:>12.4g} {}\n", name, value, unit);
    std::fflush(stdout);
    values[name] = value;
    if (!file_.is_open()) return;
    const nlohmann::json line = {{"name", "vector: " + name},
                                 {"value", value},
                                 {"unit", unit},
                                 {"data", data_},
                                 {"command", "./dev bench vector"}};
    file_ << line.dump() << "\n";
  }
  std::map<std::string, double> values;

 private:
  std::string data_;
  std::ofstream file_;
};

std::vector<std::int64_t> ids_of(const std::vector<Neighbour>& found) {
  std::vector<std::int64_t> ids;
  for (const Neighbour& row : found) ids.push_back(row.id);
  return ids;
}

Ids search_all(const VectorIndex& rows, const VectorData& data, const NearestRequest& request) {
  Ids found;
  for (std::size_t q = 0; q < data.queries.count; ++q) {
    found.push_back(
        ids_of(must(rows.nearest({data.queries.row(q), data.queries.dimensions}, request))));
  }
  return found;
}

VectorIndex build(const VectorData& data, Table& table) {
  VectorIndex rows(static_cast<std::int64_t>(data.base.dimensions), Metric::kCosine);
  const double adding = timed(1, [&] {
    for (std::size_t r = 0; r < data.base.count; ++r) {
      must(rows.add(static_cast<std::int64_t>(r), {data.base.row(r), data.base.dimensions}));
    }
  });
  table.add("inserts into the delta", static_cast<double>(data.base.count) / adding, "rows/s");
  const double merging = timed(1, [&] { must(rows.merge(CancelFlag())); });
  table.add("build", adding + merging, "CPU s");
  table.add("resident",
            static_cast<double>(rows.resident_bytes()) / static_cast<double>(rows.size()),
            "bytes/row");
  return rows;
}

FullRows full_rows_of(const VectorData& data) {
  return [&data](std::span<const std::int64_t> ids, std::span<float> values) {
    for (const std::int64_t id : ids) {
      const float* row = data.base.row(static_cast<std::size_t>(id));
      for (std::size_t at = 0; at < data.base.dimensions; at += 16) __builtin_prefetch(row + at);
    }
    for (std::size_t i = 0; i < ids.size(); ++i) {
      std::copy_n(data.base.row(static_cast<std::size_t>(ids[i])), data.base.dimensions,
                  values.begin() + static_cast<std::ptrdiff_t>(i * data.base.dimensions));
    }
    return eider::Result<void>();
  };
}

void measure_queries(const VectorIndex& rows, const VectorData& data, const Ids& truth,
                     Table& table) {
  const FullRows full = full_rows_of(data);
  for (const FullRows* fetch : {static_cast<const FullRows*>(nullptr), &full}) {
    for (const double recall : kAsked) {
      const NearestRequest request = {.k = kTop, .recall = recall, .full_rows = fetch};
      Ids found;
      if (recall == 1 && fetch == nullptr) continue;
      const double seconds =
          timed(recall < 1 ? 3 : 1, [&] { found = search_all(rows, data, request); });
      const std::string name = fmt::format("recall {} asked{}", recall, fetch ? ", full rows" : "");
      const double reached = recall_of(found, truth);
      table.add(name + ": reached", reached, "");
      table.add(name, static_cast<double>(data.queries.count) / seconds, "queries/s");
    }
  }
}

void measure_batch(const VectorIndex& rows, const VectorData& data, const Ids& truth,
                   Table& table) {
  std::vector<float> queries;
  const std::size_t count = 2'000;
  for (std::size_t q = 0; q < count; ++q) {
    const float* row = data.queries.row(q % data.queries.count);
    queries.insert(queries.end(), row, row + data.queries.dimensions);
  }
  const FullRows full = full_rows_of(data);
  const auto measured = [&](double recall, const FullRows* fetch) {
    std::vector<std::vector<Neighbour>> found;
    const NearestRequest request = {.k = kTop, .recall = recall, .full_rows = fetch};
    const double seconds =
        timed(3, [&] { found = must(rows.nearest_batch(queries, request, CancelFlag())); });
    Ids ids;
    for (std::size_t q = 0; q < std::min(count, data.queries.count); ++q)
      ids.push_back(ids_of(found[q]));
    const std::string name =
        fmt::format("batch of 2000, {} asked{}", recall, fetch != nullptr ? ", full rows" : "");
    table.add(name + ": reached", recall_of(ids, truth), "");
    table.add(name, static_cast<double>(count) / seconds, "queries/s");
  };
  for (const double recall : {0.95, 0.99}) measured(recall, nullptr);
  measured(0.999, &full);
}

void measure_filters(const VectorIndex& rows, const VectorData& data, Table& table) {
  for (const double share : {0.5, 0.1, 0.01}) {
    const auto keep = [share](std::size_t r) {
      return static_cast<double>((r * 2654435761u) % 100003) < share * 100003;
    };
    std::vector<std::int64_t> allowed;
    for (std::size_t r = 0; r < data.base.count; ++r) {
      if (keep(r)) allowed.push_back(static_cast<std::int64_t>(r));
    }
    const Ids truth = truth_of(data, keep);
    const NearestRequest request = {
        .k = kTop, .recall = 0.95, .allowed = allowed, .filtered = true};
    std::vector<std::vector<Neighbour>> found;
    const double seconds = timed(
        1, [&] { found = must(rows.nearest_batch(data.queries.values, request, CancelFlag())); });
    Ids ids;
    for (const auto& one : found) {
      ids.push_back(ids_of(one));
      if (one.size() != kTop) die("a filtered answer is not full");
    }
    table.add(fmt::format("filter {} %: reached", share * 100), recall_of(ids, truth), "");
    const double rate = static_cast<double>(data.queries.count) / seconds;
    table.add(fmt::format("filter {} %", share * 100), rate, "queries/s");
    table.add(fmt::format("filter {} %, to the unfiltered batch at 0.95", share * 100),
              rate / table.values["batch of 2000, 0.95 asked"], "x");
  }
}

/// The peer's best rate where it reaches a recall; 0 where it never does.
double rate_at(const std::vector<std::pair<double, double>>& points, double recall) {
  double best = 0;
  for (const auto& [reached, rate] : points) best = std::max(best, reached >= recall ? rate : 0);
  return best;
}

using Points = std::vector<std::pair<double, double>>;  // recall, queries/s

void add_ratios(const std::string& peer, double build, const Points& points, Table& table) {
  const auto ratio = [&](double ours, double theirs) { return theirs > 0 ? ours / theirs : 0; };
  table.add(peer + ": build, ours to its", ratio(table.values["build"], build), "x");
  for (const double recall : {0.95, 0.99}) {
    const double theirs = rate_at(points, recall);
    table.add(fmt::format("{} at {}", peer, recall), theirs, "queries/s");
    // Ours counts where it reached what was asked for, whatever was asked.
    for (const char* with : {"", ", full rows"}) {
      double ours = 0;
      for (const double asked : kAsked) {
        const std::string name = fmt::format("recall {} asked{}", asked, with);
        if (table.values[name + ": reached"] >= recall) ours = std::max(ours, table.values[name]);
      }
      table.add(fmt::format("ratio to {} at {}{}", peer, recall, with), ratio(ours, theirs), "x");
    }
  }
  const double batch = table.values["batch of 2000, 0.999 asked, full rows"];
  table.add("ratio of the batch at 0.999 to " + peer + " at 0.99",
            ratio(batch, rate_at(points, 0.99)), "x");
}

/// Hands the data over as files, and reads what it prints.
void measure_faiss(const VectorData& data, const Ids& truth, const Options& options, Table& table) {
  write_rows(data.base, options.folder + "/base.fbin");
  write_rows(data.queries, options.folder + "/queries.fbin");
  std::ofstream file(options.folder + "/truth.ibin", std::ios::binary);
  const std::array<std::uint32_t, 2> head = {static_cast<std::uint32_t>(truth.size()), kTop};
  file.write(reinterpret_cast<const char*>(head.data()), sizeof head);
  for (const auto& ids : truth) {
    for (const std::int64_t id : ids) {
      const auto value = static_cast<std::int32_t>(id);
      file.write(reinterpret_cast<const char*>(&value), sizeof value);
    }
  }
  file.close();
  const std::string command = options.faiss + " bench/vector_faiss.py " + options.folder;
  std::string printed;
  if (std::FILE* pipe = popen(command.c_str(), "r")) {
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) printed += static_cast<char>(c);
    pclose(pipe);
  }
  const auto results = nlohmann::json::parse(printed, nullptr, false);
  if (results.is_discarded()) die("vector_faiss.py printed no JSON");
  for (const auto& [factory, result] : results.items()) {
    if (result.contains("error")) {
      fmt::print("  FAISS {}: {}\n", factory, result["error"].get<std::string>());
      continue;
    }
    Points points;
    for (const auto& point : result["points"]) points.emplace_back(point[1], point[2]);
    table.add("FAISS " + factory + ": build", result["build"], "CPU s");
    add_ratios("FAISS " + factory, result["build"], points, table);
  }
}

void measure_hnswlib(const VectorData& data, const Ids& truth, Table& table) {
  const Peer peer = run_hnswlib(data);
  table.add("hnswlib: build", peer.build_cpu_seconds, "CPU s");
  table.add("hnswlib: resident", peer.bytes_a_row, "bytes/row");
  Points points;
  for (const PeerPoint& point : peer.points) {
    points.emplace_back(recall_of(point.found, truth),
                        static_cast<double>(data.queries.count) / point.cpu_seconds);
    fmt::print("  hnswlib: ef {}: {:.4f} at {:.0f} queries/s\n", point.effort, points.back().first,
               points.back().second);
  }
  add_ratios("hnswlib", peer.build_cpu_seconds, points, table);
}

/// What memory gives, and what the fast scan takes of it.
void measure_kernel(Table& table) {
  constexpr std::size_t kTables = 96;
  for (const std::size_t megabytes : {std::size_t{1}, std::size_t{512}}) {
    const std::size_t blocks = (megabytes << 20) / block_bytes(kTables);
    std::vector<FloatLine> codes(blocks * block_bytes(kTables) / 64);
    const std::vector<FloatLine> entries(kTables / 4);
    BlockScan scan = {reinterpret_cast<const std::uint8_t*>(entries.data()), kTables, 1, 0, 0, 0};
    std::vector<std::uint32_t> masks(blocks);
    const auto kernel = fast_scans().back();
    const int runs = megabytes < 100 ? 201 : 3;
    const double seconds = timed(runs, [&] {
      kernel.survivors(scan, reinterpret_cast<const std::uint8_t*>(codes.data()), blocks, 1,
                       masks.data());
    });
    table.add(fmt::format("fast scan ({}) of {} MiB", kernel.name, megabytes),
              static_cast<double>(blocks * block_bytes(kTables)) / seconds / 1e9, "GB/s");
    std::vector<float> sums(codes.size());
    FloatLine ones;
    for (float& one : ones.values) one = 1;
    const DotRows dot = dot_kernels().back().run;
    const double reading =
        timed(runs, [&] { dot(&ones, {codes.data(), codes.size(), 1}, sums.data()); });
    const std::vector<FloatLine> wide(64, ones);
    const double wider =
        timed(runs, [&] { dot(wide.data(), {codes.data(), codes.size() / 64, 64}, sums.data()); });
    const double read = static_cast<double>(codes.size()) * 64 / std::min(reading, wider) / 1e9;
    table.add(fmt::format("reading {} MiB", megabytes), read, "GB/s");
    table.add(fmt::format("fast scan of {} MiB, to reading it", megabytes),
              static_cast<double>(blocks * block_bytes(kTables)) / seconds / 1e9 / read, "x");
  }
}

}  // namespace

int main(int count, char** arguments) {
  Options options;
  CLI::App app("The vector index beside its peers");
  app.add_option("--rows", options.rows);
  app.add_option("--dimensions", options.dimensions);
  app.add_option("--queries", options.queries);
  app.add_option("--file", options.file);
  app.add_option("--faiss", options.faiss, "a Python that has faiss");
  app.add_option("--results", options.results);
  app.add_option("--folder", options.folder, "for the files that faiss reads");
  app.add_flag("--hnswlib", options.hnswlib);
  CLI11_PARSE(app, count, arguments);
  const VectorData data = options.file.empty()
                              ? clustered(options.rows, options.queries, options.dimensions)
                              : from_file(options.file, options.queries, options.dimensions);
  if (data.base.count == 0) die("no rows in " + options.file);
  Table table(data.name, options.results);
  const Ids truth = truth_of(data, [](std::size_t) { return true; });
  const VectorIndex rows = build(data, table);
  measure_queries(rows, data, truth, table);
  measure_batch(rows, data, truth, table);
  measure_filters(rows, data, table);
  measure_kernel(table);
  if (options.hnswlib) measure_hnswlib(data, truth, table);
  if (!options.faiss.empty()) measure_faiss(data, truth, options, table);
  for (const double recall : {0.95, 0.99}) {
    const std::string asked = fmt::format("recall {} asked, full rows: reached", recall);
    if (table.values[asked] < recall - 0.01) die(asked + " less than was asked for");
  }
  return 0;
}
