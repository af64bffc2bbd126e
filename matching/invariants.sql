-- Invariants of matching: each row of the answer is (name, violations). All zero is right.
-- Parameters: top_k, the length of a list; grace, seconds a change may wait for its scoring.
WITH epoch AS (SELECT value FROM matching_epoch WHERE id = 1),
demand AS (
    SELECT d.id, d.status, d.organization_id, GREATEST(d.updated_at, s.queued_at) AS since, s.queued_at, s.demand_id AS state_id, s.scored_seq,
           s.attempts >= 8 AND s.attempt_seq = d.content_seq AS attention,
           s.demand_id IS NULL OR s.scored_seq < d.content_seq OR s.stage <> 2 AS behind,
           s.recheck_seq > s.rechecked_seq AS recheck,
           s.scored_epoch < epoch.value AS old_epoch
    FROM demands_demand d LEFT JOIN epoch ON TRUE LEFT JOIN matching_demandstate s ON s.demand_id = d.id
    WHERE d.status = 'published' OR s.demand_id IS NOT NULL
),
achievement AS (
    SELECT a.id, a.status, a.organization_id, GREATEST(a.updated_at, s.queued_at) AS since,
           s.attempts >= 8 AND s.attempt_seq = a.content_seq AS attention,
           s.achievement_id IS NULL OR s.scored_seq <> a.content_seq AS behind
    FROM achievements_achievement a LEFT JOIN matching_achievementstate s ON s.achievement_id = a.id
    WHERE a.status = 'published' OR s.achievement_id IS NOT NULL
),
settled AS (SELECT * FROM demand WHERE NOT behind AND NOT COALESCE(recheck, FALSE)),
told AS (
    SELECT organization_id, count(*) AS number FROM achievement
    WHERE status = 'published' AND NOT behind GROUP BY organization_id
),
hidden AS (
    SELECT DISTINCT id AS demand_id, organization_id FROM settled
    UNION SELECT e.demand_id, e.organization_id FROM demands_demandexclusion e
),
eligible AS (
    SELECT d.id, (SELECT COALESCE(sum(number), 0) FROM told)
                 - COALESCE((SELECT sum(t.number) FROM hidden h JOIN told t USING (organization_id)
                             WHERE h.demand_id = d.id), 0) AS number
    FROM settled d WHERE d.status = 'published'
),
listed AS (SELECT demand_id, count(*) AS number FROM matching_match GROUP BY demand_id)

SELECT 'I1 stale longer than the grace period' AS name,
       (SELECT count(*) FROM demand WHERE NOT COALESCE(attention, FALSE) AND (
            (behind AND since < clock_timestamp() - make_interval(secs => %(grace)s))
            OR (recheck AND queued_at < clock_timestamp() - make_interval(secs => %(grace)s))))
       + (SELECT count(*) FROM achievement WHERE behind AND NOT COALESCE(attention, FALSE)
            AND since < clock_timestamp() - make_interval(secs => %(grace)s)) AS violations
UNION ALL
SELECT 'I2 pair listed twice',
       (SELECT count(*) FROM (SELECT 1 FROM matching_match GROUP BY demand_id, achievement_id HAVING count(*) > 1) twice)
UNION ALL
SELECT 'I3 row of another content version than its list',
       (SELECT count(*) FROM matching_match m LEFT JOIN matching_demandstate s ON s.demand_id = m.demand_id
        WHERE s.demand_id IS NULL OR m.demand_seq <> s.scored_seq)
UNION ALL
SELECT 'I4 list of mixed versions',
       (SELECT count(*) FROM (SELECT 1 FROM matching_match GROUP BY demand_id
        HAVING count(DISTINCT (demand_seq, model_version)) > 1 OR count(DISTINCT rank) <> max(rank)) mixed)
UNION ALL
SELECT 'I5 list too short or too long',
       (SELECT count(*) FROM eligible LEFT JOIN listed ON listed.demand_id = eligible.id
        WHERE COALESCE(listed.number, 0) NOT BETWEEN LEAST(%(top_k)s, eligible.number) AND %(top_k)s)
       + (SELECT count(*) FROM settled JOIN listed ON listed.demand_id = settled.id WHERE settled.status <> 'published')
UNION ALL
SELECT 'I6 matched although withdrawn, own or excluded',
       (SELECT count(*) FROM matching_match m JOIN settled d ON d.id = m.demand_id JOIN achievement a ON a.id = m.achievement_id
        WHERE NOT a.behind AND (d.status <> 'published' OR a.status <> 'published'
            OR EXISTS (SELECT 1 FROM hidden h WHERE h.demand_id = d.id AND h.organization_id = a.organization_id)))
UNION ALL
SELECT 'I7 acknowledged entry that does not exist',
       (SELECT count(*) FROM accounts_auditentry e WHERE e.at > now() - interval '1 day' AND e.verb = 'create'
        AND ((e.object_type = 'demands.demand'
              AND NOT EXISTS (SELECT 1 FROM demands_demand d WHERE d.id = e.object_id::bigint))
          OR (e.object_type = 'achievements.achievement'
              AND NOT EXISTS (SELECT 1 FROM achievements_achievement a WHERE a.id = e.object_id::bigint))))
