// Domains of e-mail addresses that anyone gets for ten minutes: 120,000 of them, kept as hashes.
// Another domain with the hash of one of these is as unlikely as one in two thousand million.
#ifndef DAEMUN_DOMAIN_DISPOSABLE_DOMAINS_H
#define DAEMUN_DOMAIN_DISPOSABLE_DOMAINS_H

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace daemun {

class DisposableDomains {
 public:
  // No domain.
  DisposableDomains() = default;

  // One domain a line, in letters of any case and script; "*.example.com" is the domain and all
  // below it. Empty lines and lines that begin with '#' are skipped. Nothing when a line is no
  // domain.
  static std::optional<DisposableDomains> parse(std::string_view text);
  // Those that the binary carries inside (docs/decisions/0024-data-of-others.md).
  static DisposableDomains embedded();

  // `domain`: lower case, in the letters of the DNS (to_ascii_host).
  bool contains(std::string_view domain) const;

 private:
  std::shared_ptr<const std::string> own_{};
  std::string_view table_{};
};

}  // namespace daemun

#endif
