#include "corpus/parse/eml_reader.h"

#include <gtest/gtest.h>

#include "corpus/parse/eml_entity.h"
#include "corpus/parse/eml_trail.h"
#include "corpus/parse/testing.h"
#include "text/utf8.h"

namespace eider::parse {
namespace {

const std::string kHead =
    "From: =?GB2312?B?wda607bJ?= <lin@heyue.example>\r\n"
    "Subject: =?GB2312?Q?=B8=DB=BF=DA?= =?GB2312?B?tcTQws/fwrc=?=\r\n"
    "Date: Fri, 01 May 2026 08:30:00 +0800\r\n";

TEST(Eml, AChineseMailInGb2312) {
  ParsedDocument parsed =
      parse_ok("a.eml", kHead +
                            "Content-Type: text/plain; charset=gb2312\r\n"
                            "Content-Transfer-Encoding: base64\r\n\r\n"
                            "vfHM7LXEzOzG+LrcusOjrM7Sw8fIpbmr1LCho6OsztLDx8ilo6E=\r\n");
  expect_invariants(parsed);
  EXPECT_EQ(parsed.document.title, "港口的新线路");
  EXPECT_EQ(parsed.document.published_at, "2026-05-01T08:30:00");
  EXPECT_EQ(parsed.document.published_from, "header");
  EXPECT_EQ(parsed.document.source, "heyue.example");
  ASSERT_EQ(parsed.articles.size(), 1u);
  EXPECT_EQ(parsed.articles[0].byline, "林河渡");
  EXPECT_EQ(parsed.articles[0].title, "港口的新线路");
  EXPECT_TRUE(parsed.document.text.find("今天的天气很好，我们去公园。") != std::string::npos)
      << parsed.document.text;
}

TEST(Eml, PlainTextIsPreferredToHtml) {
  std::string mail =
      "Subject: Port\nContent-Type: multipart/alternative; boundary=\"b\"\n\npreamble\n"
      "--b\nContent-Type: text/plain; charset=utf-8\n\nThe plain port, as it is.\n"
      "--b\nContent-Type: text/html\n\n<p>The <b>marked</b> port, as it is.</p>\n--b--\nepilogue\n";
  EXPECT_EQ(texts(parse_ok("a.eml", mail), BlockKind::kParagraph),
            (Texts{"The plain port, as it is."}));
  mail.replace(mail.find("The plain port, as it is."), 25, "");
  EXPECT_EQ(texts(parse_ok("a.eml", mail), BlockKind::kParagraph),
            (Texts{"The marked port, as it is."}));
}

TEST(Eml, AttachmentsThatAreTextAreReadAndOthersNamed) {
  std::string mail =
      "Subject: =?utf-8?B?6Zm55pe2?=\nContent-Type: multipart/mixed; boundary=b\n\n"
      "--b\n\n见附件，共两份。\n"
      "--b\nContent-Type: text/csv; name=\"a.csv\"\nContent-Disposition: attachment;\n"
      " filename*0*=utf-8''%E4%BB%B7; filename*1=.csv\n\ncode,close\n0700,379.4\n"
      "--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=r.pdf\n\nx\n"
      "--b--\n";
  ParsedDocument parsed = parse_ok("a.eml", mail);
  expect_invariants(parsed);
  EXPECT_EQ(texts(parsed, BlockKind::kHeading).back(), "价.csv");
  EXPECT_EQ(texts(parsed, BlockKind::kTable), (Texts{"code | close\n0700 | 379.4"}));
  EXPECT_EQ(parsed.document.error, "attachments that are not read: r.pdf (application/pdf)");
}

TEST(Eml, ComplaintsAreTexts) {
  ParsedDocument parsed = parse_ok(
      "a.eml",
      "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: a/\xE7\n"
      "Content-Disposition: attachment; filename*0=\xB8.pdf\n\nx\n--b--\n");
  EXPECT_TRUE(text::is_valid_utf8(parsed.document.error)) << parsed.document.error;
  EXPECT_FALSE(parsed.document.error.empty());
}

TEST(Eml, WhatIsQuotedIsBoilerplate) {
  std::string mail =
      "Subject: Re: plan\n\nThe new plan is fine, and we start in May.\n\n"
      "On Fri, 1 May 2026 at 10:00, Lin Heyue <lin@heyue.example>\nwrote:\n"
      "> Is the plan fine, or do we wait?\n> > Older words, from April.\n\n-- \nA. Writer\n";
  ParsedDocument parsed = parse_ok("a.eml", mail);
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph),
            (Texts{"The new plan is fine, and we start in May."}));
  for (std::string_view line :
       {"在 2026年5月1日，林河渡 写道：", "於 2026年5月1日，林河渡 寫道：",
        "-----Original Message-----", "------------------ 原始邮件 ------------------",
        "---------- Forwarded message ---------"}) {
    EXPECT_TRUE(opens_trail(line)) << line;
  }
  EXPECT_FALSE(opens_trail("他写道：这是新的一天。"));
  std::vector<MailSegment> outlook =
      split_trail("好的，同意。\n\n发件人: 林\n发送时间: 2026年5月1日\n收件人: 何\n\n旧的内容。\n");
  ASSERT_EQ(outlook.size(), 2u);
  EXPECT_TRUE(outlook[1].quoted);
}

TEST(Eml, MailsInsideFollowUnderTheirSubjects) {
  ParsedDocument parsed =
      parse_ok("a.eml",
               "Subject: Fwd\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: "
               "message/rfc822\n\nSubject: Inner\n\nThe inner mail, in one line.\n--b--\n");
  EXPECT_EQ(texts(parsed, BlockKind::kHeading), (Texts{"Fwd", "Inner"}));
  EXPECT_EQ(texts(parsed, BlockKind::kParagraph), (Texts{"The inner mail, in one line."}));
}

TEST(Eml, NestingHasALimit) {
  std::string mail = "Subject: x\n";
  for (int i = 0; i < 100; ++i) {
    std::string boundary = "b" + std::to_string(i) + "x";
    mail.append("Content-Type: multipart/mixed; boundary=").append(boundary);
    mail.append("\n\n--").append(boundary).append("\n");
  }
  Result<ParsedDocument> parsed = parse_document({"a.eml", mail});
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, ErrorCode::kLimit);
}

TEST(Eml, WithoutAHeaderItIsNoMail) {
  EXPECT_FALSE(parse_document({"a.eml", "just words\n"}));
  EXPECT_FALSE(parse_document({"a.eml", ""}));
  EXPECT_EQ(parse_ok("a.eml", "Subject:\n\n").document.status, "empty");
}

TEST(EmlEntity, EncodedWords) {
  EXPECT_EQ(decode_words("=?utf-8?q?caf=C3=A9_au_lait?= plain"), "café au lait plain");
  EXPECT_EQ(decode_words("=?big5?B?u0/GVw==?=\t=?Big5?B?t3O7RA==?= x"), "臺灣新聞 x");
  // A character cut in two by the words' border.
  EXPECT_EQ(decode_words("=?utf-8?B?5rg=?= =?utf-8?B?rw==?="), decode_words("=?utf-8?B?5riv?="));
  EXPECT_EQ(decode_words("=?x?y"), "=?x?y");
  EXPECT_EQ(decode_words("=?unknown?B?5riv?="), "港");
  EXPECT_EQ(decode_words("\xB8\xDB\xBF\xDA\xB5\xC4\xD0\xC2\xCF\xDF"), "港口的新线");
}

TEST(Eml, AnAttachmentsTypeThatIsNotUtf8) {  // it ended a whole load
  auto parsed = parse_document({"a.eml",
                                "From: a@example.org\nContent-Type: multipart/mixed; boundary=x\n\n"
                                "--x\nContent-Type: a\xF2/b\n\nz\n--x--\n"});
  ASSERT_TRUE(parsed);
  EXPECT_FALSE(parsed->document.error.empty());
  EXPECT_TRUE(text::is_valid_utf8(parsed->document.error));
}

TEST(EmlEntity, TransferEncodings) {
  EXPECT_EQ(decode_transfer("a=3Db=\r\nc=zz=", "Quoted-Printable"), "a=bc=zz");
  EXPECT_EQ(decode_transfer("cGxh\r\naW4=", "base64"), "plain");
  EXPECT_EQ(decode_transfer("as is", "7bit"), "as is");
}

TEST(EmlEntity, TextThatIsNotWhatItSays) {
  EXPECT_EQ(decode_mail_text("港口", "us-ascii"), "港口");
  EXPECT_EQ(decode_mail_text("港口的新闻\xE6\xB8", "utf-8"), "港口的新闻\xEF\xBF\xBD");
  EXPECT_EQ(decode_mail_text(std::string_view("a\0b", 3), "utf-8"), "ab");
}

}  // namespace
}  // namespace eider::parse
