#pragma once

// Files that are part of the program: the page and the published documents.

#include <string_view>

namespace orkesta::gateway::embedded {

auto page_html() -> std::string_view;
auto page_js() -> std::string_view;
auto page_css() -> std::string_view;
auto page_icon() -> std::string_view;
auto openapi_json() -> std::string_view;
auto asyncapi_json() -> std::string_view;

}  // namespace orkesta::gateway::embedded
