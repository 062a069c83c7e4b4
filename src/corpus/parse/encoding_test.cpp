#include "corpus/parse/encoding.h"

#include <gtest/gtest.h>
#include <lexbor/encoding/encoding.h>

#include <array>
#include <cstdlib>
#include <vector>

#include "corpus/parse/charset.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

std::string decoded(std::string_view bytes) {
  Result<Decoded> result = decode_bytes(bytes, "file");
  EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().message());
  return result ? result->text : "";
}

// UTF-8 -> bytes in a named encoding; characters that it lacks are left out.
std::string encoded(std::string_view text, std::string_view label) {
  std::string bytes;
  bool big_end = label == "UTF-16BE";
  if (big_end || label == "UTF-16LE") {
    for (std::size_t at = 0; at < text.size();) {
      text::CodePoint c = text::decode(text, at);
      at += c.size;
      auto high = static_cast<char>(c.value >> 8);
      auto low = static_cast<char>(c.value & 0xFF);
      bytes += big_end ? high : low;
      bytes += big_end ? low : high;
    }
    return bytes;
  }
  const auto* data =
      lxb_encoding_data_by_name(reinterpret_cast<const lxb_char_t*>(label.data()), label.size());
  lxb_encoding_encode_t state{};
  lxb_encoding_encode_init_single(&state, data);
  for (std::size_t at = 0; at < text.size();) {
    text::CodePoint c = text::decode(text, at);
    at += c.size;
    std::array<lxb_char_t, 16> buffer{};
    lxb_char_t* end = buffer.data();
    auto size = data->encode_single(&state, &end, buffer.data() + buffer.size(), c.value);
    if (size > 0) bytes.append(reinterpret_cast<char*>(buffer.data()), static_cast<size_t>(size));
  }
  return bytes;
}

TEST(Encoding, Utf8WithAndWithoutMark) {
  EXPECT_EQ(decoded("港口"), "港口");
  EXPECT_EQ(decoded("\xEF\xBB\xBF港口"), "港口");
  EXPECT_EQ(decoded(""), "");
}

TEST(Encoding, Utf16AndUtf32ByTheirMarks) {
  EXPECT_EQ(decoded(std::string_view("\xFF\xFE\x2F\x6E\x41\x00", 6)), "港A");
  EXPECT_EQ(decoded(std::string_view("\xFE\xFF\x6E\x2F\x00\x41", 6)), "港A");
  EXPECT_EQ(decoded(std::string_view("\xFF\xFE\0\0\x2F\x6E\0\0", 8)), "港");
  EXPECT_EQ(decoded(std::string_view("\0\0\xFE\xFF\0\0\x6E\x2F", 8)), "港");
  for (std::string_view cut :
       {std::string_view("\xFF\xFE\x2F", 3), std::string_view("\xFF\xFE\0\xD8\x41\0", 6),
        std::string_view("\xFF\xFE\0\0\x2F\x6E\0", 7),
        std::string_view("\xFF\xFE\0\0\0\xD8\0\0", 8)}) {
    Result<Decoded> broken = decode_bytes(cut, "file");
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().code, ErrorCode::kCorrupt);
  }
}

// "今天的天气很好，我们去公园。" and a four-byte character.
constexpr std::string_view kGb18030 =
    "\xBD\xF1\xCC\xEC\xB5\xC4\xCC\xEC\xC6\xF8\xBA\xDC\xBA\xC3\xA3\xAC\xCE\xD2\xC3\xC7\xC8\xA5"
    "\xB9\xAB\xD4\xB0\xA1\xA3\x82\x30\xB1\x35";

TEST(Encoding, Gb18030WithAFourByteCharacter) {
  Result<Decoded> result = decode_bytes(kGb18030, "file");
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->encoding, "GB18030");
  EXPECT_TRUE(result->text.starts_with("今天的天气很好，我们去公园。"));
}

TEST(Encoding, BrokenUtf8NamesTheByte) {
  Result<Decoded> cut = decode_bytes("港口的新闻写在这里\xE6\xB8", "cut.txt");
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(cut.error().where, "cut.txt");
  EXPECT_NE(cut.error().what.find("byte 27"), std::string::npos) << cut.error().what;
  EXPECT_FALSE(decode_bytes("\xED\xA0\x80 surrogate", "s.txt"));
  EXPECT_FALSE(decode_bytes("\xC0\xAF overlong", "o.txt"));
}

TEST(Encoding, BinaryIsNoText) {
  Result<Decoded> nul = decode_bytes(std::string_view("ab\0cd", 5), "x.txt");
  ASSERT_FALSE(nul);
  EXPECT_EQ(nul.error().what, "binary file, not text");
  EXPECT_FALSE(decode_bytes("\x01\x02\x03\x04\x05\x06\x07\x08\x01\x02\x03 abc", "x.txt"));
  std::string table;
  for (int i = 0; i < 16'384; ++i) table += static_cast<char>(i & 0xFF);
  EXPECT_FALSE(decode_bytes(table, "table.txt"));
  EXPECT_FALSE(decode_bytes("海港市的渔船\xFF\xFE\xC3归港。", "x.txt"));
  std::string noise;
  std::uint32_t state = 7;
  for (int i = 0; i < 4096; ++i)
    noise += static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
  EXPECT_FALSE(decode_bytes(noise, "noise.txt"));
}

TEST(Encoding, WesternLettersInEnglishAndFrench) {
  EXPECT_EQ(decoded("caf\xE9 au lait, cr\xE8me br\xFBl\xE9"
                    "e"),
            "café au lait, crème brûlée");
  EXPECT_EQ(decoded("The company\x92s plan \x96 \x80 5 million \x96 stands."),
            "The company’s plan – € 5 million – stands.");
}

TEST(Encoding, OtherAlphabets) {
  std::string text = "Порт открыл новую линию, и грузы пошли быстрее, чем ждали в начале года.";
  EXPECT_EQ(decoded(encoded(text, "windows-1251")), text);
  EXPECT_EQ(decoded(encoded(text, "koi8-r")), text);
}

TEST(Encoding, ADeclarationIsRespectedWhereItDecodes) {
  std::string page = "<html><head><meta charset=\"big5\"></head><body>龘</body></html>";
  EXPECT_EQ(decoded(encoded("<html><meta charset=big5>龍</html>", "big5")),
            "<html><meta charset=big5>龍</html>");
  EXPECT_EQ(declared_charset("<?xml version='1.0' encoding='GB2312'?><a/>"), "gb2312");
  EXPECT_EQ(declared_charset("<META HTTP-EQUIV=x content=\"text/html; charset=Shift_JIS\">"),
            "shift_jis");
  EXPECT_EQ(declared_charset("plain text, charset=big5"), "");
  // Declared as Western, as many Chinese pages wrongly are.
  std::string wrong = "<html><meta charset=iso-8859-1>今天的天气很好，我们去公园。</html>";
  EXPECT_EQ(decoded(encoded(wrong, "gb18030")), wrong);
}

struct Language {
  const char* name;
  std::vector<const char*> encodings;
  std::vector<const char*> sentences;
};

const std::vector<Language>& languages() {
  static const std::vector<Language> all = {
      {"simplified",
       {"GB18030", "UTF-16LE", "UTF-16BE"},
       {"新电车昨天早上五点开出，车厢里坐满了去港口上班的人。",
        "公司第三季度收入为十二点五亿元，同比增长百分之八。",
        "记者在现场看到，工人正在检查新装的设备，准备下周试运行。",
        "分析师认为，明年原材料价格可能回落，利润率会有所改善。",
        "市政府表示，这条线路每天可运送三万名乘客，票价保持不变。",
        "桃子今年丰收，果农们把最好的一批运往南方的市场。"}},
      {"traditional",
       {"Big5", "GB18030", "UTF-16LE", "UTF-16BE"},
       {"新電車昨天早上五點開出，車廂裡坐滿了去港口上班的人。",
        "公司第三季營收為十二點五億元，較去年同期成長百分之八。",
        "記者在現場看到，工人正在檢查新裝的設備，準備下週試營運。",
        "分析師認為，明年原物料價格可能回落，利潤率會有所改善。",
        "市政府表示，這條路線每天可運送三萬名乘客，票價維持不變。",
        "桃子今年豐收，果農們把最好的一批運往南方的市場。"}},
      {"Japanese",
       {"Shift_JIS", "EUC-JP", "UTF-16LE", "UTF-16BE", "ISO-2022-JP"},
       {"新しい電車は昨日の朝五時に出発し、港へ通う人でいっぱいだった。",
        "第三四半期の売上高は百二十億円で、前年同期より八パーセント増えた。",
        "記者が現場を訪れると、作業員が新しい設備を点検していた。",
        "アナリストは、来年は原材料の価格が下がると見ている。"}},
      {"Korean",
       {"EUC-KR", "UTF-16LE", "UTF-16BE"},
       {"새 전차는 어제 아침 다섯 시에 출발했고 항구로 가는 사람들로 가득했다.",
        "회사의 삼분기 매출은 지난해 같은 기간보다 팔 퍼센트 늘었다.",
        "기자가 현장을 찾았을 때 작업자들이 새 설비를 점검하고 있었다."}},
      {"English",
       {"UTF-16LE", "UTF-16BE", "windows-1252"},
       {"The new tram left at five – and it was full. ", "Revenue rose by 8% to €12.5 million. ",
        "“We did not expect it,” the company’s head said. "}},
      {"mixed",
       {"GB18030", "UTF-16LE", "UTF-16BE"},
       {"海角的AI芯片公司Cambrian发布了新一代产品H200，性能提升2.5倍，售价1,299元。",
        "The port of 临江 opened its 3rd line on May 1，全长12.8公里。"}},
  };
  return all;
}

std::string first_characters(const std::string& text, std::size_t count) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < count && at < text.size(); ++i) at += text::decode(text, at).size;
  return text.substr(0, at);
}

struct Score {
  int right = 0;
  int all = 0;
};

// Each sentence as the beginning of a text of `length` characters.
Score try_all(const Language& language, const char* encoding, std::size_t length) {
  Score score;
  const auto& sentences = language.sentences;
  for (std::size_t first = 0; first < sentences.size(); ++first) {
    std::string text;
    for (std::size_t i = first; text::count_characters(text) < length; ++i) {
      text += sentences[i % sentences.size()];
    }
    std::string bytes = encoded(first_characters(text, length), encoding);
    std::string expected = decode_charset_leniently(bytes, encoding);
    Result<Decoded> result = decode_bytes(bytes, "file");
    bool right = result && result->text == expected;
    ++score.all;
    if (right) ++score.right;
    if (std::getenv("EIDER_SHOW_ENCODINGS") != nullptr && !right) {
      std::printf("%s, %s, %zu characters: %s\n", language.name, encoding, length,
                  result ? result->encoding.c_str() : result.error().message().c_str());
    }
  }
  return score;
}

TEST(Encoding, EveryTextOfTwentyCharactersAndMoreIsRight) {
  for (const Language& language : languages()) {
    for (const char* encoding : language.encodings) {
      for (std::size_t length : {20, 30, 50, 100, 300, 2000}) {
        bool ascii = std::string_view(encoding) == "windows-1252" && length < 50;
        if (ascii) continue;  // may hold no letter above ASCII
        Score score = try_all(language, encoding, length);
        EXPECT_EQ(score.right, score.all)
            << language.name << ", " << encoding << ", " << length << " characters";
      }
    }
  }
}

TEST(Encoding, MostShortTextsAreRight) {
  Score sum;
  for (const Language& language : languages()) {
    for (const char* encoding : language.encodings) {
      for (std::size_t length : {6, 8, 10, 14}) {
        Score score = try_all(language, encoding, length);
        sum.right += score.right;
        sum.all += score.all;
      }
    }
  }
  RecordProperty("right", sum.right);
  RecordProperty("all", sum.all);
  EXPECT_GE(sum.right * 100, sum.all * 95) << sum.right << " of " << sum.all;
}

}  // namespace
}  // namespace eider::parse
