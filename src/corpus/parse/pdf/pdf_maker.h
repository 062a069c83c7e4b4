#pragma once
// For tests alone: writes small PDFs by hand. Places are points from the upper left corner, as in
// PageBox. Latin text uses the standard fonts Helvetica, Chinese the standard CID fonts; nothing
// is embedded, so a test shows exactly what its file holds.

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "text/utf8.h"

namespace eider::parse::pdf {

class PdfMaker {
 public:
  explicit PdfMaker(float width = 595, float height = 842) : width_(width), height_(height) {}

  PdfMaker& page(std::string_view extra = {}) {
    pages_.push_back({"", std::string(extra)});
    return *this;
  }

  /// `y` is the base line.
  PdfMaker& text(float x, float y, float size, std::string_view latin, bool bold = false) {
    std::string escaped;
    for (char c : latin) {
      if (c == '(' || c == ')' || c == '\\') escaped += '\\';
      escaped += c;
    }
    return show(bold ? "F2" : "F1", x, y, size, "(" + escaped + ")");
  }

  /// Simplified Chinese; with `traditional` the font of Taiwan.
  PdfMaker& han(float x, float y, float size, std::string_view utf8, bool traditional = false) {
    std::string hex = "<";
    for (std::size_t at = 0; at < utf8.size();) {
      text::CodePoint c = text::decode(utf8, at);
      char unit[8];
      std::snprintf(unit, sizeof(unit), "%04X", static_cast<unsigned>(c.value));
      hex += unit;
      at += c.size;
    }
    return show(traditional ? "F4" : "F3", x, y, size, hex + ">");
  }

  PdfMaker& line(float x0, float y0, float x1, float y1) {
    return raw(number(x0) + number(height_ - y0) + "m " + number(x1) + number(height_ - y1) +
               "l S\n");
  }

  PdfMaker& box(float left, float top, float right, float bottom) {
    return line(left, top, right, top)
        .line(left, bottom, right, bottom)
        .line(left, top, left, bottom)
        .line(right, top, right, bottom);
  }

  /// One black pixel, drawn over the whole page.
  PdfMaker& picture() {
    return raw("q " + number(width_) + "0 0 " + number(height_) +
               "0 0 cm BI /W 1 /H 1 /BPC 1 /CS /G ID \x01 EI Q\n");
  }

  PdfMaker& raw(const std::string& content) {
    pages_.back().content += content;
    return *this;
  }

  PdfMaker& facts(std::string_view entries) {
    facts_ = entries;
    return *this;
  }

  std::string finish() const {
    std::vector<std::string> objects = fonts();
    std::string kids;
    std::size_t first = objects.size() + 1;
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      kids += std::to_string(first + 2 * i) + " 0 R ";
      objects.push_back("<</Type/Page/Parent 2 0 R/MediaBox[0 0 " + number(width_) +
                        number(height_) +
                        "]/Resources<</Font<</F1 3 0 R/F2 4 0 R/F3 5 0 R/F4 7 0 R"
                        ">>>>/Contents " +
                        std::to_string(first + 2 * i + 1) + " 0 R" + pages_[i].extra + ">>");
      objects.push_back("<</Length " + std::to_string(pages_[i].content.size()) + ">>stream\n" +
                        pages_[i].content + "\nendstream");
    }
    objects[1] = "<</Type/Pages/Kids[" + kids + "]/Count " + std::to_string(pages_.size()) + ">>";
    return file_of(objects, facts_);
  }

  /// A whole file of these objects, numbered from 1; the first is the catalogue.
  static std::string file_of(std::vector<std::string> objects, const std::string& facts) {
    objects.push_back("<<" + facts + ">>");
    std::string out = "%PDF-1.7\n";
    std::string table;
    for (std::size_t i = 0; i < objects.size(); ++i) {
      char entry[24];
      std::snprintf(entry, sizeof(entry), "%010zu 00000 n \n", out.size());
      table += entry;
      out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    std::size_t start = out.size();
    std::string count = std::to_string(objects.size() + 1);
    out += "xref\n0 " + count + "\n0000000000 65535 f \n" + table + "trailer\n<</Size " + count +
           "/Root 1 0 R" + "/Info " + std::to_string(objects.size()) + " 0 R>>\nstartxref\n" +
           std::to_string(start) + "\n%%EOF\n";
    return out;
  }

 private:
  struct MadePage {
    std::string content;
    std::string extra;  // further entries of its dictionary
  };

  static std::string number(float value) {
    char text[32];
    std::snprintf(text, sizeof(text), "%.2f ", static_cast<double>(value));
    return text;
  }

  PdfMaker& show(const char* font, float x, float y, float size, const std::string& string) {
    return raw(std::string("BT /") + font + " " + number(size) + "Tf 1 0 0 1 " + number(x) +
               number(height_ - y) + "Tm " + string + " Tj ET\n");
  }

  static std::vector<std::string> fonts() {
    auto latin = [](const char* name) {
      return std::string("<</Type/Font/Subtype/Type1/Encoding/WinAnsiEncoding/BaseFont/") + name +
             ">>";
    };
    auto wide = [](const char* name, const char* map, const char* below) {
      return std::string("<</Type/Font/Subtype/Type0/BaseFont/") + name + "/Encoding/" + map +
             "/DescendantFonts[" + below + " 0 R]>>";
    };
    auto below = [](const char* name, const char* collection) {
      return std::string("<</Type/Font/Subtype/CIDFontType0/BaseFont/") + name +
             "/CIDSystemInfo<</Registry(Adobe)/Ordering(" + collection +
             ")/Supplement 4>>/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/" + name +
             "/Flags 6/Ascent 880/Descent -120/CapHeight 700/ItalicAngle 0/StemV 80"
             "/FontBBox[-25 -254 1000 880]>>>>";
    };
    return {"<</Type/Catalog/Pages 2 0 R>>",
            "",
            latin("Helvetica"),
            latin("Helvetica-Bold"),
            wide("STSong-Light", "UniGB-UCS2-H", "6"),
            below("STSong-Light", "GB1"),
            wide("MSung-Light", "UniCNS-UCS2-H", "8"),
            below("MSung-Light", "CNS1")};
  }

  float width_;
  float height_;
  std::vector<MadePage> pages_;
  std::string facts_;
};

}  // namespace eider::parse::pdf
