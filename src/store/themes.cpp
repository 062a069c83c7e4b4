#include "store/themes.h"

#include <array>
#include <map>

#include "store/appender.h"

namespace eider::store {
namespace {

List texts(const std::vector<std::string>& values) { return List(values.begin(), values.end()); }

Result<void> append_all(Connection connection, const Catalog& catalog, std::string_view table,
                        const std::vector<List>& rows) {
  if (rows.empty()) return {};
  auto appender = Appender::open(connection, catalog, table);
  if (!appender) return std::unexpected(appender.error());
  for (const List& row : rows) {
    if (auto added = appender->row(row); !added) return added;
  }
  return appender->finish();
}

Result<void> clear(Connection connection, const Catalog& catalog, std::string_view table) {
  return connection.execute("DELETE FROM " + catalog.table(table));
}

/// Splits what `string_agg(..., chr(31))` joined.
std::vector<std::string> split_units(std::string_view joined) {
  std::vector<std::string> parts;
  while (!joined.empty()) {
    const auto end = joined.find('\x1f');
    parts.emplace_back(joined.substr(0, end));
    joined = end == std::string_view::npos ? std::string_view() : joined.substr(end + 1);
  }
  return parts;
}

Result<std::int64_t> next_id(Connection connection, const Catalog& catalog) {
  auto rows = connection.query("SELECT nextval(" + catalog.literal("id") + ")::BIGINT");
  if (!rows) return std::unexpected(rows.error());
  rows->next();
  return rows->integer(0);
}

/// The id of a built theme, 0 where there is none.
Result<std::int64_t> theme_id(Connection connection, const Catalog& catalog,
                              const std::string& store, const std::string& name) {
  auto rows = connection.query(
      catalog.sql(
          "SELECT coalesce(max(id), 0)::BIGINT FROM {theme} WHERE store = $1 AND name = $2"),
      {store, name});
  if (!rows) return std::unexpected(rows.error());
  rows->next();
  return rows->integer(0);
}

constexpr std::array kPartsOfTheme = {"theme_keyword", "mention", "evidence", "index_member",
                                      "index_level"};

Result<void> remove_theme(Connection connection, const Catalog& catalog, std::int64_t id) {
  for (const char* table : kPartsOfTheme) {
    auto gone =
        connection.query("DELETE FROM " + catalog.table(table) + " WHERE theme_id = $1", {id});
    if (!gone) return std::unexpected(gone.error());
  }
  auto gone = connection.query(catalog.sql("DELETE FROM {theme} WHERE id = $1"), {id});
  if (!gone) return std::unexpected(gone.error());
  return {};
}

Result<void> write_members(Connection connection, const Catalog& catalog, std::int64_t id,
                           const std::vector<Constituent>& constituents) {
  std::vector<List> members;
  std::vector<List> quotes;
  for (std::size_t i = 0; i < constituents.size(); ++i) {
    const Constituent& c = constituents[i];
    members.push_back({id, static_cast<std::int64_t>(i), c.company_id, c.company, c.security,
                       c.weight, c.share, c.score, c.events, c.hits, text_or_null(c.rejected)});
    for (std::size_t j = 0; j < c.evidence.size(); ++j) {
      const Evidence& e = c.evidence[j];
      quotes.push_back({id, c.company_id, static_cast<std::int64_t>(j), e.document_id, e.article_id,
                        e.path, e.span.start, e.span.stop, e.quote, e.term});
    }
  }
  auto written = append_all(connection, catalog, "index_member", members);
  if (written) written = append_all(connection, catalog, "evidence", quotes);
  return written;
}

Result<std::vector<Keyword>> read_keywords(Connection connection, const Catalog& catalog,
                                           std::int64_t id) {
  auto rows = connection.query(catalog.sql("SELECT term, language, origin, weight FROM "
                                           "{theme_keyword} WHERE theme_id = $1 ORDER BY ordinal"),
                               {id});
  if (!rows) return std::unexpected(rows.error());
  std::vector<Keyword> keywords;
  while (rows->next()) {
    keywords.push_back({std::string(rows->text(0)), std::string(rows->text(1)),
                        std::string(rows->text(2)), rows->number(3)});
  }
  return keywords;
}

Result<std::map<std::int64_t, std::vector<Evidence>>> read_evidence(Connection connection,
                                                                    const Catalog& catalog,
                                                                    std::int64_t id) {
  auto rows = connection.query(
      catalog.sql("SELECT company_id, document_id, article_id, path, start, stop, quote, term "
                  "FROM {evidence} WHERE theme_id = $1 ORDER BY company_id, ordinal"),
      {id});
  if (!rows) return std::unexpected(rows.error());
  std::map<std::int64_t, std::vector<Evidence>> evidence;
  while (rows->next()) {
    evidence[rows->integer(0)].push_back({rows->integer(1),
                                          rows->integer(2),
                                          std::string(rows->text(3)),
                                          {rows->integer(4), rows->integer(5)},
                                          std::string(rows->text(6)),
                                          std::string(rows->text(7))});
  }
  return evidence;
}

}  // namespace

Result<void> write_companies(Connection connection, const Catalog& catalog,
                             std::vector<Company>& companies) {
  auto transaction = Transaction::begin(connection);
  if (!transaction) return std::unexpected(transaction.error());
  std::vector<List> rows;
  std::vector<List> aliases;
  for (std::size_t i = 0; i < companies.size(); ++i) {
    Company& c = companies[i];
    c.id = static_cast<std::int64_t>(i) + 1;
    rows.push_back({c.id, c.name, text_or_null(c.name_en), text_or_null(c.name_hant), c.ticker,
                    c.exchange, text_or_null(c.currency), texts(c.contexts), texts(c.blocks),
                    text_or_null(c.source), text_or_null(c.checked_on)});
    for (const std::string& alias : c.aliases) aliases.push_back({c.id, alias});
  }
  auto written = clear(connection, catalog, "company");
  if (written) written = clear(connection, catalog, "alias");
  if (written) written = append_all(connection, catalog, "company", rows);
  if (written) written = append_all(connection, catalog, "alias", aliases);
  if (written) written = transaction->commit();
  return written;
}

Result<std::vector<Company>> read_companies(Connection connection, const Catalog& catalog) {
  auto rows = connection.query(catalog.sql(
      "SELECT id, name, coalesce(name_en, ''), coalesce(name_hant, ''), ticker, exchange, "
      "coalesce(currency, ''), array_to_string(contexts, chr(31)), "
      "array_to_string(blocks, chr(31)), coalesce(source, ''), "
      "coalesce(checked_on::VARCHAR, ''), (SELECT string_agg(alias, chr(31) ORDER BY rowid) "
      "FROM {alias} WHERE company_id = id) FROM {company} ORDER BY id"));
  if (!rows) return std::unexpected(rows.error());
  std::vector<Company> companies;
  while (rows->next()) {
    Company c;
    c.id = rows->integer(0);
    c.name = rows->text(1);
    c.name_en = rows->text(2);
    c.name_hant = rows->text(3);
    c.ticker = rows->text(4);
    c.exchange = rows->text(5);
    c.currency = rows->text(6);
    c.contexts = split_units(rows->text(7));
    c.blocks = split_units(rows->text(8));
    c.source = rows->text(9);
    c.checked_on = rows->text(10);
    c.aliases = split_units(rows->text(11));
    companies.push_back(std::move(c));
  }
  return companies;
}

Result<std::int64_t> write_theme(Connection connection, const Catalog& catalog,
                                 const std::string& store, const ThemeIndex& theme_index,
                                 const std::vector<Mention>& mentions) {
  auto transaction = Transaction::begin(connection);
  if (!transaction) return std::unexpected(transaction.error());
  const auto old = theme_id(connection, catalog, store, theme_index.theme.name);
  if (!old) return std::unexpected(old.error());
  if (*old != 0) {
    auto gone = remove_theme(connection, catalog, *old);
    if (!gone) return std::unexpected(gone.error());
  }
  const auto id = next_id(connection, catalog);
  if (!id) return std::unexpected(id.error());
  auto head =
      connection.query(catalog.sql("INSERT INTO {theme} VALUES ($1, $2, $3, CAST($4 AS DATE), "
                                   "CAST(now() AT TIME ZONE 'UTC' AS TIMESTAMP))"),
                       {*id, store, theme_index.theme.name, text_or_null(theme_index.theme.as_of)});
  if (!head) return std::unexpected(head.error());

  std::vector<List> keywords;
  for (std::size_t i = 0; i < theme_index.keywords.size(); ++i) {
    const Keyword& k = theme_index.keywords[i];
    keywords.push_back({*id, static_cast<std::int64_t>(i), k.term, k.language, k.origin, k.weight});
  }
  std::vector<List> named;
  for (const Mention& m : mentions) {
    named.push_back({*id, m.company_id, m.document_id, m.article_id, m.span.start, m.span.stop,
                     m.alias, name_of(m.role)});
  }
  auto written = append_all(connection, catalog, "theme_keyword", keywords);
  if (written) written = append_all(connection, catalog, "mention", named);
  if (written) written = write_members(connection, catalog, *id, theme_index.constituents);
  if (written) written = transaction->commit();
  if (!written) return std::unexpected(written.error());
  return *id;
}

Result<ThemeIndex> read_theme(Connection connection, const Catalog& catalog,
                              const std::string& store, const std::string& name) {
  const auto id = theme_id(connection, catalog, store, name);
  if (!id) return std::unexpected(id.error());
  if (*id == 0) {
    return fail(ErrorCode::kNotFound, "no such theme has been built", "theme " + name,
                "CALL eider_theme('" + name + "') builds it");
  }
  ThemeIndex theme_index;
  theme_index.theme = {*id, name, ""};
  auto keywords = read_keywords(connection, catalog, *id);
  if (!keywords) return std::unexpected(keywords.error());
  theme_index.keywords = std::move(*keywords);
  auto evidence = read_evidence(connection, catalog, *id);
  if (!evidence) return std::unexpected(evidence.error());
  auto rows = connection.query(
      catalog.sql("SELECT company_id, company, security, weight, share, score, events, hits, "
                  "coalesce(rejected, '') FROM {index_member} WHERE theme_id = $1 "
                  "ORDER BY ordinal"),
      {*id});
  if (!rows) return std::unexpected(rows.error());
  while (rows->next()) {
    Constituent c{rows->integer(0),
                  std::string(rows->text(1)),
                  std::string(rows->text(2)),
                  rows->number(3),
                  rows->number(4),
                  rows->number(5),
                  rows->integer(6),
                  rows->integer(7)};
    c.evidence = (*evidence)[c.company_id];
    c.rejected = rows->text(8);
    theme_index.constituents.push_back(std::move(c));
  }
  return theme_index;
}

Result<void> drop_themes(Connection connection, const Catalog& catalog, const std::string& store) {
  auto rows = connection.query(catalog.sql("SELECT id FROM {theme} WHERE store = $1"), {store});
  if (!rows) return std::unexpected(rows.error());
  while (rows->next()) {
    auto gone = remove_theme(connection, catalog, rows->integer(0));
    if (!gone) return gone;
  }
  return {};
}

Result<std::vector<Mention>> read_mentions(Connection connection, const Catalog& catalog,
                                           std::int64_t theme_id) {
  auto rows = connection.query(
      catalog.sql("SELECT company_id, document_id, article_id, start, stop, alias, role "
                  "FROM {mention} WHERE theme_id = $1 ORDER BY document_id, start"),
      {theme_id});
  if (!rows) return std::unexpected(rows.error());
  std::vector<Mention> mentions;
  while (rows->next()) {
    Mention m{rows->integer(0),           rows->integer(1),
              rows->integer(2),           {rows->integer(3), rows->integer(4)},
              std::string(rows->text(5)), {}};
    for (const MentionRole role :
         {MentionRole::kSubject, MentionRole::kSource, MentionRole::kSpeaker}) {
      if (rows->text(6) == name_of(role)) m.role = role;
    }
    mentions.push_back(std::move(m));
  }
  return mentions;
}

}  // namespace eider::store
