#pragma once
// The list of companies that Eider brings: examples/companies.csv, put in at build time.

#include <string_view>

namespace eider::pipeline {

std::string_view builtin_companies();

}  // namespace eider::pipeline
