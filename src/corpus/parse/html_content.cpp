#include "corpus/parse/html_content.h"

#include <algorithm>

#include "corpus/parse/characters.h"
#include "corpus/parse/html_roles.h"

namespace eider::parse {
namespace {

constexpr std::int64_t kLongText = 80;       // bytes of a paragraph
constexpr std::int64_t kShortSentence = 40;  // bytes of a paragraph that ends a sentence
constexpr std::int64_t kFewestProse = 250;   // bytes of prose below which a page has no article

constexpr std::size_t kTeaserBytes = 400;  // of the paragraph below a teaser's heading
constexpr std::uint16_t kSiteParts = kSitePart | kSiteName;
constexpr std::uint16_t kSite = kSitePart | kSiteName | kCommentName;

struct Weights {
  std::int64_t sum = 0;
  std::int64_t prose = 0;
  std::int64_t text = 0;  // outside links
  std::int64_t links = 0;
};

class ContentFinder {
 public:
  explicit ContentFinder(const HtmlTree& tree) : tree_(tree) {
    count();
    inherit_signs();
    choose_signs();
    mark_teasers();
    weigh();
  }

  HtmlContent find() {
    std::size_t root = best_element();
    std::int64_t found = of(tree_.elements[root]).prose;
    if (found < kFewestProse || found * 5 < unsigned_prose() * 2) return {keep_all(), false};
    mark_dropped(root);
    std::vector<bool> content(tree_.blocks.size(), false);
    const HtmlElement& element = tree_.elements[root];
    for (auto i = static_cast<std::size_t>(element.first_block);
         i < static_cast<std::size_t>(element.last_block); ++i) {
      const HtmlBlock& block = tree_.blocks[i];
      content[i] =
          !dropped_[static_cast<std::size_t>(block.element)] && !is_link(block) && !teaser_[i];
    }
    return {std::move(content), true};
  }

 private:
  static std::size_t at(std::int32_t number) { return static_cast<std::size_t>(number); }

  const HtmlElement& element_of(std::size_t block) const {
    return tree_.elements[at(tree_.blocks[block].element)];
  }

  static bool is_link(const HtmlBlock& block) {
    return block.link_bytes * 10 >= block.text.size() * 8 && !ends_sentence(block.text);
  }

  // Rule: signs that would leave the page without prose are not believed, names first: a forum's
  // posts are its comments.
  void choose_signs() {
    std::int64_t all = sums_.back().prose;
    for (std::uint16_t signs : {kSite, kSiteParts, std::uint16_t{kSitePart}}) {
      site_ = signs;
      std::int64_t outside = 0;
      for (std::size_t i = 0; i < tree_.blocks.size(); ++i) {
        bool site = (inherited_[at(tree_.blocks[i].element)] & site_) != 0;
        if (prose_[i] && !site) outside += static_cast<std::int64_t>(tree_.blocks[i].text.size());
      }
      if (outside >= kFewestProse || outside * 2 >= all) return;
    }
  }

  // Rule: a name such as "sidebar" on what holds most of the page's prose is not believed: some
  // pages put it on the frame of everything.
  void inherit_signs() {
    inherited_.resize(tree_.elements.size());
    std::int64_t all = sums_.back().prose;
    for (std::size_t i = 0; i < tree_.elements.size(); ++i) {
      const HtmlElement& e = tree_.elements[i];
      std::uint16_t signs = e.signs;
      if (of(e).prose * 2 > all) signs &= static_cast<std::uint16_t>(~kSite);
      std::uint16_t above = i == 0 ? std::uint16_t{0} : inherited_[at(e.parent)];
      inherited_[i] = static_cast<std::uint16_t>(above | signs);
    }
  }

  static bool is_prose(const HtmlBlock& block) {
    auto size = static_cast<std::int64_t>(block.text.size());
    std::int64_t text = size - block.link_bytes;
    if (text * 2 < size) return false;
    bool ends = ends_sentence(block.text);
    return (text >= kShortSentence && ends) || (text >= kLongText && has_clause_mark(block.text));
  }

  void count() {
    sums_.resize(tree_.blocks.size() + 1);
    prose_.resize(tree_.blocks.size());
    for (std::size_t i = 0; i < tree_.blocks.size(); ++i) {
      const HtmlBlock& block = tree_.blocks[i];
      std::int64_t links = block.link_bytes;
      std::int64_t text = static_cast<std::int64_t>(block.text.size()) - links;
      prose_[i] = element_of(i).heading == 0 && is_prose(block);
      Weights& next = sums_[i + 1];
      next = sums_[i];
      next.prose += prose_[i] ? text : 0;
      next.text += text;
      next.links += links;
    }
  }

  bool is_linked_heading(std::size_t i) const {
    const HtmlBlock& block = tree_.blocks[i];
    return block.link_bytes * 2 > block.text.size() && element_of(i).heading > 0;
  }

  // Rule: a linked heading with one short paragraph below it is a teaser of another page.
  void mark_teasers() {
    teaser_.assign(tree_.blocks.size(), false);
    for (std::size_t i = 0; i + 1 < tree_.blocks.size(); ++i) {
      if (!is_linked_heading(i) || element_of(i).heading == 1) continue;
      std::size_t prose = i + 1;  // a date or an author may stand between
      while (prose < std::min(i + 4, prose_.size()) && !prose_[prose] &&
             element_of(prose).heading == 0) {
        ++prose;
      }
      if (prose >= prose_.size() || !prose_[prose]) prose = i + 1;
      bool alone = prose + 1 >= prose_.size() || !prose_[prose + 1] ||
                   element_of(prose + 1).parent != element_of(prose).parent;
      if (tree_.blocks[prose].text.size() > kTeaserBytes || !alone) continue;
      for (std::size_t k = i; k <= prose; ++k) teaser_[k] = true;
    }
  }

  // What a block says for its elements being the article.
  std::int64_t weight_of(std::size_t i) const {
    const HtmlBlock& block = tree_.blocks[i];
    std::int64_t links = block.link_bytes;
    std::int64_t text = static_cast<std::int64_t>(block.text.size()) - links;
    std::uint16_t signs = inherited_[at(block.element)];
    if (teaser_[i]) return -40;
    if (prose_[i]) return (signs & site_) != 0 ? 0 : text;
    if (links > text) return -15 - std::min<std::int64_t>(links, 60) / 2;
    if ((signs & site_) != 0) return -10;
    if (element_of(i).heading > 0) return 0;
    return std::min<std::int64_t>(text / 4, 10);
  }

  void weigh() {
    for (std::size_t i = 0; i < tree_.blocks.size(); ++i) {
      sums_[i + 1].sum = sums_[i].sum + weight_of(i);
    }
  }

  Weights of(const HtmlElement& e) const {
    const Weights& a = sums_[static_cast<std::size_t>(e.first_block)];
    const Weights& b = sums_[static_cast<std::size_t>(e.last_block)];
    return {b.sum - a.sum, b.prose - a.prose, b.text - a.text, b.links - a.links};
  }

  std::size_t best_element() const {
    std::size_t best = 0;
    double highest = -1e18;
    for (std::size_t i = 0; i < tree_.elements.size(); ++i) {
      const HtmlElement& e = tree_.elements[i];
      auto sum = static_cast<double>(of(e).sum);
      if ((e.signs & kBodyName) != 0) sum += 100;
      double factor = 1;
      if ((e.signs & kBodyName) != 0) factor += 0.3;
      if ((e.signs & kArticle) != 0) factor += 0.1;
      if ((e.signs & kMainPart) != 0) factor += 0.05;
      if (sum > 0) sum *= factor;
      if (sum >= highest) {
        highest = sum;
        best = i;
      }
    }
    return best;
  }

  bool is_dropped(const HtmlElement& e, const Weights& root) const {
    Weights w = of(e);
    bool most = w.prose * 2 > root.prose;
    if ((e.signs & site_) != 0 && !most) return true;
    if (e.last_block == e.first_block) return false;
    if (w.prose == 0 && w.links > w.text) return true;
    if ((e.signs & kDetailName) != 0 && w.prose == 0 && w.text < 200) return true;
    if (e.tag == LXB_TAG_FORM && !most) return true;
    return false;
  }

  // Prose that no sign calls the site's and that teases no other page.
  std::int64_t unsigned_prose() const {
    std::int64_t bytes = 0;
    for (std::size_t i = 0; i < tree_.blocks.size(); ++i) {
      bool site = (inherited_[at(tree_.blocks[i].element)] & site_) != 0;
      if (!prose_[i] || site || teaser_[i]) continue;
      bytes += static_cast<std::int64_t>(tree_.blocks[i].text.size()) - tree_.blocks[i].link_bytes;
    }
    return bytes;
  }

  void mark_dropped(std::size_t root) {
    dropped_.assign(tree_.elements.size(), false);
    Weights weights = of(tree_.elements[root]);
    auto last = static_cast<std::size_t>(tree_.elements[root].last_element);
    for (std::size_t i = root + 1; i < last; ++i) {
      const HtmlElement& e = tree_.elements[i];
      dropped_[i] = dropped_[static_cast<std::size_t>(e.parent)] || is_dropped(e, weights);
    }
  }

  // What stands above the first and below the last paragraph.
  void trim(std::vector<bool>& content) { (void)content; }

  std::vector<bool> keep_all() const {
    std::vector<bool> content(tree_.blocks.size());
    for (std::size_t i = 0; i < content.size(); ++i) {
      const HtmlBlock& block = tree_.blocks[i];
      std::uint16_t signs = inherited_[static_cast<std::size_t>(block.element)];
      content[i] = (signs & kSitePart) == 0 && (!is_link(block) || element_of(i).heading > 0);
    }
    return content;
  }

  const HtmlTree& tree_;
  std::vector<std::uint16_t> inherited_;  // signs of each element and all above it
  std::uint16_t site_ = kSite;            // signs that are believed on this page
  std::vector<Weights> sums_;             // of the blocks before each
  std::vector<bool> prose_;               // of each block
  std::vector<bool> teaser_;              // of each block
  std::vector<bool> dropped_;             // of each element
};

}  // namespace

HtmlContent find_content(const HtmlTree& tree) { return ContentFinder(tree).find(); }

}  // namespace eider::parse
