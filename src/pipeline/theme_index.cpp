#include "pipeline/theme_index.h"

#include <chrono>
#include <utility>

#include "base/limits.h"
#include "pipeline/ask.h"
#include "pipeline/builtin_companies.h"
#include "pipeline/files.h"
#include "store/news.h"
#include "store/themes.h"
#include "text/utf8.h"
#include "theme/constituents/constituents.h"
#include "theme/keywords/keywords.h"
#include "theme/mentions/company_table.h"
#include "theme/mentions/mentions.h"

namespace eider::pipeline {
namespace {

Result<void> check_name(const std::string& name) {
  if (text::trim(name).empty()) {
    return fail(ErrorCode::kInvalidArgument, "the theme's name is empty");
  }
  if (name.size() > kMaxQuestionBytes) {
    return fail(ErrorCode::kLimit, "the theme's name has " + std::to_string(name.size()) +
                                       " bytes, more than " + std::to_string(kMaxQuestionBytes));
  }
  if (!text::is_valid_utf8(name)) {
    return fail(ErrorCode::kInvalidArgument, "the theme's name is not UTF-8");
  }
  return {};
}

/// The companies of a CSV file, else of the database, else the list that Eider brings.
Result<std::vector<Company>> companies_for(store::Connection connection, const Scope& scope,
                                           const std::string& file) {
  if (file.empty()) {
    auto stored = store::read_companies(connection, scope.tables());
    if (!stored || !stored->empty()) return stored;
  }
  std::string csv(builtin_companies());
  if (!file.empty()) {
    auto bytes = read_file(file);
    if (!bytes) return std::unexpected(bytes.error());
    csv = std::move(*bytes);
  }
  auto companies = theme::read_companies(csv);
  if (!companies) {
    Error error = companies.error();
    error.where = file + (error.where.empty() ? "" : ", " + error.where);
    return std::unexpected(error);
  }
  auto written = store::write_companies(connection, scope.tables(), *companies);
  if (!written) return std::unexpected(written.error());
  return companies;
}

/// What the theme steps read; the caller keeps it.
struct News {
  const std::vector<Company>& companies;
  const std::vector<store::NewsDocument>& documents;
  const std::vector<theme::NewsArticle>& articles;
};

/// What no keyword may be: the names of companies, and of those who publish the news.
theme::KeywordRequest keyword_request(const std::string& theme, const News& news) {
  theme::KeywordRequest wanted{theme, {}, {}};
  for (const Company& company : news.companies) {
    auto& names = company.contexts.empty() ? wanted.names : wanted.common_names;
    names.insert(names.end(), company.aliases.begin(), company.aliases.end());
  }
  for (const store::NewsDocument& d : news.documents) {
    if (!d.source.empty()) wanted.names.push_back(d.source);
  }
  return wanted;
}

std::vector<theme::NewsArticle> articles_of(const std::vector<store::NewsDocument>& documents) {
  std::vector<theme::NewsArticle> articles;
  for (const store::NewsDocument& d : documents) {
    for (const Article& a : d.articles) {
      articles.push_back({d.id, a.id, d.path, a.published_at, d.text, a.span});
    }
  }
  return articles;
}

std::vector<Mention> mentions_in(const std::vector<store::NewsDocument>& documents,
                                 const std::vector<Company>& companies) {
  const theme::CompanyDictionary dictionary(companies);
  std::vector<Mention> mentions;
  for (const store::NewsDocument& d : documents) {
    const std::vector<Span> credits = theme::credit_spans(d.blocks);
    for (const Article& a : d.articles) {
      const auto found = theme::find_mentions(dictionary, {d.id, a.id, d.text, a.span, credits});
      mentions.insert(mentions.end(), found.begin(), found.end());
    }
  }
  return mentions;
}

std::vector<std::string> split_terms(const std::string& list) {
  std::vector<std::string> terms;
  std::size_t start = 0;
  while (start <= list.size()) {
    const std::size_t comma = std::min(list.find(',', start), list.size());
    terms.emplace_back(text::trim(std::string_view(list).substr(start, comma - start)));
    start = comma + 1;
  }
  return terms;
}

Result<std::vector<Keyword>> keywords_for(Host& host, const Scope& scope,
                                          const ThemeRequest& request, const News& news) {
  const bool by_model = request.keywords.empty() || request.keywords == "model";
  const bool by_corpus = request.keywords == "corpus";
  if (!by_model && !by_corpus) return theme::keywords_given(split_terms(request.keywords));
  const auto generator = host.generator(scope.models);
  if (!generator) return std::unexpected(generator.error());
  const CancelFlag cancel = host.cancel_flag();
  const theme::KeywordRequest wanted = keyword_request(request.name, news);
  if (by_model) return theme::keywords_from_model(wanted, **generator, cancel);
  std::vector<std::string_view> texts;
  for (const theme::NewsArticle& a : news.articles) texts.push_back(slice(a.text, a.span));
  return theme::keywords_from_corpus(wanted, texts, **generator, cancel);
}

}  // namespace

Result<ThemeIndex> build_theme(Host& host, const Scope& scope, const ThemeRequest& request) {
  const auto began = std::chrono::steady_clock::now();
  const CancelFlag cancel = host.cancel_flag();
  if (auto checked = check_name(request.name); !checked) return std::unexpected(checked.error());
  const auto day = day_of(request.as_of);
  if (!day) return std::unexpected(day.error());
  const auto lease = host.lease();
  if (!lease) return std::unexpected(lease.error());
  const auto connection = lease->connection();
  if (auto there = require_store(connection, scope); !there) {
    return std::unexpected(there.error());
  }
  const auto companies = companies_for(connection, scope, request.companies);
  if (!companies) return std::unexpected(companies.error());
  const auto documents = store::read_news(connection, scope.tables(), scope.store, {"", *day});
  if (!documents) return std::unexpected(documents.error());
  const auto articles = articles_of(*documents);

  ThemeIndex built;
  built.theme = {0, request.name, *day};
  auto keywords = keywords_for(host, scope, request, {*companies, *documents, articles});
  if (!keywords) return std::unexpected(keywords.error());
  built.keywords = std::move(*keywords);
  const auto mentions = mentions_in(*documents, *companies);
  auto members = theme::constituents({articles, mentions, built.keywords, *companies}, {}, cancel);
  if (!members) return std::unexpected(members.error());
  built.constituents = std::move(*members);

  const auto id = store::write_theme(connection, scope.tables(), scope.store, built, mentions);
  if (!id) return std::unexpected(id.error());
  built.theme.id = *id;
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - began;
  built.seconds = elapsed.count();
  return built;
}

Result<ThemeIndex> read_theme(Host& host, const Scope& scope, const std::string& name) {
  const auto lease = host.lease();
  if (!lease) return std::unexpected(lease.error());
  if (auto there = require_store(lease->connection(), scope); !there) {
    return std::unexpected(there.error());
  }
  return store::read_theme(lease->connection(), scope.tables(), scope.store, name);
}

Result<std::vector<Mention>> read_theme_mentions(Host& host, const Scope& scope,
                                                 const std::string& name) {
  const auto built = read_theme(host, scope, name);
  if (!built) return std::unexpected(built.error());
  const auto lease = host.lease();
  if (!lease) return std::unexpected(lease.error());
  return store::read_mentions(lease->connection(), scope.tables(), built->theme.id);
}

}  // namespace eider::pipeline
