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

/// What comes in. One row after the other in the order of the indexes, so that two recorders with
/// the same notifications wait for each other and never in a circle; each statement in here sees
/// what others have committed before it.
constexpr const char* kKeep = R"sql(
CREATE FUNCTION octospira.keep_notification(n octospira.notifications)
RETURNS octospira.notifications LANGUAGE plpgsql AS $$
DECLARE
    there octospira.notifications;
    leader record;
BEGIN
    n.leads := n.verdict IS NOT NULL;
    n.state := CASE WHEN n.leads THEN 'pending' ELSE 'ignored' END;
    LOOP
        INSERT INTO octospira.notifications SELECT n.* ON CONFLICT DO NOTHING;
        IF FOUND THEN RETURN n; END IF;

        SELECT * INTO there FROM octospira.notifications o
        WHERE o.made_ms = n.made_ms AND o.bench_result = n.bench_result AND o.event = n.event;
        IF FOUND THEN RETURN there; END IF;

        -- Another verdict of the run came before. Its row is locked: one at a time goes on.
        SELECT id, verdict INTO leader FROM octospira.notifications o
        WHERE o.made_ms = n.made_ms AND o.bench_result = n.bench_result AND o.leads FOR UPDATE;
        IF FOUND THEN
            n.leads := false;
            IF leader.verdict = n.verdict THEN
                n.state := 'ignored';
                n.note := 'The same verdict came before it, with notification ' || leader.id || '.';
            ELSE
                n.state := 'conflict';
                n.note := 'Another verdict on this run came before it, with notification '
                    || leader.id || '.';
            END IF;
        END IF;
    END LOOP;
END $$;

CREATE FUNCTION octospira.keep_launch(l octospira.launches)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    there bigint;
BEGIN
    INSERT INTO octospira.launches SELECT l.* ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        SELECT arrival INTO there FROM octospira.launches o
        WHERE o.made_ms = l.made_ms AND o.bench_result = l.bench_result;
        RETURN coalesce(there = l.arrival, false);
    END IF;
    UPDATE octospira.notifications n
    SET state = 'pending', attempts = 0, next_attempt_ms = n.received_ms
    WHERE n.made_ms = l.made_ms AND n.bench_result = l.bench_result
        AND (n.state = 'pending' OR n.state = 'dead' AND n.test_case IS NULL);
    UPDATE octospira.claims c SET woken = true
    WHERE c.made_ms = l.made_ms AND c.bench_result = l.bench_result;
    RETURN true;
END $$;

-- token: of this group; a group that is kept again because its answer was lost has the same one.
-- Answers for each arrival, in order: its id, whether it is new, and its state.
CREATE FUNCTION octospira.keep(
    keeper uuid, token bigint, are_launches boolean[], made bigint[], runs text[], events text[],
    received bigint[], bodies text[], builds boolean[], asked boolean[], verdicts integer[],
    products bigint[], test_cases bigint[], releases bigint[], test_sets bigint[], users text[],
    reports text[], polls bigint[])
RETURNS TABLE (place bigint, id bigint, is_new boolean, state text) LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
    one record;
    n octospira.notifications;
    l octospira.launches;
    due boolean := false;
BEGIN
    ids := ARRAY(SELECT nextval('octospira.notification_ids')
                 FROM generate_series(1, cardinality(runs)));
    FOR one IN
        SELECT * FROM unnest(are_launches, made, runs, events, received, bodies, builds, asked,
                             verdicts, products, test_cases, releases, test_sets, users, reports,
                             polls)
            WITH ORDINALITY AS a (is_launch, made_ms, run, event, received_ms, body, build, asked,
                                  verdict, product, test_case, release, test_set, user_name,
                                  report_url, poll, place)
        ORDER BY a.made_ms, a.run COLLATE "C", a.is_launch DESC, a.place
    LOOP
        place := one.place;
        IF one.is_launch THEN
            l := ROW(one.made_ms, one.run, one.product, one.test_case, one.release, one.test_set,
                     one.received_ms, one.user_name, one.report_url, token + one.place, NULL,
                     one.poll);
            id := 0;
            state := 'pending';
            is_new := octospira.keep_launch(l);
            due := due OR is_new;
        ELSE
            n := ROW(ids[one.place], one.made_ms, one.run, one.event, one.received_ms, one.body,
                     one.build, one.asked, one.verdict, false, token + one.place, 'pending', 0,
                     one.received_ms, one.received_ms, '', '', NULL, NULL, NULL, NULL);
            n := octospira.keep_notification(n);
            id := n.id;
            state := n.state;
            is_new := n.arrival = token + one.place;
            due := due OR is_new AND state = 'pending';
        END IF;
        RETURN NEXT;
    END LOOP;
    IF due THEN PERFORM pg_notify('octospira', keeper::text); END IF;
END $$;
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

-- False: the claim was lost, and nothing has changed.
CREATE FUNCTION octospira.finish(
    finisher uuid, finished bigint, new_state text, failed integer, next_ms bigint, now_ms bigint,
    new_note text, new_details text, in_product bigint, in_test_case bigint, in_test_run bigint,
    in_status bigint, milliseconds bigint, last_answer text)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    n octospira.notifications;
    launch_came boolean;
BEGIN
    SELECT * INTO n FROM octospira.notifications o WHERE o.id = finished FOR NO KEY UPDATE;
    DELETE FROM octospira.claims c WHERE c.notification = finished AND c.owner = finisher
    RETURNING c.woken INTO launch_came;
    IF NOT FOUND THEN
        -- Unless it is done already, and only the answer was lost.
        RETURN EXISTS (SELECT FROM octospira.attempts a
                       WHERE a.notification = finished AND a.owner = finisher AND a.at_ms = now_ms
                           AND a.took_ms = milliseconds AND a.note = new_note);
    END IF;
    IF launch_came AND new_state IN ('pending', 'dead')
        AND coalesce(in_test_case, n.test_case) IS NULL
    THEN
        new_state := 'pending';
        failed := 0;
        next_ms := now_ms;
    END IF;
    UPDATE octospira.notifications o
    SET state = new_state, attempts = failed, next_attempt_ms = next_ms, changed_ms = now_ms,
        note = new_note, details = new_details, product = coalesce(in_product, o.product),
        test_case = coalesce(in_test_case, o.test_case),
        test_run = coalesce(in_test_run, o.test_run),
        execution_status = coalesce(in_status, o.execution_status)
    WHERE o.id = finished;
    INSERT INTO octospira.attempts
    SELECT finished, coalesce(max(a.number), 0) + 1, now_ms, milliseconds, finisher, new_state,
        new_note, last_answer
    FROM octospira.attempts a WHERE a.notification = finished;
    -- What the claim held back may be delivered by anybody now.
    IF EXISTS (SELECT FROM octospira.notifications o
               WHERE o.made_ms = n.made_ms AND o.bench_result = n.bench_result
                   AND o.state = 'pending' AND o.next_attempt_ms <= now_ms)
    THEN
        PERFORM pg_notify('octospira', finisher::text);
    END IF;
    RETURN true;
END $$;
)sql";

/// What an operator decides, and what could not be read. octospira.keep() is as before, for a table
/// with more columns. `turns`: names that one connection holds at a time, until the server's clock
/// says so.
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

-- token: of this group; a group that is kept again because its answer was lost has the same one.
-- Answers for each arrival, in order: its id, whether it is new, and its state.
CREATE OR REPLACE FUNCTION octospira.keep(
    keeper uuid, token bigint, are_launches boolean[], made bigint[], runs text[], events text[],
    received bigint[], bodies text[], builds boolean[], asked boolean[], verdicts integer[],
    products bigint[], test_cases bigint[], releases bigint[], test_sets bigint[], users text[],
    reports text[], polls bigint[])
RETURNS TABLE (place bigint, id bigint, is_new boolean, state text) LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
    one record;
    n octospira.notifications;
    l octospira.launches;
    due boolean := false;
BEGIN
    ids := ARRAY(SELECT nextval('octospira.notification_ids')
                 FROM generate_series(1, cardinality(runs)));
    FOR one IN
        SELECT * FROM unnest(are_launches, made, runs, events, received, bodies, builds, asked,
                             verdicts, products, test_cases, releases, test_sets, users, reports,
                             polls)
            WITH ORDINALITY AS a (is_launch, made_ms, run, event, received_ms, body, build, asked,
                                  verdict, product, test_case, release, test_set, user_name,
                                  report_url, poll, place)
        ORDER BY a.made_ms, a.run COLLATE "C", a.is_launch DESC, a.place
    LOOP
        place := one.place;
        IF one.is_launch THEN
            l := ROW(one.made_ms, one.run, one.product, one.test_case, one.release, one.test_set,
                     one.received_ms, one.user_name, one.report_url, token + one.place, NULL,
                     one.poll);
            id := 0;
            state := 'pending';
            is_new := octospira.keep_launch(l);
            due := due OR is_new;
        ELSE
            n := ROW(ids[one.place], one.made_ms, one.run, one.event, one.received_ms, one.body,
                     one.build, one.asked, one.verdict, false, token + one.place, 'pending', 0,
                     one.received_ms, one.received_ms, '', '', NULL, NULL, NULL, NULL, false, '', '', '', 0);
            n := octospira.keep_notification(n);
            id := n.id;
            state := n.state;
            is_new := n.arrival = token + one.place;
            due := due OR is_new AND state = 'pending';
        END IF;
        RETURN NEXT;
    END LOOP;
    IF due THEN PERFORM pg_notify('octospira', keeper::text); END IF;
END $$;
)sql";

/// The end of an attempt respects what an operator decided meanwhile. A recorder of an earlier
/// version that still runs calls octospira.finish() as before.
constexpr const char* kOperatorFirst = R"sql(
-- False: the claim was lost or the notification is pending no more, and nothing has changed.
-- seen_ms: changed_ms as it was when it was claimed; another one now: it was assigned since.
CREATE FUNCTION octospira.finish(
    finisher uuid, finished bigint, new_state text, failed integer, next_ms bigint, now_ms bigint,
    new_note text, new_details text, in_product bigint, in_test_case bigint, in_test_run bigint,
    in_status bigint, milliseconds bigint, last_answer text, seen_ms bigint, too_late_note text)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    n octospira.notifications;
    launch_came boolean;
    assigned boolean;
BEGIN
    SELECT * INTO n FROM octospira.notifications o WHERE o.id = finished FOR NO KEY UPDATE;
    DELETE FROM octospira.claims c WHERE c.notification = finished AND c.owner = finisher
    RETURNING c.woken INTO launch_came;
    IF NOT FOUND THEN
        -- Unless it is done already, and only the answer was lost.
        RETURN EXISTS (SELECT FROM octospira.attempts a
                       WHERE a.notification = finished AND a.owner = finisher AND a.at_ms = now_ms
                           AND a.took_ms = milliseconds
                           AND a.note IN (new_note, too_late_note));
    END IF;
    IF n.state <> 'pending' THEN RETURN false; END IF;
    assigned := coalesce(n.changed_ms <> seen_ms, false);
    launch_came := launch_came AND new_state IN ('pending', 'dead')
        AND coalesce(in_test_case, n.test_case) IS NULL;
    IF assigned AND new_state = 'recorded' THEN
        new_note := too_late_note;
    ELSIF assigned OR launch_came THEN
        new_state := 'pending';
        failed := 0;
        next_ms := now_ms;
        in_product := NULL;
        in_test_case := NULL;
    END IF;
    UPDATE octospira.notifications o
    SET state = new_state, attempts = failed, next_attempt_ms = next_ms, changed_ms = now_ms,
        note = new_note, details = new_details, product = coalesce(in_product, o.product),
        test_case = coalesce(in_test_case, o.test_case),
        test_run = coalesce(in_test_run, o.test_run),
        execution_status = coalesce(in_status, o.execution_status)
    WHERE o.id = finished;
    INSERT INTO octospira.attempts
    SELECT finished, coalesce(max(a.number), 0) + 1, now_ms, milliseconds, finisher, new_state,
        new_note, last_answer
    FROM octospira.attempts a WHERE a.notification = finished;
    -- What the claim held back may be delivered by anybody now.
    IF EXISTS (SELECT FROM octospira.notifications o
               WHERE o.made_ms = n.made_ms AND o.bench_result = n.bench_result
                   AND o.state = 'pending' AND o.next_attempt_ms <= now_ms)
    THEN
        PERFORM pg_notify('octospira', finisher::text);
    END IF;
    RETURN true;
END $$;

CREATE OR REPLACE FUNCTION octospira.finish(
    finisher uuid, finished bigint, new_state text, failed integer, next_ms bigint, now_ms bigint,
    new_note text, new_details text, in_product bigint, in_test_case bigint, in_test_run bigint,
    in_status bigint, milliseconds bigint, last_answer text)
RETURNS boolean LANGUAGE sql AS $$
    SELECT octospira.finish(finisher, finished, new_state, failed, next_ms, now_ms, new_note,
        new_details, in_product, in_test_case, in_test_run, in_status, milliseconds, last_answer,
        NULL, '')
$$;
)sql";

/// Whether a result is assigned or posted first is decided by the lock on its notifications.
constexpr const char* kIntents = R"sql(
-- False: a launch or an operator has named another test case, and nothing has changed.
-- launched: the launch's test case when the attempt began; NULL: it had none.
CREATE FUNCTION octospira.keep_intent(
    made bigint, run text, launched bigint, run_key text, intent text)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM octospira.notifications n
    WHERE n.made_ms = made AND n.bench_result = run ORDER BY n.event FOR NO KEY UPDATE;
    IF launched IS DISTINCT FROM (SELECT l.test_case FROM octospira.launches l
                                  WHERE l.made_ms = made AND l.bench_result = run)
    THEN
        RETURN false;
    END IF;
    INSERT INTO octospira.ledger (key, value) VALUES (run_key, intent)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value;
    RETURN true;
END $$;

-- 'assigned', 'posting' (its run is being posted, or may still be stored) or 'none' (it cannot be
-- assigned).
CREATE FUNCTION octospira.assign(
    assigner uuid, chosen bigint, to_product bigint, to_test_case bigint, now_ms bigint,
    ticket bigint)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    n octospira.notifications;
BEGIN
    SELECT * INTO n FROM octospira.notifications o
    WHERE o.id = chosen AND o.verdict IS NOT NULL AND o.dismissed_from <> 'conflict'
        AND NOT o.second_verdict AND o.state IN ('pending', 'dead', 'dismissed', 'ignored')
    FOR UPDATE;
    IF NOT FOUND THEN RETURN 'none'; END IF;
    IF EXISTS (SELECT FROM octospira.ledger l
               WHERE l.key >= 'run/' || n.bench_result || '/'
                   AND l.key < 'run/' || n.bench_result || '0'
                   AND substring(l.value FROM '^intent:([0-9]{1,18})$')::bigint > now_ms)
    THEN
        RETURN 'posting';
    END IF;
    UPDATE octospira.notifications o
    SET state = 'pending', attempts = 0, next_attempt_ms = now_ms, changed_ms = now_ms,
        product = NULL, test_case = NULL
    WHERE o.id = chosen;
    INSERT INTO octospira.launches AS l (made_ms, bench_result, product, test_case, started_ms,
                                         user_name, report_url, arrival)
    VALUES (n.made_ms, n.bench_result, to_product, to_test_case, n.received_ms, '', '', ticket)
    ON CONFLICT (made_ms, bench_result) DO UPDATE
    SET release = CASE WHEN l.product = excluded.product THEN l.release END, test_set = NULL,
        product = excluded.product, test_case = excluded.test_case;
    UPDATE octospira.claims c SET woken = true
    WHERE c.made_ms = n.made_ms AND c.bench_result = n.bench_result;
    PERFORM pg_notify('octospira', assigner::text);
    RETURN 'assigned';
END $$;
)sql";

const std::string& first_step() {
    static const std::string kAll = std::string(kTables) + kKeep + kDelivery;
    return kAll;
}

}  // namespace

std::span<const char* const> steps() {
    static const std::array<const char*, 4> kSteps = {first_step().c_str(), kDecisions,
                                                      kOperatorFirst, kIntents};
    return kSteps;
}

}  // namespace octospira::recorder::postgres
