#pragma once
// News that nobody wrote, for measuring: Chinese and English articles from seeded templates over a
// vocabulary whose words follow Zipf's law, as those of real texts do, each article with words of
// its own subject. Same seed, same texts.

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace eider::bench {

struct NewsChunk {
  std::string title;  // of its article
  std::string text;
};

struct NewsQuestion {
  std::string text;
  std::size_t chunk = 0;  // that it was made from
};

class GeneratedNews {
 public:
  explicit GeneratedNews(std::uint64_t seed);

  /// Appends the chunks of one article.
  void article(std::vector<NewsChunk>& chunks);
  /// Some words of a chunk, out of order, in the wording of a question.
  std::string question_on(const NewsChunk& chunk);

 private:
  std::size_t below(std::size_t n);
  std::size_t zipf(std::size_t n);
  const std::string& word(bool chinese);
  std::string sentence(bool chinese);

  std::mt19937_64 random_;
  std::vector<std::string> han_;      // by rank
  std::vector<std::string> latin_;    // by rank
  std::vector<std::size_t> subject_;  // ranks
};

}  // namespace eider::bench
