#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "native/recorder/journal/journal.hpp"

namespace octospira::recorder::status {

/// The bases of links.
struct Sites {
    std::string spira = {};     ///< base URL without a slash at its end
    std::string octoperf = {};  ///< the same
};

/// Spira's pages `{spira}/{product}/TestCase/{id}.aspx` and `…/TestRun/{id}.aspx` (Spira REST v7,
/// test cases: UI links); empty where product or id is not known.
[[nodiscard]] std::string test_case_url(const Sites& sites, std::optional<std::int64_t> product,
                                        std::optional<std::int64_t> test_case);
[[nodiscard]] std::string test_run_url(const Sites& sites, std::optional<std::int64_t> product,
                                       std::optional<std::int64_t> test_run);

/// The report's address if it may be a link: https anywhere, http only where OctoPerf itself
/// is configured so; else empty. It came with a notification, so it could be anything.
[[nodiscard]] std::string safe_report_url(const Sites& sites, std::string_view url);

/// A notification's data about its test.
struct Report {
    std::string name;
    std::string url;  ///< safe, or empty
};
[[nodiscard]] Report report_of(const Sites& sites, std::string_view body);

/// Reports by delivery: a list has no notifications in it, and they never change.
class Reports {
  public:
    explicit Reports(Sites sites) : sites_(std::move(sites)) {}

    [[nodiscard]] const Sites& sites() const { return sites_; }
    /// Empty texts when the journal cannot be read.
    [[nodiscard]] const Report& of(std::int64_t id, Journal& journal);

  private:
    Sites sites_;
    std::map<std::int64_t, Report> known_;
};

}  // namespace octospira::recorder::status
