#pragma once
// Bytes in a named encoding -> UTF-8, with the decoders of the WHATWG's Encoding Standard
// (lexbor's). Names are that standard's labels: "gb2312", "big5", "shift_jis", "latin1", ...

#include <string>
#include <string_view>

#include "base/error.h"

namespace eider::parse {

/// The encoding's own name ("GBK" for "gb2312"); "" for a label that nobody knows.
std::string charset_of_label(std::string_view label);

/// Errors: kCorrupt, naming the byte that the encoding does not have; kUnsupported for an unknown
/// label.
Result<std::string> decode_charset(std::string_view bytes, std::string_view label);

/// As decode_charset, but what is broken becomes U+FFFD. An unknown label reads as UTF-8.
std::string decode_charset_leniently(std::string_view bytes, std::string_view label);

}  // namespace eider::parse
