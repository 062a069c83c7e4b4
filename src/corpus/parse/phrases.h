#pragma once
// The fixed phrases by which pages show what a line is, simplified and in lower case. All are
// conventions of the press and of web pages in general; none belongs to one site.

#include <string_view>

namespace eider::parse {

/// Heads a list of links: "related articles", "most read".
bool is_link_list_head(std::string_view line);

/// Heads the readers' part of a page: comments, replies, more by the same author.
bool is_comments_head(std::string_view line);

/// Heads a disclaimer, an analyst's declaration, a rating scale, a legal notice.
bool is_disclaimer_head(std::string_view line);

/// Heads a table of contents or a list of figures.
bool is_contents_head(std::string_view line);

/// A button, a menu entry, a share prompt: nothing that an author wrote.
bool is_interface_phrase(std::string_view line);

/// Copyright notices and "all rights reserved".
bool is_copyright_line(std::string_view line);

/// Postal code, telephone, e-mail: an imprint, not an article.
bool is_contact_line(std::string_view line);

/// The captions of a chart: "Figure 3: ...", "Data source: ..."; not a photograph's.
bool is_figure_note(std::string_view line);

/// "Source: ...", "Figure 3: ...", "Table 2", also in Chinese.
bool is_caption_line(std::string_view line);

}  // namespace eider::parse
