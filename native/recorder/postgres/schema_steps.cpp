#include <array>

#include "native/recorder/postgres/schema.hpp"

namespace octospira::recorder::postgres {

namespace {

/// The tables. Times ending in _ms are milliseconds since 1970 by the recorders' clocks; leases are
/// by the server's, which is one for all.
constexpr const char* kTables = R"sql(
CREATE TABLE octospira.notifications (
    id bigint PRIMARY KEY,
    made_ms bigint NOT NULL,
    bench_result text COLLATE "C" NOT NULL,
    event text COLLATE "C" NOT NULL,
    received_ms bigint NOT NULL,
    body text NOT NULL,
    build boolean NOT NULL,
    reconciled boolean NOT NULL,
    verdict integer,
    leads boolean NOT NULL,
    arrival bigint NOT NULL,
    state text COLLATE "C" NOT NULL
        CHECK (state IN ('pending', 'recorded', 'ignored', 'conflict', 'dead')),
    attempts integer NOT NULL DEFAULT 0,
    next_attempt_ms bigint NOT NULL,
    changed_ms bigint NOT NULL,
    note text NOT NULL DEFAULT '',
    details text NOT NULL DEFAULT '',
    product bigint,
    test_case bigint,
    test_run bigint,
    execution_status bigint,
    UNIQUE (made_ms, bench_result, event)
);
CREATE SEQUENCE octospira.notification_ids OWNED BY octospira.notifications.id;
COMMENT ON COLUMN octospira.notifications.made_ms IS
    'When OctoPerf made the bench result''s id. Before it in the indexes, so that they grow at their ends.';
COMMENT ON COLUMN octospira.notifications.leads IS
    'The first of its run with a verdict. There is one of them at most.';
COMMENT ON COLUMN octospira.notifications.arrival IS
    'Tells one that was kept twice, because the answer was lost, from one that came twice.';
CREATE UNIQUE INDEX notifications_leading ON octospira.notifications (made_ms, bench_result)
    WHERE leads;
CREATE INDEX notifications_due ON octospira.notifications (next_attempt_ms, received_ms, id)
    WHERE state = 'pending';
CREATE INDEX notifications_by_state ON octospira.notifications (state, id);
CREATE INDEX notifications_settled ON octospira.notifications (changed_ms)
    WHERE state IN ('recorded', 'ignored', 'conflict');

CREATE TABLE octospira.claims (
    made_ms bigint NOT NULL,
    bench_result text COLLATE "C" NOT NULL,
    notification bigint NOT NULL UNIQUE REFERENCES octospira.notifications ON DELETE CASCADE,
    owner uuid NOT NULL,
    token bigint NOT NULL UNIQUE,
    lease_until timestamptz NOT NULL,
    woken boolean NOT NULL DEFAULT false,
    PRIMARY KEY (made_ms, bench_result)
);
COMMENT ON TABLE octospira.claims IS
    'What a recorder has in hand: one notification of a run at a time.';
COMMENT ON COLUMN octospira.claims.woken IS
    'The launch came meanwhile: an attempt that failed for want of it is made again at once.';

CREATE TABLE octospira.attempts (
    notification bigint NOT NULL REFERENCES octospira.notifications ON DELETE CASCADE,
    number integer NOT NULL,
    at_ms bigint NOT NULL,
    took_ms bigint NOT NULL,
    owner uuid NOT NULL,
    state text COLLATE "C" NOT NULL,
    note text NOT NULL,
    answer text NOT NULL,
    PRIMARY KEY (notification, number)
);

CREATE TABLE octospira.ledger (
    key text COLLATE "C" PRIMARY KEY,
    value text NOT NULL
);
COMMENT ON TABLE octospira.ledger IS
    'Keeps a run from being recorded twice. Never delete from it.';

CREATE TABLE octospira.launches (
    made_ms bigint NOT NULL,
    bench_result text COLLATE "C" NOT NULL,
    product bigint NOT NULL,
    test_case bigint NOT NULL,
    release bigint,
    test_set bigint,
    started_ms bigint NOT NULL,
    user_name text NOT NULL,
    report_url text NOT NULL,
    arrival bigint NOT NULL,
    expected_ms bigint,
    next_poll_ms bigint,
    PRIMARY KEY (made_ms, bench_result)
);
CREATE INDEX launches_watched ON octospira.launches (next_poll_ms) WHERE next_poll_ms IS NOT NULL;
CREATE INDEX launches_by_start ON octospira.launches (started_ms);
)sql";

/// Delivery. Whatever locks several things locks the notification before the claim.
constexpr const char* kDelivery = R"sql(
-- A function, because a join could be planned without the order of the index of what is due.
CREATE FUNCTION octospira.is_free(made bigint, run text)
RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    RETURN NOT EXISTS (SELECT FROM octospira.claims c
                       WHERE c.made_ms = made AND c.bench_result = run
                           AND c.lease_until > clock_timestamp());
END $$;

-- ticket: of this call; one that is repeated because its answer was lost gets the same claim.
CREATE FUNCTION octospira.claim(claimer uuid, ticket bigint, now_ms bigint, lease_ms bigint)
RETURNS SETOF octospira.notifications LANGUAGE plpgsql AS $$
DECLARE
    n octospira.notifications;
BEGIN
    LOOP
        RETURN QUERY SELECT o.* FROM octospira.notifications o
            JOIN octospira.claims c ON c.notification = o.id WHERE c.token = ticket;
        IF FOUND THEN RETURN; END IF;

        SELECT o.* INTO n FROM octospira.notifications o
        WHERE o.state = 'pending' AND o.next_attempt_ms <= now_ms
            AND octospira.is_free(o.made_ms, o.bench_result)
        ORDER BY o.next_attempt_ms, o.received_ms, o.id
        LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED;
        IF NOT FOUND THEN
            -- What is locked is not claimed for that: keeping locks as well, for a moment.
            SELECT o.* INTO n FROM octospira.notifications o
            WHERE o.state = 'pending' AND o.next_attempt_ms <= now_ms
                AND octospira.is_free(o.made_ms, o.bench_result)
            ORDER BY o.next_attempt_ms, o.received_ms, o.id
            LIMIT 1 FOR NO KEY UPDATE;
        END IF;
        IF NOT FOUND THEN RETURN; END IF;

        -- Another recorder may have claimed another one of the run since: then look again.
        INSERT INTO octospira.claims AS c
        VALUES (n.made_ms, n.bench_result, n.id, claimer, ticket,
                clock_timestamp() + lease_ms * interval '1 millisecond')
        ON CONFLICT (made_ms, bench_result) DO UPDATE
        SET notification = excluded.notification, owner = excluded.owner, token = excluded.token,
            lease_until = excluded.lease_until, woken = false
        WHERE c.lease_until <= clock_timestamp();
    END LOOP;
END $$;

)sql";

/// What an operator decides, and what could not be read. `turns`: names that one connection holds
/// at a time, until the server's clock says so.
constexpr const char* kDecisions = R"sql(
ALTER TABLE octospira.notifications
    DROP CONSTRAINT notifications_state_check,
    ADD CONSTRAINT notifications_state_check CHECK
        (state IN ('pending', 'recorded', 'ignored', 'conflict', 'dead', 'dismissed')),
    ADD COLUMN second_verdict boolean NOT NULL DEFAULT false,
    ADD COLUMN dismissed_from text NOT NULL DEFAULT '',
    ADD COLUMN reason text NOT NULL DEFAULT '',
    ADD COLUMN reason_by text NOT NULL DEFAULT '',
    ADD COLUMN reason_ms bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN octospira.notifications.second_verdict IS
    'An operator replayed a conflict: it is to be recorded beside the run that was recorded.';
DROP INDEX octospira.notifications_settled;
CREATE INDEX notifications_settled ON octospira.notifications (changed_ms)
    WHERE state IN ('recorded', 'ignored', 'conflict', 'dismissed');

CREATE TABLE octospira.refused (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    received_ms bigint NOT NULL,
    peer text NOT NULL,
    reason text NOT NULL,
    body text NOT NULL,
    bytes bigint NOT NULL
);
COMMENT ON TABLE octospira.refused IS
    'Bodies that an authenticated sender sent and that could not be read.';

CREATE TABLE octospira.turns (
    name text COLLATE "C" PRIMARY KEY,
    owner text COLLATE "C" NOT NULL,
    until timestamptz NOT NULL
);
COMMENT ON TABLE octospira.turns IS
    'What one connection does at a time, for as long as its lease lasts.';
)sql";

/// Up to version 4 the rules stood in functions, which a new database does not have. One that has
/// them keeps them, for recorders of version 4 that still run.
constexpr const char* kNothing = "SELECT 1";

const std::string& first_step() {
    static const std::string kAll = std::string(kTables) + kDelivery;
    return kAll;
}

}  // namespace

std::span<const char* const> steps() {
    static const std::array<const char*, 5> kSteps = {first_step().c_str(), kDecisions, kNothing,
                                                      kNothing, kNothing};
    return kSteps;
}

}  // namespace octospira::recorder::postgres
