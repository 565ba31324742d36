// `daemun apply` and `daemun export`: a tenant as a YAML file.
#include "app/commands/commands.h"
#include "app/tenant_file/apply_changes.h"
#include "app/tenant_file/load_document.h"
#include "app/tenant_file/local_tenant.h"
#include "app/tenant_file/yaml.h"

#include <fstream>
#include <iterator>
#include <ostream>

namespace daemun::app {
namespace {

// "-" is standard input. Throws std::runtime_error.
std::string read_text(const std::string& name, Console console) {
  if (name == "-") return std::string(std::istreambuf_iterator<char>(console.in), {});
  std::ifstream file(name, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + name);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// A line now and then, for people who watch.
class Progress {
 public:
  Progress(std::size_t total, Console console) : total_(total), console_(console) {}

  void step() {
    ++done_;
    if (total_ < shown_every || done_ % shown_every != 0) return;
    console_.error << "  " << done_ << " of " << total_ << "\n" << std::flush;
  }

 private:
  static constexpr std::size_t shown_every = 5'000;

  std::size_t total_;
  std::size_t done_ = 0;
  Console console_;
};

ExitCode report(const ApplyReport& made, Console console) {
  constexpr std::size_t shown = 20;
  for (std::size_t i = 0; i < made.failures.size() && i < shown; ++i)
    console.error << "failed: " << made.failures[i] << "\n";
  if (made.failures.size() > shown)
    console.error << "... and " << made.failures.size() - shown << " more\n";
  console.out << made.made << " changes made\n";
  return made.failures.empty() ? ExitCode::ok : ExitCode::failed;
}

}  // namespace

ExitCode apply_tenant_file(Installation& installation, ApplyOptions options, Console console) {
  const auto text = read_text(options.file, console);
  const auto value = parse_yaml(text);
  if (!value) {
    return fail(
        console,
        options.file + ":" + std::to_string(value.error().line) + ": " + value.error().description
    );
  }
  const auto wanted = parse_document(*value);
  if (!wanted) return fail(console, options.file + ": " + wanted.error());
  LocalTenant local(installation, options.tenant);
  Names names;
  // Secrets are compared as well: one that the file names is to be that one.
  const auto current = run_task(load_document(local.api(), names, Secrets::shown));
  const auto changes = find_changes(*wanted, current, options.prune ? Prune::yes : Prune::no);
  console.out << to_text(changes);
  const auto count = changes.list.size() + (changes.experience.empty() ? 0 : 1);
  if (count == 0) console.out << "nothing to change\n";
  if (count == 0 || options.dry_run) return ExitCode::ok;
  Progress progress(count, console);
  return report(apply_changes(local.api(), changes, names, [&] { progress.step(); }), console);
}

ExitCode export_tenant_file(Installation& installation, ExportOptions options, Console console) {
  LocalTenant local(installation, options.tenant);
  Names names;
  const auto secrets = options.with_secrets ? Secrets::shown : Secrets::left_out;
  const auto document = run_task(load_document(local.api(), names, secrets));
  console.out << to_yaml(to_file(document));
  return ExitCode::ok;
}

}  // namespace daemun::app
