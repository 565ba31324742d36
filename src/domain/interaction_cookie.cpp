#include "domain/interaction_cookie.h"

#include "base/encoding.h"
#include "base/json.h"

#include <algorithm>

namespace daemun {
namespace {

constexpr std::string_view newest_member = "_legacy";
constexpr std::string_view earlier_member = "_earlier";
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
  for (auto& id : find_strings(*object, earlier_member)) {
    if (is_interaction_id(id)) cookie.keep_earlier(InteractionId(std::move(id)));
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

std::vector<InteractionId> InteractionCookie::list() const {
  auto ids = earlier_;
  for (const auto& entry : entries_)
    ids.push_back(entry.second);
  const bool is_named = !newest_ || std::find(ids.begin(), ids.end(), *newest_) != ids.end();
  if (!is_named) ids.push_back(*newest_);
  return ids;
}

void InteractionCookie::keep_earlier(InteractionId id) {
  if (earlier_.size() >= max_entries) earlier_.erase(earlier_.begin());
  earlier_.push_back(std::move(id));
}

void InteractionCookie::set(const ApplicationId& client, const InteractionId& id) {
  remove(id);
  const auto same = std::find_if(entries_.begin(), entries_.end(), [&](const auto& entry) {
    return entry.first == client;
  });
  const auto pushed_out = same != entries_.end()           ? same
                          : entries_.size() >= max_entries ? entries_.begin()
                                                           : entries_.end();
  if (pushed_out != entries_.end()) {
    keep_earlier(std::move(pushed_out->second));
    entries_.erase(pushed_out);
  }
  entries_.emplace_back(client, id);
  newest_ = id;
}

void InteractionCookie::remove(const InteractionId& id) {
  std::erase_if(entries_, [&](const auto& entry) { return entry.second == id; });
  std::erase(earlier_, id);
  if (newest_ == id) newest_.reset();
}

std::string InteractionCookie::to_value() const {
  JsonWriter writer;
  for (const auto& [application, id] : entries_)
    writer.add(application.value(), id.value());
  if (!earlier_.empty()) {
    json::array earlier;
    for (const auto& id : earlier_)
      earlier.emplace_back(id.value());
    writer.add_value(earlier_member, earlier);
  }
  if (newest_) writer.add(newest_member, newest_->value());
  return to_percent_encoded(std::move(writer).take());
}

}  // namespace daemun
