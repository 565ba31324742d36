#include "domain/interaction_cookie.h"

#include "base/encoding.h"
#include "base/json.h"

#include <algorithm>

namespace daemun {
namespace {

constexpr std::string_view newest_member = "_legacy";
constexpr std::size_t max_entries = 10;
constexpr std::size_t max_cookie_bytes = 4096;

bool is_interaction_id(std::string_view text) {
  return text.size() == 43 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_';
         });
}

}  // namespace

InteractionCookie InteractionCookie::parse(std::string_view value) {
  InteractionCookie cookie;
  if (value.size() > max_cookie_bytes) return cookie;
  const auto text = parse_percent_encoded(value);
  if (!text) return cookie;
  const auto object = parse_json_object(*text);
  if (!object) {
    if (is_interaction_id(*text)) cookie.newest_ = InteractionId(*text);
    return cookie;
  }
  for (const auto& member : *object) {
    const auto* id = member.value().if_string();
    if (id == nullptr || !is_interaction_id(std::string_view(*id))) continue;
    if (member.key() == newest_member) {
      cookie.newest_ = InteractionId(std::string(*id));
    } else if (cookie.entries_.size() < max_entries) {
      cookie.entries_.emplace_back(
          ApplicationId(std::string(member.key())), InteractionId(std::string(*id))
      );
    }
  }
  return cookie;
}

std::optional<InteractionId> InteractionCookie::find(const ApplicationId& client) const {
  for (const auto& [application, id] : entries_) {
    if (application == client) return id;
  }
  return std::nullopt;
}

std::optional<InteractionId> InteractionCookie::find_newest() const {
  return newest_;
}

void InteractionCookie::set(const ApplicationId& client, const InteractionId& id) {
  std::erase_if(entries_, [&](const auto& entry) { return entry.first == client; });
  if (entries_.size() >= max_entries) entries_.erase(entries_.begin());
  entries_.emplace_back(client, id);
  newest_ = id;
}

void InteractionCookie::remove(const InteractionId& id) {
  std::erase_if(entries_, [&](const auto& entry) { return entry.second == id; });
  if (newest_ == id) newest_.reset();
}

std::string InteractionCookie::to_value() const {
  JsonWriter writer;
  for (const auto& [application, id] : entries_)
    writer.add(application.value(), id.value());
  if (newest_) writer.add(newest_member, newest_->value());
  return to_percent_encoded(std::move(writer).take());
}

}  // namespace daemun
