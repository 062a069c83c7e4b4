#include "corpus/parse/test_pages.h"

#include <array>
#include <random>
#include <string_view>

namespace eider::parse {
namespace {

using Words = std::vector<std::string_view>;

/// What an article is about; its headline and its text use the same words, as the press does.
struct Topic {
  std::string_view thing;
  std::string_view place;
  std::string_view who;
  std::string_view act;
  std::string_view company;
};

constexpr std::array kSimplified = {
    Topic{"老仓库", "北岸", "港务局", "改建", "海角建筑股份有限公司"},
    Topic{"跨江大桥", "临江新区", "交通委员会", "加固", "远山路桥集团"},
    Topic{"桃园合作社", "青石镇", "农业农村局", "扩种", "甘泉果品公司"},
    Topic{"夜间公交", "老城区", "公交公司", "增开", "星河客车制造厂"},
    Topic{"海水淡化厂", "东礁岛", "水务集团", "试运行", "澄波水处理设备公司"},
    Topic{"社区图书馆", "梧桐街道", "文化馆", "开放", "纸帆书店"},
    Topic{"风电项目", "北部湾滩涂", "能源局", "并网", "长风新能源科技公司"},
    Topic{"算力中心", "高新园区", "数据局", "扩容", "云雀智能科技有限公司"},
    Topic{"古戏台", "柳河村", "文物保护所", "修缮", "匠心营造社"},
    Topic{"冷链物流园", "空港经济区", "商务局", "投用", "极昼物流集团"},
    Topic{"儿童医院", "西苑路", "卫生健康委", "搬迁", "安澜医疗器械公司"},
    Topic{"无人渡轮", "双桥码头", "海事局", "试航", "白鹭船舶重工"},
};
constexpr std::array kTraditional = {
    Topic{"舊碼頭倉庫", "東岸", "港務局", "改建", "遠帆營造公司"},
    Topic{"夜間電車", "舊城區", "運輸署", "加開", "銀河電車製造廠"},
    Topic{"山村診所", "鳳凰嶺", "衛生處", "遷址", "安瀾醫療器材公司"},
    Topic{"離島渡輪", "雙橋碼頭", "海事處", "試航", "白鷺船廠"},
    Topic{"有機茶園", "雲霧鄉", "農業處", "擴種", "甘泉茶業公司"},
    Topic{"數據中心", "科學園區", "資訊處", "擴建", "雲雀智能科技公司"},
};

// {t}hing, {p}lace, {w}ho, {a}ct, {c}ompany, {n}umber, {y}ear.
const Words kSimplifiedSentences = {
    "近日，位于{p}的{t}传出{a}的消息，附近居民奔走相告。",
    "{w}负责人表示，{t}的{a}工作将分{n}个阶段推进，预计{y}年全部完成。",
    "记者在{p}看到，工人们正在清点材料，{t}外面停着{n}辆卡车。",
    "“我们等这一天等了{n}年，{t}总算有了着落。”在{p}住了大半辈子的居民说。",
    "{c}中标{t}的{a}，合同金额为{n}亿元，同比增长12.5%。",
    "公开资料显示，{c}成立于{y}年，员工约{n}人，主要承接{p}一带的工程。",
    "与此同时，{w}提醒，{a}期间{p}部分路段将临时封闭，请市民绕行。",
    "数据显示，{y}年{t}接待来访者超过{n}万人次，比上一年多了三成。",
    "有专家认为，{t}的{a}不能只看眼前，还要算一算{n}年以后的账。",
    "“钱从哪里来，人往哪里去，这些都要提前想好。”{c}的项目经理对记者说。",
    "按照计划，{t}将引入AI调度系统和5G网络，由{c}提供ChatMap软件支持。",
    "受天气影响，{a}一度暂停，{w}随后调整方案，把夜班改成了白班。",
    "谈及下一步打算，{w}有关人士说，{p}还有{n}处类似的场所等着{a}。",
    "不过，也有商户担心，{a}之后租金会上涨，老主顾不愿意再来。",
};
const Words kTraditionalSentences = {
    "日前，位於{p}的{t}傳出{a}的消息，附近居民議論紛紛。",
    "{w}發言人表示，{t}的{a}工程將分{n}個階段進行，預計{y}年全部完成。",
    "記者在{p}看到，工人正在清點材料，{t}外面停着{n}輛貨車。",
    "「我們等這一天等了{n}年，{t}總算有了着落。」在{p}住了大半輩子的居民說。",
    "{c}投得{t}的{a}工程，合約金額為{n}億元，較去年增長12.5%。",
    "與此同時，{w}提醒，{a}期間{p}部分路段將臨時封閉，請市民繞道。",
    "有學者認為，{t}的{a}不能只看眼前，還要算一算{n}年以後的帳。",
    "按照計劃，{t}將引入AI調度系統，由{c}提供ChatMap軟件支援。",
    "不過，也有商戶擔心，{a}之後租金會上漲，老主顧不願意再來。",
};
const Words kSimplifiedHeads = {"{p}{t}启动{a}", "{t}{a}提速", "{w}回应{t}{a}", "{t}为何此时{a}",
                                "{c}接手{t}"};
const Words kSimplifiedTails = {"居民盼早日完工", "首批投入{n}亿元", "{p}商户喜忧参半",
                                "专家建议算好长远账", "{a}能否如期完成？"};
const Words kTraditionalHeads = {"{p}{t}展開{a}", "{t}{a}提速", "{w}回應{t}{a}", "{c}接手{t}"};
const Words kTraditionalTails = {"居民盼早日完工", "首期投入{n}億元", "{p}商戶憂喜參半",
                                 "{a}能否如期完成？"};
const Words kSimplifiedSubheads = {"一波三折", "{a}背后的账", "多方期待落地", "{t}的下一站"};
const Words kTraditionalSubheads = {"一波三折", "{a}背後的帳", "各方期待落實", "{t}的下一站"};
const Words kKickers = {"民生观察", "一线调查", "聚焦城市更新", "产业周刊"};
const Words kTraditionalKickers = {"民生觀察", "一線調查", "聚焦城市更新", "產業周刊"};
const Words kBylines = {"本报记者 林晓",
                        "本报记者 丁 蓉",
                        "■本报记者 高小山 周 岚",
                        "□ 本报记者 宋远航",
                        "本报记者 何 川 通讯员 赵立新",
                        "记者 郑一鸣"};
const Words kTraditionalBylines = {"本報記者 陳大文", "本報記者 葉 蓉", "■本報記者 黃小山 周 嵐"};
const Words kCaptions = {"图为工人在现场清点材料。 林晓 摄", "图为{t}外景。 资料图片",
                         "{p}的清晨，渡口已经排起长队。 高小山 摄"};
const Words kTraditionalCaptions = {"圖為{t}外景。 陳大文 攝"};
const Words kAds = {"广告热线：0571-5550123", "海角家具城 迎春大促 全场八折",
                    "遗失声明 海角商行公章遗失，声明作废"};
const Words kTraditionalAds = {"廣告熱線：2555 0123"};

class PageMaker {
 public:
  explicit PageMaker(unsigned seed) : random_(seed * 2654435761u + 1) {
    traditional_ = one_in(5);
    columns_ = 13 + below(8);
    after_ = one_in(2);
    mixed_ = one_in(8);
    indent_ = below(3);
    blank_between_ = indent_ != 2 || one_in(2);
  }

  MadePage run() {
    if (one_in(3)) {
      line(traditional_ ? "海角日報 2026年3月2日 星期一 B3版"
                        : "海角日报 2026年3月2日 星期一 B3版");
      blank();
    }
    std::size_t count = 3 + below(3);
    std::size_t topic = below(100);
    for (std::size_t i = 0; i < count; ++i) {
      topic_ = traditional_ ? &kTraditional[(topic + i) % kTraditional.size()]
                            : &kSimplified[(topic + i) % kSimplified.size()];
      add_article();
      if (one_in(6)) block(fill(pick(traditional_ ? kTraditionalAds : kAds)));
    }
    return std::move(page_);
  }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }
  bool one_in(std::size_t limit) { return below(limit) == 0; }
  std::string_view pick(const Words& words) { return words[below(words.size())]; }

  std::string fill(std::string_view pattern) {
    std::string text;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
      if (pattern[at] != '{') {
        text += pattern[at];
        continue;
      }
      switch (pattern[at + 1]) {
        case 't':
          text += topic_->thing;
          break;
        case 'p':
          text += topic_->place;
          break;
        case 'w':
          text += topic_->who;
          break;
        case 'a':
          text += topic_->act;
          break;
        case 'c':
          text += topic_->company;
          break;
        case 'y':
          text += std::to_string(1998 + below(30));
          break;
        default:
          text += std::to_string(2 + below(97));
          break;
      }
      at += 2;
    }
    return text;
  }

  void line(std::string_view text) { page_.source.append(text).append("\n"); }
  void blank() { page_.source += '\n'; }
  void block(std::string_view text) {
    if (!page_.source.empty() && !page_.source.ends_with("\n\n")) blank();
    line(text);
    blank();
  }

  void add_article() {
    MadeArticle article;
    article.first = page_.source.size();
    bool after = mixed_ ? one_in(2) : after_;
    if (!after) add_headline(article);
    article.byline = pick(traditional_ ? kTraditionalBylines : kBylines);
    block(article.byline);
    std::size_t paragraphs = 4 + below(5);
    for (std::size_t i = 0; i < paragraphs; ++i) {
      if (i > 1 && i + 1 < paragraphs && one_in(5)) add_subhead(article);
      add_paragraph(article);
      bool caption = one_in(8);
      if (!blank_between_ && (caption || i + 1 == paragraphs)) blank();
      if (caption) add_caption();
      if (one_in(20)) block(fill(pick(traditional_ ? kTraditionalAds : kAds)));
    }
    if (after) add_headline(article);
    article.last = page_.source.size();
    page_.articles.push_back(std::move(article));
  }

  // One line; two clauses on a line or on two; one clause broken in two; a kicker above it.
  void add_headline(MadeArticle& article) {
    std::string head = fill(pick(traditional_ ? kTraditionalHeads : kSimplifiedHeads));
    std::string tail = fill(pick(traditional_ ? kTraditionalTails : kSimplifiedTails));
    if (one_in(5)) {
      article.kicker = pick(traditional_ ? kTraditionalKickers : kKickers);
      line(article.kicker);
      if (one_in(2)) blank();
    }
    std::size_t form = below(4);
    article.title = form == 0 ? head + tail : head + " " + tail;
    if (form == 1) {
      line(head);
      line(tail);
    } else if (form == 2) {
      std::size_t cut = head.size() / 6 * 3 + 3;
      article.title = head;
      if (head.size() >= 30) {  // broken inside the clause
        line(head.substr(0, cut));
        line(head.substr(cut));
      } else {
        line(head);
      }
    } else {
      line(article.title);
    }
    blank();
  }

  // On one line, or wrapped by its column.
  void add_caption() {
    std::string text = fill(pick(traditional_ ? kTraditionalCaptions : kCaptions));
    std::size_t cut = columns_ * 3;
    bool wraps = text.size() > cut + 6 && text.find(' ') > cut && one_in(2);
    if (!page_.source.ends_with("\n\n")) blank();
    if (wraps) line(text.substr(0, cut));
    line(wraps ? text.substr(cut) : text);
    blank();
  }

  void add_subhead(MadeArticle& article) {
    std::string text = fill(pick(traditional_ ? kTraditionalSubheads : kSimplifiedSubheads));
    if (!page_.source.ends_with("\n\n")) blank();
    block(text);
    article.body += text + "\n";
  }

  void add_paragraph(MadeArticle& article) {
    std::string text;
    for (std::size_t i = 0, last = 2 + below(3); i < last; ++i) {
      text += fill(pick(traditional_ ? kTraditionalSentences : kSimplifiedSentences));
    }
    article.body += text + "\n";
    wrap(text);
    if (blank_between_) blank();
  }

  // Cuts the paragraph into the column's lines. Latin words and numbers stay whole; no line begins
  // with a closing mark: it hangs over, or takes the character before it along.
  void wrap(std::string_view text) {
    std::size_t room = columns_ * 2;
    std::size_t width = indent_ == 0 ? 0 : 4;  // the indent is lost on two pages of three
    std::string out = indent_ == 2 ? "\u3000\u3000" : "";
    for (std::size_t at = 0; at < text.size();) {
      std::size_t size = unit_size(text, at);
      std::size_t wide = static_cast<unsigned char>(text[at]) >= 0x80 ? 2 : size;
      bool hangs = is_closing(text.substr(at, size)) && width + wide <= room + 2;
      if (width + wide > room && !hangs) {
        end_line(out, room > width ? room - width : 0, at);
        out.clear();
        width = 0;
      }
      out.append(text, at, size);
      width += wide;
      at += size;
    }
    line(out);
    lines_ += 1;
  }

  void end_line(const std::string& out, std::size_t missing, std::size_t at) {
    line(missing >= 4 && one_in(2) && at > columns_ * 6 ? spaced(out) : out);
    if (++lines_ >= 30 && one_in(4)) {  // the column ends, in the middle of a sentence
      blank();
      if (one_in(4)) add_caption();
      lines_ = 0;
    } else if (one_in(60)) {
      blank();
    }
  }

  static std::size_t unit_size(std::string_view text, std::size_t at) {
    if (static_cast<unsigned char>(text[at]) >= 0x80) return 3;
    std::size_t end = at;
    while (end < text.size() && static_cast<unsigned char>(text[end]) < 0x80) ++end;
    return end - at;
  }

  static bool is_closing(std::string_view unit) {
    for (std::string_view mark : {"，", "。", "、", "；", "：", "？", "！", "”", "」"}) {
      if (unit == mark) return true;
    }
    return false;
  }

  static std::string spaced(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      std::size_t size = unit_size(text, at);
      if (!out.empty() && !is_closing(text.substr(at, size))) out += ' ';
      out.append(text, at, size);
      at += size;
    }
    return out;
  }

  std::minstd_rand random_;
  MadePage page_;
  const Topic* topic_ = nullptr;
  std::size_t columns_ = 0;
  std::size_t indent_ = 0;  // 0: none; 1: lost, so that first lines are short; 2: kept
  std::size_t lines_ = 0;   // of the column so far
  bool traditional_ = false;
  bool after_ = false;  // headlines stand after their articles
  bool mixed_ = false;  // each as it likes
  bool blank_between_ = false;
};

}  // namespace

MadePage make_page(unsigned seed) { return PageMaker(seed).run(); }

}  // namespace eider::parse
