#include "connectors/texts.h"

#include "base/encoding.h"
#include "connectors/data_file.h"

#include <utility>
#include <vector>

namespace daemun::connectors {
namespace {

const json::object& phrases_of(Language language) {
  static const json::object en = parse_json_object(data_file("texts/en.json")).value();
  static const json::object ko = parse_json_object(data_file("texts/ko.json")).value();
  return language == Language::ko ? ko : en;
}

std::string phrase(const json::object& phrases, std::string_view name) {
  return std::string(find_string(phrases, name).value());
}

const json::object& phrases_of(TemplateType type, Language language) {
  return phrases_of(language).at("types").at(to_string(type)).as_object();
}

using Parts = std::vector<std::pair<std::string_view, std::string>>;

// Puts the parts at their "[[name]]"; what they hold is not looked into again.
std::string fill(std::string_view text, const Parts& parts) {
  std::string out;
  for (auto open = text.find("[["); open != std::string_view::npos; open = text.find("[[")) {
    const auto close = text.find("]]", open);
    const auto name = text.substr(open + 2, close - open - 2);
    out += text.substr(0, open);
    for (const auto& [part, value] : parts) {
      if (part == name) out += value;
    }
    text.remove_prefix(close + 2);
  }
  return out += text;
}

// The application that the person signs in to, as a placeholder.
std::string sender_of(const json::object& payload) {
  const auto* application = find_object(payload, "application");
  if (application == nullptr) return "";
  return find_string(*application, "displayName").value_or("").empty()
             ? "{{application.name}}"
             : "{{application.displayName}}";
}

// The parts in which a notice and a mail with a code or link differ.
struct Words {
  std::string subject{};
  std::string intro{};
  std::string action{};  // as plain text
  std::string action_html{};
  std::string note{};
  std::string ignore{};
};

// Its own words, or else those of every notice.
std::string phrase_of_notice(
    const json::object& own, std::string_view name, std::string_view otherwise, Language language
) {
  return own.contains(name) ? phrase(own, name) : phrase(phrases_of(language), otherwise);
}

std::string link_html(const json::object& common, std::string button) {
  return fill(
      data_file("texts/link.html"),
      {{"button", std::move(button)}, {"linkHint", phrase(common, "linkHint")}}
  );
}

Words words_of_notice(TemplateType type, Language language) {
  const auto& own = phrases_of(type, language);
  Words words{
      .subject = phrase(own, "subject"),
      .intro = phrase(own, "notice"),
      .note = phrase_of_notice(own, "note", "noticeNote", language),
      .ignore = phrase_of_notice(own, "ignore", "noticeIgnore", language)};
  if (!own.contains("button")) return words;
  words.action = "{{link}}";
  words.action_html = link_html(phrases_of(language), phrase(own, "button"));
  return words;
}

Words words_of_action(TemplateType type, Language language, const json::object& payload) {
  const bool is_link = payload.contains("link");
  const auto& common = phrases_of(language);
  const auto& own = phrases_of(type, language);
  // Most subjects fit both.
  const bool has_own_subject = is_link && own.contains("linkSubject");
  return {
      .subject = phrase(own, has_own_subject ? "linkSubject" : "subject"),
      .intro = phrase(own, is_link ? "link" : "code"),
      .action = is_link ? "{{link}}" : "{{code}}",
      .action_html = is_link ? link_html(common, phrase(common, "button"))
                             : std::string(data_file("texts/code.html")),
      .note = phrase(common, is_link ? "linkNote" : "codeNote"),
      .ignore = phrase(common, "ignore")};
}

}  // namespace

BuiltInMail built_in_mail(TemplateType type, Language language, const json::object& payload) {
  const auto words =
      is_notice(type) ? words_of_notice(type, language) : words_of_action(type, language, payload);
  const auto sender = sender_of(payload);
  BuiltInMail mail{.subject = words.subject};
  mail.text = (sender.empty() ? "" : sender + "\n\n") + words.intro + "\n\n" + words.action +
              (words.action.empty() ? "" : "\n\n") + words.note + "\n" + words.ignore + "\n";
  mail.html = fill(
      data_file("texts/layout.html"),
      {{"language", std::string(to_string(language))},
       {"subject", mail.subject},
       {"sender", sender},
       {"heading", phrase(phrases_of(type, language), "heading")},
       {"intro", words.intro},
       {"action", words.action_html},
       {"note", words.note},
       {"ignore", words.ignore}}
  );
  return mail;
}

std::string built_in_sms(TemplateType type, Language language) {
  const auto text = phrase(phrases_of(type, language), "sms");
  if (text.find("{{code}}") == std::string::npos) return text;
  return text + " " + phrase(phrases_of(language), "smsNote");
}

std::string built_in_subject(TemplateType type, Language language) {
  return phrase(phrases_of(type, language), "subject");
}

Language language_of(const json::object& payload) {
  return parse_language(find_string(payload, "locale").value_or("")).value_or(Language::en);
}

json::array built_in_templates(const json::array& entry) {
  json::array templates;
  for (const auto type : all_template_types) {
    json::object made = {{"usageType", to_string(type)}};
    for (const auto& value : entry) {
      const auto& field = value.as_object();
      const auto key = *find_string(field, "key");
      if (key == "subject") {
        made[key] = built_in_subject(type, Language::en);
      } else if (key == "content") {
        made[key] = built_in_sms(type, Language::en);
      } else if (field.at("type") == "Select") {
        made[key] = "text/plain";
      }
    }
    templates.push_back(std::move(made));
  }
  return templates;
}

}  // namespace daemun::connectors
