// What people paste: scenario addresses, report addresses, OctoPerf's own address.

#include "core/octoperf/links.hpp"

#include "core/base/text.hpp"
#include "tests/fuzz/target.hpp"

namespace octospira::fuzz {

namespace {

/// Exactly 20 characters of [A-Za-z0-9_-] (OctoPerf API §5).
bool is_documented_id(std::string_view text) {
    return text.size() == 20 && text.find_first_not_of(
                                    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                    "0123456789-_") == std::string_view::npos;
}

void judge_scenario(std::string_view input) {
    const auto link = octoperf::parse_scenario(input);
    if (!link) {
        for (const Language language : {Language::english, Language::french}) {
            const std::string said = sentence(link.error(), language);
            require(!said.empty() && !link.error().advice.in(language).empty(),
                    "a refused link is explained, with what to do");
            require(!shows_a_key(said), "a refusal does not repeat a key");
        }
        return;
    }
    require(is_documented_id(link->id.text()), "an accepted scenario id has the documented form");
    require(input.find(link->id.text()) != std::string_view::npos, "the id stands in the text");
    const auto alone = octoperf::parse_scenario(link->id.text());
    require(alone && alone->id == link->id, "an id that was accepted is accepted alone");
    const auto quoted = octoperf::parse_scenario(concat({"\" <", input, "> \""}));
    require(quoted && quoted->id == link->id, "quotes and angle brackets around it do not matter");
}

void judge_report(std::string_view input) {
    const auto link = octoperf::parse_report(input);
    if (!link) return;
    require(is_documented_id(link->report.text()), "an accepted report id has the documented form");
    require(link->workspace.empty() || is_documented_id(link->workspace), "so has a workspace's");
    require(link->project.empty() || is_documented_id(link->project), "and a project's");
    const auto again = octoperf::parse_report(octoperf::report_url(
        "https://api.octoperf.com", link->workspace, link->project, link->report));
    require(again && again->report == link->report && again->workspace == link->workspace &&
                again->project == link->project,
            "the address we write leads to the same report");
}

void judge_base(std::string_view input) {
    const auto base = octoperf::normalise_base_url(input);
    if (!base) return require(!shows_a_key(sentence(base.error())), "a refusal repeats no key");
    require(base->starts_with("https://") || base->starts_with("http://"), "a base has a scheme");
    const std::string_view rest = std::string_view(*base).substr(base->find("://") + 3);
    require(rest.find_first_of("?#@ {}$\"'<>\\") == std::string_view::npos,
            "a base is scheme, host and path, without names and tokens");
    require(!rest.ends_with('/') && rest.find("/..") == std::string_view::npos,
            "a base's path is a plain one");
    const std::string_view host = rest.substr(0, rest.find('/'));
    const auto again = octoperf::normalise_base_url(*base);
    require(again && *again == *base, "normalising twice changes nothing");
    require_equal(octoperf::host_of(*base), host, "the host of a base is what stands in it");
    require(octoperf::same_octoperf(host, host), "a host is its own OctoPerf");
}

void judge_encoding(std::string_view input) {
    const std::string encoded = percent_encode(input);
    require_equal(percent_decode(encoded), input, "decoding undoes encoding");
    require(encoded.find_first_of("{}/?#&=+ \"") == std::string::npos,
            "nothing encoded means anything in an address");
}

}  // namespace

void try_input(std::string_view input) {
    judge_scenario(input);
    judge_report(input);
    judge_base(input);
    judge_encoding(input);
}

}  // namespace octospira::fuzz
