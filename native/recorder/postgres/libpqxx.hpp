#pragma once

#include <functional>
#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <utility>
#include <vector>

// What libpqxx 7.10 (Debian 13) has instead of what it deprecates; Debian 12 has 6.4.
#define OCTOSPIRA_PQXX_7_10 \
    (PQXX_VERSION_MAJOR > 7 || (PQXX_VERSION_MAJOR == 7 && PQXX_VERSION_MINOR >= 10))

namespace octospira::recorder::postgres {

/// A statement's $1, $2, …; empty for NULL.
using Values = std::vector<std::optional<std::string>>;
using PayloadHandler = std::function<void(const std::string& payload)>;

#if OCTOSPIRA_PQXX_7_10

/// Valid as long as `values`.
inline pqxx::params params_of(const Values& values) {
    pqxx::params all;
    for (const auto& value : values) value ? all.append(pqxx::zview(*value)) : all.append();
    return all;
}

inline pqxx::result exec_prepared(pqxx::transaction_base& work, const std::string& name,
                                  const Values& values) {
    return work.exec(pqxx::prepped(name), params_of(values));
}

inline pqxx::result exec_params(pqxx::transaction_base& work, const std::string& sql,
                                const Values& values) {
    return work.exec(sql, params_of(values));
}

/// Keeps the server's notices from standard error.
struct Quiet {
    explicit Quiet(pqxx::connection& connection) {
        connection.set_notice_handler([](pqxx::zview) noexcept {});
    }
};

/// Listens on a channel for as long as the connection lives.
struct Subscription {
    Subscription(pqxx::connection& connection, const std::string& channel, PayloadHandler handler) {
        connection.listen(channel, [handler = std::move(handler)](const pqxx::notification& one) {
            handler(std::string(one.payload));
        });
    }
};

#else

inline std::vector<const char*> pointers(const Values& values) {
    std::vector<const char*> all;
    for (const auto& value : values) all.push_back(value ? value->c_str() : nullptr);
    return all;
}

inline pqxx::result exec_prepared(pqxx::transaction_base& work, const std::string& name,
                                  const Values& values) {
    const auto all = pointers(values);
    return work.exec_prepared(name, pqxx::prepare::make_dynamic_params(all));
}

inline pqxx::result exec_params(pqxx::transaction_base& work, const std::string& sql,
                                const Values& values) {
    const auto all = pointers(values);
    return work.exec_params(sql, pqxx::prepare::make_dynamic_params(all));
}

using Quiet = pqxx::quiet_errorhandler;

class Subscription : public pqxx::notification_receiver {
  public:
    Subscription(pqxx::connection& connection, const std::string& channel, PayloadHandler handler)
        : notification_receiver(connection, channel), handler_(std::move(handler)) {}

    void operator()(const std::string& payload, int) override { handler_(payload); }

  private:
    const PayloadHandler handler_;
};

#endif

}  // namespace octospira::recorder::postgres
