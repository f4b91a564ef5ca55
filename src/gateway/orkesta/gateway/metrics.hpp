#pragma once

/// Metrics in Prometheus' text format. Names begin with `orkesta_`, in base units.

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace orkesta::gateway {

class Metrics {
 public:
  Metrics();
  ~Metrics();
  /// One answered request.
  void served(std::string_view method, std::string_view route, int status, double seconds);
  /// Something that was refused at a door: `signature`, `token`, `rate`, `foreign_account`, ….
  void refused(std::string_view what, std::string_view why);
  /// A number read anew at each scrape; counters only rise.
  void add_counter(const std::string& name, const std::string& help, std::function<double()> value);
  void add_gauge(const std::string& name, const std::string& help, std::function<double()> value);
  auto text() const -> std::string;

 private:
  struct Inside;
  std::unique_ptr<Inside> in_;
};

}  // namespace orkesta::gateway
