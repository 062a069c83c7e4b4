#include "theme/keywords/likelihood.h"

#include "theme/keywords/prompts.h"

namespace eider::theme {

Result<std::vector<double>> term_gains(const std::string& theme,
                                       const std::vector<std::string>& terms,
                                       models::Generator& generator, const CancelFlag& cancel) {
  std::vector<double> gains;
  if (terms.empty()) return gains;
  const auto after_theme = generator.score(term_prompt(theme), terms, cancel);
  if (!after_theme) return std::unexpected(after_theme.error());
  const auto neutral = generator.score(neutral_term_prompt(), terms, cancel);
  if (!neutral) return std::unexpected(neutral.error());
  for (std::size_t at = 0; at < terms.size(); ++at) {
    gains.push_back((*after_theme)[at].log_probability - (*neutral)[at].log_probability);
  }
  return gains;
}

}  // namespace eider::theme
