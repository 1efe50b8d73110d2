#include "native/simulators/spira/filters.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <cstdlib>

#include "core/base/text.hpp"

namespace octospira::simulators::spira {

namespace {

constexpr int kRowLimit = 500;
constexpr int kEmpty = -999;  ///< IntValue of "the field is empty"

/// A filter's field: a documented member or a custom property.
struct Field {
    std::string member;  ///< empty: a custom property
    int number = 0;
};

std::optional<Field> field_named(const RestCall& call, const ArtifactKind& kind,
                                 std::string_view name) {
    if (name.starts_with("Custom_") && name.size() == 9) {
        const auto number = parse_positive(name.substr(7));
        const Property* property =
            number ? call.store.property(call.product->template_id, kind.type, *number) : nullptr;
        if (property == nullptr) return std::nullopt;
        return Field{"", property->number};
    }
    if (name.starts_with("Runner") && call.switches.runner_filters == RunnerFilters::unknown) {
        return std::nullopt;
    }
    if (member_named(kind.members, name) == nullptr || name == "CustomProperties") {
        return std::nullopt;
    }
    return Field{std::string(name)};
}

const Json& value_in(const Artifact& row, const Field& field) {
    static const Json kNull;
    if (field.member.empty()) {
        const auto found = row.custom.find(field.number);
        return found == row.custom.end() ? kNull : found->second;
    }
    const Json* value = find(row.fields, field.member);
    return value == nullptr ? kNull : *value;
}

bool is_empty(const Json& value) {
    return value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty()) ||
           (value.is_array() && value.empty());
}

bool equals(const Json& value, std::int64_t wanted) {
    if (value.is_array()) {
        return std::ranges::any_of(value, [&](const Json& each) { return equals(each, wanted); });
    }
    return value.is_number_integer() && value.get<std::int64_t>() == wanted;
}

/// As SQL's LIKE without regard to case: % any characters, _ any one, [abc] and [a-c] one of
/// these, [^abc] one of the others.
bool is_like(const std::string& text, std::string_view pattern) {
    std::string glob = "*";
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        const char c = pattern[at];
        const std::size_t end = c == '[' ? pattern.find(']', at) : std::string_view::npos;
        if (end != std::string_view::npos) {
            glob += pattern.substr(at, end - at + 1);
            at = end;
        } else if (c == '*' || c == '?' || c == '[') {
            glob += {'[', c, ']'};
        } else {
            glob += c == '%' ? '*' : c == '_' ? '?' : c;
        }
    }
    return ::fnmatch((glob + "*").c_str(), text.c_str(), FNM_CASEFOLD | FNM_NOESCAPE) == 0;
}

bool occurs(const std::string& text, std::string_view pattern, bool wildcards) {
    return wildcards ? is_like(text, pattern) : contains_ignoring_case(text, pattern);
}

/// Words, and phrases in quotes, each in Name or Description (REST §6).
bool name_matches(const Artifact& row, std::string_view wanted, bool wildcards) {
    const std::string name = row.name();
    const std::string description = row.text("Description");
    std::size_t at = 0;
    while (at < wanted.size()) {
        const bool phrase = wanted[at] == '"';
        if (phrase) ++at;
        const std::size_t end = std::min(wanted.find(phrase ? '"' : ' ', at), wanted.size());
        const std::string_view word = wanted.substr(at, end - at);
        at = end + 1;
        if (!word.empty() && !occurs(name, word, wildcards) &&
            !occurs(description, word, wildcards)) {
            return false;
        }
    }
    return true;
}

bool in_range(double value, std::string_view range) {
    const std::size_t bar = range.find('|');
    const std::string low(range.substr(0, bar));
    const std::string high(bar == std::string_view::npos ? range : range.substr(bar + 1));
    return (low.empty() || value >= std::atof(low.c_str())) &&
           (high.empty() || value <= std::atof(high.c_str()));
}

bool text_matches(const Artifact& row, const Field& field, std::string_view wanted,
                  bool wildcards) {
    if (field.member == "Name") return name_matches(row, wanted, wildcards);
    const Json& value = value_in(row, field);
    if (value.is_boolean()) return wanted == (value.get<bool>() ? "Y" : "N");
    if (value.is_number()) return in_range(value.get<double>(), wanted);
    return value.is_string() && occurs(value.get_ref<const std::string&>(), wanted, wildcards);
}

bool multi_matches(const Json& value, const Json& multi) {
    if (is_empty(value)) return bool_at(multi, "IsNone").value_or(false);
    const Json* values = multi.is_array() ? &multi : array_at(multi, "Values");
    return values != nullptr && std::ranges::any_of(*values, [&](const Json& each) {
               return each.is_number_integer() && equals(value, each.get<std::int64_t>());
           });
}

bool date_matches(const Json& value, const Json& range) {
    const auto date =
        value.is_string() ? parse_utc(value.get_ref<const std::string&>()) : std::nullopt;
    if (!date) return false;
    constexpr EpochMs kDay = 24LL * 60 * 60 * 1000;
    const bool times = bool_at(range, "ConsiderTimes").value_or(false);
    const auto start = parse_utc(text_at(range, "StartDate"));
    const auto end = parse_utc(text_at(range, "EndDate"));
    if (times) return (!start || *date >= *start) && (!end || *date <= *end);
    return (!start || *date / kDay >= *start / kDay) && (!end || *date / kDay <= *end / kDay);
}

/// One filter on the rows. The first value member present wins.
Checked<void> apply(const RestCall& call, const ArtifactKind& kind, Rows& rows,
                    const Json& filter) {
    if (!filter.is_object()) {
        return trouble(TroubleKind::malformed, "Error converting value to type 'RemoteFilter'.");
    }
    const auto read = read_members(filter, kFilterMembers);
    if (!read) return tl::unexpected(read.error());
    if (rows.empty()) return {};
    const std::string name = text_at(*read, "PropertyName");
    const auto field = field_named(call, kind, name);
    if (!field) {
        if (call.switches.unknown_filter == UnknownFilter::ignored) return {};
        return invalid("PropertyName", "The field '" + name + "' does not exist.");
    }
    const bool wildcards = call.switches.like_wildcards == LikeWildcards::active;
    const auto keep = [&](auto&& condition) {
        std::erase_if(rows, [&](const Artifact* row) { return !condition(*row); });
    };
    const Json* number = find(filter, "IntValue");
    if (number != nullptr && number->is_null()) {
        if (call.switches.null_filter_member == NullFilterMember::wins) return {};
        number = nullptr;
    }
    const Json* multi = find(filter, "MultiValue");
    const Json* range = find(filter, "DateRangeValue");
    if (number != nullptr) {
        const auto wanted = integer_at(*read, "IntValue").value_or(0);
        keep([&](const Artifact& row) {
            const Json& value = value_in(row, *field);
            return wanted == kEmpty ? is_empty(value) : equals(value, wanted);
        });
    } else if (const auto wanted = string_at(*read, "StringValue")) {
        keep([&](const Artifact& row) { return text_matches(row, *field, *wanted, wildcards); });
    } else if (multi != nullptr && !multi->is_null()) {
        if (!multi->is_object() && !(multi->is_array() && call.switches.bare_multi_value)) {
            return trouble(TroubleKind::malformed,
                           "Cannot deserialize the current JSON into type 'MultiValueFilter'.");
        }
        keep([&](const Artifact& row) { return multi_matches(value_in(row, *field), *multi); });
    } else if (range != nullptr && range->is_object()) {
        keep([&](const Artifact& row) { return date_matches(value_in(row, *field), *range); });
    }
    return {};
}

struct Paging {
    int start = 1;
    int rows = kRowLimit;
    std::string sort_field = {};
    bool descending = false;
};

Checked<Paging> paging_of(const RestCall& call, const PagingNames& names) {
    const auto start = query_number(call, names.start);
    if (!start) return tl::unexpected(start.error());
    const auto rows = query_number(call, names.rows);
    if (!rows) return tl::unexpected(rows.error());
    if ((!*start || !*rows) && call.switches.missing_paging == MissingPaging::not_acceptable) {
        return trouble(TroubleKind::not_acceptable, "");
    }
    Paging paging{start->value_or(1), rows->value_or(kRowLimit)};
    if (paging.start < 1) return invalid(std::string(names.start), "Rows are counted from 1.");
    if (paging.rows < 1) return invalid(std::string(names.rows), "At least one row is needed.");
    if (paging.rows > kRowLimit && call.switches.row_cap == RowCap::fault) {
        return invalid(std::string(names.rows), "At most 500 rows can be retrieved at once.");
    }
    paging.rows = std::min(paging.rows, kRowLimit);
    const std::string sort = query(call, names.sort).value_or("");
    const std::size_t blank = names.sort == names.direction ? sort.find(' ') : std::string::npos;
    paging.sort_field = sort.substr(0, blank);
    paging.descending = blank != std::string::npos
                            ? sort.substr(blank + 1) == "DESC"
                            : query(call, names.direction).value_or("ASC") == "DESC";
    return paging;
}

}  // namespace

Rows in_product(const RestCall& call, const ArtifactKind& kind) {
    Rows rows;
    for (const auto& [id, row] : call.store.*kind.table) {
        if (row.product_id == call.product->id) rows.push_back(&row);
    }
    return rows;
}

Checked<Rows> found(const RestCall& call, const ArtifactKind& kind, Rows rows) {
    const auto filters = body_array(call, "RemoteFilter[]");
    if (!filters) return tl::unexpected(filters.error());
    for (const Json& each : *filters) {
        const auto applied = apply(call, kind, rows, each);
        if (!applied) return tl::unexpected(applied.error());
    }
    return rows;
}

Json shown(const RestCall& call, const ArtifactKind& kind, const Rows& rows) {
    Json all = Json::array();
    for (const Artifact* row : rows) all.push_back(shown(call, kind, *row));
    return all;
}

Outcome page(const RestCall& call, const ArtifactKind& kind, Rows rows, const PagingNames& names) {
    const auto paging = paging_of(call, names);
    if (!paging) return tl::unexpected(paging.error());
    if (!paging->sort_field.empty()) {
        if (member_named(kind.members, paging->sort_field) == nullptr) {
            return invalid("sort_field", "The field '" + paging->sort_field + "' does not exist.");
        }
        const Field field{paging->sort_field};
        std::ranges::stable_sort(rows, [&](const Artifact* a, const Artifact* b) {
            return paging->descending ? value_in(*b, field) < value_in(*a, field)
                                      : value_in(*a, field) < value_in(*b, field);
        });
    }
    const auto start = std::min(static_cast<std::size_t>(paging->start - 1), rows.size());
    const auto end = std::min(start + static_cast<std::size_t>(paging->rows), rows.size());
    return shown(call, kind, Rows(rows.data() + start, rows.data() + end));
}

}  // namespace octospira::simulators::spira
