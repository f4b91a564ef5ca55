#include "orkesta/gateway/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <mutex>
#include <vector>

namespace orkesta::gateway {
namespace {

struct Pulled {
  std::string name;
  std::string help;
  prometheus::MetricType type;
  std::function<double()> value;
};

const prometheus::Histogram::BucketBoundaries seconds_buckets = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5};

}  // namespace

struct Metrics::Inside {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests =
      prometheus::BuildCounter()
          .Name("orkesta_http_requests_total")
          .Help("Answered requests by method, route and status")
          .Register(registry);
  prometheus::Family<prometheus::Histogram>& latency =
      prometheus::BuildHistogram()
          .Name("orkesta_http_request_seconds")
          .Help("From the head's last byte to the answer's last")
          .Register(registry);
  prometheus::Family<prometheus::Counter>& refusals =
      prometheus::BuildCounter()
          .Name("orkesta_refused_total")
          .Help("What was refused at a door, and why")
          .Register(registry);
  mutable std::mutex mutex;
  std::vector<Pulled> pulled;
};

Metrics::Metrics() : in_(std::make_unique<Inside>()) {}
Metrics::~Metrics() = default;

void Metrics::served(std::string_view method, std::string_view route, int status, double seconds) {
  const std::string name(route.empty() ? "none" : route);
  in_->requests
      .Add({{"method", std::string(method.size() > 8 ? "other" : method)},
            {"route", name},
            {"status", std::to_string(status)}})
      .Increment();
  in_->latency.Add({{"route", name}}, seconds_buckets).Observe(seconds);
}

void Metrics::refused(std::string_view what, std::string_view why) {
  in_->refusals.Add({{"what", std::string(what)}, {"why", std::string(why)}}).Increment();
}

void Metrics::add_counter(const std::string& name, const std::string& help,
                          std::function<double()> value) {
  const std::lock_guard lock(in_->mutex);
  in_->pulled.push_back({name, help, prometheus::MetricType::Counter, std::move(value)});
}

void Metrics::add_gauge(const std::string& name, const std::string& help,
                        std::function<double()> value) {
  const std::lock_guard lock(in_->mutex);
  in_->pulled.push_back({name, help, prometheus::MetricType::Gauge, std::move(value)});
}

auto Metrics::text() const -> std::string {
  auto families = in_->registry.Collect();
  const std::lock_guard lock(in_->mutex);
  for (const auto& pulled : in_->pulled) {
    prometheus::ClientMetric metric;
    if (pulled.type == prometheus::MetricType::Counter)
      metric.counter.value = pulled.value();
    else
      metric.gauge.value = pulled.value();
    families.push_back({pulled.name, pulled.help, pulled.type, {metric}});
  }
  return prometheus::TextSerializer{}.Serialize(families);
}

}  // namespace orkesta::gateway
