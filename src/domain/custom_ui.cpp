#include "domain/custom_ui.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace daemun {
namespace {

struct FileType {
  std::string_view end;
  std::string_view content_type;
};

constexpr std::array<FileType, 24> file_types{{
    {"avif", "image/avif"},
    {"css", "text/css; charset=utf-8"},
    {"gif", "image/gif"},
    {"html", "text/html; charset=utf-8"},
    {"ico", "image/x-icon"},
    {"jpeg", "image/jpeg"},
    {"jpg", "image/jpeg"},
    {"js", "text/javascript; charset=utf-8"},
    {"json", "application/json; charset=utf-8"},
    {"map", "application/json; charset=utf-8"},
    {"md", "text/plain; charset=utf-8"},
    {"mjs", "text/javascript; charset=utf-8"},
    {"mp4", "video/mp4"},
    {"otf", "font/otf"},
    {"png", "image/png"},
    {"svg", "image/svg+xml"},
    {"ttf", "font/ttf"},
    {"txt", "text/plain; charset=utf-8"},
    {"wasm", "application/wasm"},
    {"webm", "video/webm"},
    {"webmanifest", "application/manifest+json; charset=utf-8"},
    {"webp", "image/webp"},
    {"woff", "font/woff"},
    {"woff2", "font/woff2"},
}};

}  // namespace

std::optional<CustomUiId> find_custom_ui(const SignInExperience& settings) {
  const auto* member = settings.document.if_contains("customUiAssets");
  const auto* assets = member == nullptr ? nullptr : member->if_object();
  if (assets == nullptr) return std::nullopt;
  auto id = find_string(*assets, "id");
  if (!id || id->empty()) return std::nullopt;
  return CustomUiId(std::string(*id));
}

std::optional<std::string_view> find_custom_ui_type(std::string_view path) {
  const auto dot = path.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto end = to_lower_ascii(path.substr(dot + 1));
  const auto found = std::find_if(file_types.begin(), file_types.end(), [&](const FileType& type) {
    return type.end == end;
  });
  if (found == file_types.end()) return std::nullopt;
  return found->content_type;
}

}  // namespace daemun
