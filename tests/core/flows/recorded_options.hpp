#pragma once

#include <boost/test/unit_test.hpp>
#include <string>

#include "tests/core/flows/fake_recorder_host.hpp"

namespace octospira::testing {

// Results of tests whose product's settings ask for more than the run.

/// A result of another test of the same test case.
inline flows::RecordRequest result(const std::string& type,
                                   const std::string& bench_result = kRecordedResult) {
    flows::RecordRequest request = record_request(type);
    request.notification.bench_result = *BenchResultId::parse(bench_result);
    request.launch = flows::Launch{*request.notification.bench_result, *ProductId::from(1),
                                   *TestCaseId::from(42)};
    request.launch->started = request.received - 60'000;
    return request;
}

inline flows::RecordRequest failure_of(const std::string& bench_result = kRecordedResult) {
    flows::RecordRequest request = result("TEST_FAILED", bench_result);
    request.incident_on_failure = true;
    return request;
}

inline flows::RecordRequest everything() {
    flows::RecordRequest request = failure_of();
    request.attach_report = request.build = true;
    request.release = *ReleaseId::from(3);
    return request;
}

inline std::size_t warnings(const flows::Done& end) {
    return array_at(end.details, "warnings")->size();
}

inline std::string first_warning(const flows::Done& end) {
    const Json& all = *array_at(end.details, "warnings");
    return all.empty() ? "" : all[0].get<std::string>();
}

}  // namespace octospira::testing
