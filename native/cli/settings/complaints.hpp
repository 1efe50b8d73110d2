#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.hpp"

namespace octospira::cli {

/// Collects what is missing or wrong in the settings, so that it is reported together.
class Complaints {
  public:
    Complaints() = default;
    /// Starts with these sentences.
    explicit Complaints(const std::vector<std::string>& problems);
    /// `what`: the thing, with the option and variable that give it in brackets.
    void missing(const std::string& what) { missing_.push_back(what); }
    void wrong(const Error& error) { wrong_.push_back(error); }
    /// The value; where there is none, its error is taken.
    template <class Value>
    Value or_complain(Result<Value> result) {
        if (result) return std::move(*result);
        wrong(result.error());
        return {};
    }
    template <class Value>
    bool holds(const Result<Value>& result) {
        if (!result) wrong(result.error());
        return result.has_value();
    }

    [[nodiscard]] std::size_t count() const { return missing_.size() + wrong_.size(); }
    /// One error with a line for each. Errors: not_configured where something is only missing,
    /// otherwise the kind of the first.
    [[nodiscard]] Result<void> end() const;

  private:
    std::vector<std::string> missing_;
    std::vector<Error> wrong_;
};

}  // namespace octospira::cli
