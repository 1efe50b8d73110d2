#include "native/cli/settings/artifact.hpp"

#include <charconv>
#include <vector>

#include "core/octoperf/links.hpp"

namespace octospira::cli {

std::optional<std::int64_t> artifact_number(std::string_view prefix, std::string_view text) {
    text = trim(text);
    if (text.size() > 2 && text.front() == '[' && text.back() == ']')
        text = text.substr(1, text.size() - 2);
    if (equals_ignoring_case(text.substr(0, prefix.size()), prefix)) {
        text = trim(text.substr(prefix.size()));
        if (!text.empty() && text.front() == ':') text = trim(text.substr(1));
    }
    std::int64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    // Without a sign; a number beyond 64 bits is as wrong as the largest one.
    if (text.empty() || text.front() == '-' || stop != end) return std::nullopt;
    return error == std::errc::result_out_of_range ? INT64_MAX : number;
}

Error no_id(std::string_view text) {
    return {ErrorKind::invalid_input, "“" + redact(cut_utf8(text, 80)) + "” is not a Spira id.",
            "Ids go from 1 to 2147483647.", ""};
}

namespace {

/// "…/1/TestCase/42.aspx", "…/1/TestCase/42/Overview.aspx" (Spira REST §5.1).
std::optional<NamedTestCase> of_page(std::string_view url) {
    url = url.substr(0, url.find_first_of("?#"));
    const std::vector<std::string_view> parts = split(url, '/');
    for (std::size_t i = 1; i + 1 < parts.size(); ++i) {
        if (!equals_ignoring_case(parts[i], "TestCase")) continue;
        const auto product = parse_positive(parts[i - 1]);
        const auto number = parse_positive(parts[i + 1].substr(0, parts[i + 1].find('.')));
        if (!product || !number) return std::nullopt;
        const auto product_id = ProductId::from(*product);
        const auto id = TestCaseId::from(*number);
        if (!product_id || !id) return std::nullopt;
        return NamedTestCase{*id, *product_id};
    }
    return std::nullopt;
}

}  // namespace

Result<std::optional<NamedTestCase>> find_test_case_in(std::string_view text,
                                                       std::string_view spira_url) {
    text = trim(text);
    if (const auto number = artifact_number("TC", text)) {
        const auto id = id_from<TestCaseId>(*number, text);
        if (!id) return tl::unexpected(id.error());
        return std::optional<NamedTestCase>(NamedTestCase{*id});
    }
    const std::string host = octoperf::host_of(text);
    if (host.empty()) return std::optional<NamedTestCase>();
    auto named = of_page(text);
    if (named && !spira_url.empty() && octoperf::host_of(spira_url) != host) {
        return failure(ErrorKind::invalid_input, "That test case is in another Spira.",
                       "Give an address of the Spira in --spira-url.");
    }
    return named;
}

}  // namespace octospira::cli
