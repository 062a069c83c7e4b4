#include "theme/mentions/company_table.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/limits.h"
#include "text/csv.h"
#include "text/dates.h"
#include "text/utf8.h"
#include "theme/mentions/listing.h"

namespace eider::theme {

namespace {

enum Column : std::size_t {
  kCompany,
  kNameEn,
  kNameHant,
  kTicker,
  kExchange,
  kCurrency,
  kAliases,
  kContext,
  kBlocks,
  kSource,
  kCheckedOn,
  kColumns
};

constexpr std::array<std::string_view, kColumns> kColumnNames = {
    "company", "name_en", "name_hant", "ticker", "exchange",  "currency",
    "aliases", "context", "blocks",    "source", "checked_on"};

constexpr std::array<Column, 3> kRequired = {kCompany, kTicker, kExchange};

constexpr std::size_t kMaxComplaints = 20;

using Row = std::array<std::string, kColumns>;

/// Which field of a record holds which column.
using Layout = std::array<std::optional<std::size_t>, kColumns>;

Result<Layout> read_layout(const text::CsvRecord& header) {
  Layout layout;
  for (std::size_t at = 0; at < header.fields.size(); ++at) {
    const std::string_view name = text::trim(header.fields[at]);
    const auto column = std::ranges::find(kColumnNames, name);
    if (column == kColumnNames.end()) {
      return fail(ErrorCode::kInvalidArgument, "unknown column '" + std::string(name) + "'",
                  "line 1",
                  "columns are company, ticker, exchange, name_en, name_hant, currency, "
                  "aliases, context, blocks, source, checked_on");
    }
    auto& place = layout[static_cast<std::size_t>(column - kColumnNames.begin())];
    if (place) {
      return fail(ErrorCode::kInvalidArgument, "column '" + std::string(name) + "' stands twice",
                  "line 1", "keep one of them");
    }
    place = at;
  }
  for (const Column column : kRequired) {
    if (layout[column]) continue;
    return fail(ErrorCode::kInvalidArgument,
                "column '" + std::string(kColumnNames[column]) + "' is missing", "line 1",
                "name the columns in the first line");
  }
  return layout;
}

/// What is wrong with the rows seen so far.
class Complaints {
 public:
  void add(std::int64_t line, std::string_view column, std::string_view why) {
    ++count_;
    if (count_ > kMaxComplaints) return;
    if (!list_.empty()) list_ += "; ";
    list_ += "line " + std::to_string(line) + ", column " + std::string(column) + ": ";
    list_ += why;
  }

  bool empty() const { return count_ == 0; }

  std::unexpected<Error> error() const {
    std::string what = std::to_string(count_) + (count_ == 1 ? " bad value: " : " bad values: ");
    what += list_;
    if (count_ > kMaxComplaints) {
      what += "; and " + std::to_string(count_ - kMaxComplaints) + " more";
    }
    return fail(ErrorCode::kInvalidArgument, what, "", "correct these rows; nothing was taken in");
  }

 private:
  std::size_t count_ = 0;
  std::string list_;
};

std::vector<std::string> split_list(std::string_view field) {
  std::vector<std::string> parts;
  while (!field.empty()) {
    const std::size_t bar = std::min(field.find('|'), field.size());
    const std::string_view part = text::trim(field.substr(0, bar));
    if (!part.empty()) parts.emplace_back(part);
    field.remove_prefix(std::min(bar + 1, field.size()));
  }
  return parts;
}

void add_new(std::vector<std::string>& list, const std::string& value) {
  if (value.empty() || std::ranges::find(list, value) != list.end()) return;
  list.push_back(value);
}

void add_all(std::vector<std::string>& list, const std::vector<std::string>& values) {
  for (const std::string& value : values) add_new(list, value);
}

Row read_row(const text::CsvRecord& record, const Layout& layout) {
  Row row;
  for (std::size_t column = 0; column < kColumns; ++column) {
    if (layout[column]) row[column] = text::trim(record.fields[*layout[column]]);
  }
  return row;
}

void check_row(const Row& row, std::int64_t line, Complaints& complaints) {
  for (const Column column : kRequired) {
    if (row[column].empty()) complaints.add(line, kColumnNames[column], "empty");
  }
  for (const Column column : {kTicker, kExchange}) {
    const bool plain = std::ranges::all_of(row[column], [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
             c == '-' || c == '.' || c == '&';
    });
    if (!plain) complaints.add(line, kColumnNames[column], "not a code: '" + row[column] + "'");
  }
  if (!row[kCheckedOn].empty() && !text::parse_date(row[kCheckedOn])) {
    complaints.add(line, "checked_on", "not a date: '" + row[kCheckedOn] + "'");
  }
}

/// The row's listing as a Company of its own.
Company company_of(const Row& row) {
  Company company;
  company.name = row[kCompany];
  company.name_en = row[kNameEn];
  company.name_hant = row[kNameHant];
  company.ticker = row[kTicker];
  company.exchange = row[kExchange];
  company.currency = row[kCurrency];
  for (const Column column : {kCompany, kNameEn, kNameHant}) add_new(company.aliases, row[column]);
  add_all(company.aliases, split_list(row[kAliases]));
  add_all(company.aliases, listing_names(row[kTicker], row[kExchange]));
  company.contexts = split_list(row[kContext]);
  company.blocks = split_list(row[kBlocks]);
  company.source = row[kSource];
  company.checked_on = row[kCheckedOn];
  return company;
}

void merge_listing(Company& company, const Company& other) {
  add_all(company.aliases, other.aliases);
  add_all(company.contexts, other.contexts);
  add_all(company.blocks, other.blocks);
  if (company.name_en.empty()) company.name_en = other.name_en;
  if (company.name_hant.empty()) company.name_hant = other.name_hant;
}

/// Takes the rows one by one and keeps what is wrong with them.
class TableReader {
 public:
  TableReader(Layout layout, std::size_t fields) : layout_(layout), fields_(fields) {}

  void take(const text::CsvRecord& record) {
    if (record.fields.size() != fields_) {
      complaints_.add(
          record.line, "(all)",
          std::to_string(record.fields.size()) + " fields instead of " + std::to_string(fields_));
      return;
    }
    const Row row = read_row(record, layout_);
    check_row(row, record.line, complaints_);
    check_listing(row, record.line);
    add(company_of(row));
  }

  Result<std::vector<Company>> finish() && {
    if (!complaints_.empty()) return complaints_.error();
    return std::move(companies_);
  }

 private:
  void check_listing(const Row& row, std::int64_t line) {
    const auto [first, is_new] = line_of_.try_emplace({row[kTicker], row[kExchange]}, line);
    if (is_new) return;
    complaints_.add(line, "ticker",
                    row[kTicker] + "." + row[kExchange] + " stands in line " +
                        std::to_string(first->second) + " already");
  }

  void add(Company company) {
    const auto [known, is_first] = place_of_.try_emplace(company.name, companies_.size());
    if (!is_first) return merge_listing(companies_[known->second], company);
    company.id = static_cast<std::int64_t>(companies_.size()) + 1;
    companies_.push_back(std::move(company));
  }

  Layout layout_;
  std::size_t fields_;
  Complaints complaints_;
  std::vector<Company> companies_;
  std::map<std::string, std::size_t> place_of_;
  std::map<std::pair<std::string, std::string>, std::int64_t> line_of_;
};

}  // namespace

Result<std::vector<Company>> read_companies(std::string_view csv) {
  if (const std::size_t bad = text::first_invalid_byte(csv); bad != std::string_view::npos) {
    return fail(ErrorCode::kCorrupt, "not UTF-8", "byte " + std::to_string(bad),
                "save the table as UTF-8");
  }
  auto records = text::split_csv(csv, {.separator = ',', .strict = true});
  if (!records) return std::unexpected(std::move(records.error()));
  if (records->empty()) {
    return fail(ErrorCode::kInvalidArgument, "the company table is empty", "",
                "the first line names the columns");
  }
  if (records->size() - 1 > kMaxCompanies) {
    return fail(ErrorCode::kLimit, "more than " + std::to_string(kMaxCompanies) + " companies");
  }
  const auto layout = read_layout(records->front());
  if (!layout) return std::unexpected(layout.error());

  TableReader reader(*layout, records->front().fields.size());
  for (std::size_t at = 1; at < records->size(); ++at) reader.take((*records)[at]);
  return std::move(reader).finish();
}

}  // namespace eider::theme
