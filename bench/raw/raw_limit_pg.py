#!/usr/bin/env python3
# ruff: noqa
# mypy: ignore-errors
# fmt: off
# Kept as it was measured: the other side of every ratio. Changing it changes what the ratio means.
"""The raw limit: the durable work of one whole case as plain SQL over psycopg 3.

One round = 6 transactions:
  1 accept    case row (26 columns) + form (JSONB ~1 KB) + 3 materials + 1 event + 1 task + centre counter
  2-4 step    lock case; insert event; close the open task; open the next; update case
  5 decide    lock case; insert event; close the open task; update case
  6 deliver   insert event; update case

Modes (the same rows, the same 6 commits):
  plain     one statement per round trip, BEGIN and COMMIT apart (psycopg prepares after the 5th use)
  pipeline  psycopg pipeline mode: each transaction is sent in as few round trips as its data needs
  cte       one statement per transaction (data-modifying CTEs), autocommit: 6 round trips per case
  one       the whole case in ONE transaction using 'plain' statements (what batching commits would save)

Each client is its own process. Prints one JSON line per (mode, clients, repeat).
  raw_limit_pg.py --dsn "host=... dbname=raw" --clients 1,2,4,8,16 --duration 8 --repeat 3 --mode plain,pipeline,cte
"""
import argparse, datetime as dt, json, multiprocessing as mp, os, statistics, sys, time
import psycopg
from psycopg.types.json import Jsonb

HERE = os.path.dirname(os.path.abspath(__file__))
UTC = dt.timezone.utc
FORM = {"fields": {f"field_{i:02d}": f"value of the field number {i:02d}" for i in range(20)},
        "declared": True, "signed_by": "applicant", "pad": "x" * 60}          # ~1 KB as JSON
CASE_COLS = ("case_no centre_id item_code item_version title channel applicant_kind applicant_name applicant_id_no "
             "applicant_phone applicant_address agent_name agent_id_no state step department_id handler_id priority "
             "version accepted_at due_at decided_at decision delivered_at delivery_kind updated_at").split()
INS_CASE = f"INSERT INTO rl_case ({','.join(CASE_COLS)}) VALUES ({','.join(['%s'] * len(CASE_COLS))}) RETURNING id"
INS_FORM = "INSERT INTO rl_form (case_id, data, created_at) VALUES (%s,%s,%s)"
MAT_ROW = "(%s,%s,%s,%s,%s,%s,%s,%s)"
INS_MAT = f"INSERT INTO rl_material (case_id, code, name, kind, digest, size, state, created_at) VALUES {','.join([MAT_ROW] * 3)}"
INS_EVENT = "INSERT INTO rl_event (case_id, seq, kind, actor_id, note, data, at) VALUES (%s,%s,%s,%s,%s,%s,%s)"
INS_TASK = "INSERT INTO rl_task (case_id, department_id, step, state, opened_at, due_at) VALUES (%s,%s,%s,'open',%s,%s)"
CLOSE = "UPDATE rl_task SET state='closed', closed_at=%s, handler_id=%s WHERE case_id=%s AND state='open'"
LOCK = "SELECT state, step, version, department_id FROM rl_case WHERE id=%s FOR UPDATE"
UPD_STEP = "UPDATE rl_case SET state=%s, step=%s, department_id=%s, handler_id=%s, version=version+1, updated_at=%s WHERE id=%s"
UPD_DECIDE = "UPDATE rl_case SET state='decided', decision=%s, decided_at=%s, version=version+1, updated_at=%s WHERE id=%s"
UPD_DELIVER = "UPDATE rl_case SET state='delivered', delivered_at=%s, delivery_kind=%s, version=version+1, updated_at=%s WHERE id=%s"
COUNT = "UPDATE rl_centre SET accepted = accepted + 1 WHERE id=%s"
E = {"from": "front", "to": "dept"}


def case_values(no, centre, now):
    return (no, centre, "ITEM-0042", 3, "Business licence, first issue", "window", "person", "Applicant Name",
            f"ID{hash(no) & 0xffffff:09d}", "13800000000", "1 Example Road, Example District", "", "", "accepted", 1,
            centre * 7 % 23, None, 0, 1, now, now + dt.timedelta(days=5), None, "", None, "", now)


def mat_values(cid, now):
    v = []
    for i in range(3):
        v += [cid, f"M{i}", f"Material number {i}", "scan", "sha256:" + "ab" * 32, 123456, "given", now]
    return v


def round_plain(conn, no, centre, tx=True):
    """tx=True: 6 commits. tx=False: the caller holds one transaction around it all."""
    cur = conn.cursor()
    ex = cur.execute
    import contextlib
    T = conn.transaction if tx else contextlib.nullcontext
    now = dt.datetime.now(UTC)
    with T():
        cid = ex(INS_CASE, case_values(no, centre, now)).fetchone()[0]
        ex(INS_FORM, (cid, Jsonb(FORM), now))
        ex(INS_MAT, mat_values(cid, now))
        ex(INS_EVENT, (cid, 1, "accepted", 7, "accepted at the window", Jsonb(E), now))
        ex(INS_TASK, (cid, 3, 1, now, now + dt.timedelta(days=2)))
        ex(COUNT, (centre,))
    for s in (2, 3, 4):
        now = dt.datetime.now(UTC)
        with T():
            ex(LOCK, (cid,)).fetchone()
            ex(INS_EVENT, (cid, s, "step", 7, "moved on", Jsonb(E), now))
            ex(CLOSE, (now, 7, cid))
            ex(INS_TASK, (cid, s * 3, s, now, now + dt.timedelta(days=2)))
            ex(UPD_STEP, ("in_progress", s, s * 3, 7, now, cid))
    now = dt.datetime.now(UTC)
    with T():
        ex(LOCK, (cid,)).fetchone()
        ex(INS_EVENT, (cid, 5, "decided", 7, "granted", Jsonb(E), now))
        ex(CLOSE, (now, 7, cid))
        ex(UPD_DECIDE, ("granted", now, now, cid))
    now = dt.datetime.now(UTC)
    with T():
        ex(INS_EVENT, (cid, 6, "delivered", 7, "handed over", Jsonb(E), now))
        ex(UPD_DELIVER, (now, "window", now, cid))


def round_pipeline(conn, no, centre):
    """conn is autocommit and inside conn.pipeline(); explicit BEGIN/COMMIT ride in the same batch.
    The id is taken from the sequence beforehand (block of ids, see client()), so accept is one round trip."""
    ex = conn.execute
    cid = conn._next_id()
    now = dt.datetime.now(UTC)
    with conn.pipeline():
        ex("BEGIN")
        ex(INS_CASE_ID, (cid,) + case_values(no, centre, now))
        ex(INS_FORM, (cid, Jsonb(FORM), now))
        ex(INS_MAT, mat_values(cid, now))
        ex(INS_EVENT, (cid, 1, "accepted", 7, "accepted at the window", Jsonb(E), now))
        ex(INS_TASK, (cid, 3, 1, now, now + dt.timedelta(days=2)))
        ex(COUNT, (centre,))
        ex("COMMIT")
    for s in (2, 3, 4):
        now = dt.datetime.now(UTC)
        with conn.pipeline() as p:
            ex("BEGIN")
            ex(LOCK, (cid,)).fetchone()              # round trip 1: the read the rules need
            ex(INS_EVENT, (cid, s, "step", 7, "moved on", Jsonb(E), now))
            ex(CLOSE, (now, 7, cid))
            ex(INS_TASK, (cid, s * 3, s, now, now + dt.timedelta(days=2)))
            ex(UPD_STEP, ("in_progress", s, s * 3, 7, now, cid))
            ex("COMMIT")                             # round trip 2
    now = dt.datetime.now(UTC)
    with conn.pipeline():
        ex("BEGIN")
        ex(LOCK, (cid,)).fetchone()
        ex(INS_EVENT, (cid, 5, "decided", 7, "granted", Jsonb(E), now))
        ex(CLOSE, (now, 7, cid))
        ex(UPD_DECIDE, ("granted", now, now, cid))
        ex("COMMIT")
    now = dt.datetime.now(UTC)
    with conn.pipeline():
        ex("BEGIN")
        ex(INS_EVENT, (cid, 6, "delivered", 7, "handed over", Jsonb(E), now))
        ex(UPD_DELIVER, (now, "window", now, cid))
        ex("COMMIT")


INS_CASE_ID = f"INSERT INTO rl_case (id,{','.join(CASE_COLS)}) VALUES ({','.join(['%s'] * (len(CASE_COLS) + 1))})"
# --- cte: one statement per transaction.  FKs are checked at the statement's end, so children may go in with the parent.
CTE_ACCEPT = f"""WITH c AS ({INS_CASE}),
 f AS (INSERT INTO rl_form (case_id, data, created_at) SELECT id, %s::jsonb, %s::timestamptz FROM c),
 m AS (INSERT INTO rl_material (case_id, code, name, kind, digest, size, state, created_at)
       SELECT c.id, x.* FROM c, (VALUES (%s,%s,%s,%s,%s::int,%s,%s::timestamptz),(%s,%s,%s,%s,%s::int,%s,%s::timestamptz),
       (%s,%s,%s,%s,%s::int,%s,%s::timestamptz)) x),
 e AS (INSERT INTO rl_event (case_id, seq, kind, actor_id, note, data, at) SELECT id,%s::int,%s,%s::int,%s,%s::jsonb,%s::timestamptz FROM c),
 t AS (INSERT INTO rl_task (case_id, department_id, step, state, opened_at, due_at) SELECT id,%s::int,%s::int,'open',%s::timestamptz,%s::timestamptz FROM c),
 n AS (UPDATE rl_centre SET accepted = accepted + 1 WHERE id=%s)
SELECT id FROM c"""
CTE_STEP = """WITH u AS (UPDATE rl_case SET state=%s, step=%s, department_id=%s, handler_id=%s, version=version+1, updated_at=%s
   WHERE id=%s RETURNING id),
 e AS (INSERT INTO rl_event (case_id, seq, kind, actor_id, note, data, at) SELECT id,%s::int,%s,%s::int,%s,%s::jsonb,%s::timestamptz FROM u),
 k AS (UPDATE rl_task SET state='closed', closed_at=%s, handler_id=%s WHERE case_id=%s AND state='open'),
 t AS (INSERT INTO rl_task (case_id, department_id, step, state, opened_at, due_at) SELECT id,%s::int,%s::int,'open',%s::timestamptz,%s::timestamptz FROM u)
SELECT id FROM u"""
CTE_DECIDE = """WITH u AS (UPDATE rl_case SET state='decided', decision=%s, decided_at=%s, version=version+1, updated_at=%s WHERE id=%s RETURNING id),
 e AS (INSERT INTO rl_event (case_id, seq, kind, actor_id, note, data, at) SELECT id,%s::int,%s,%s::int,%s,%s::jsonb,%s::timestamptz FROM u),
 k AS (UPDATE rl_task SET state='closed', closed_at=%s, handler_id=%s WHERE case_id=%s AND state='open')
SELECT id FROM u"""
CTE_DELIVER = """WITH u AS (UPDATE rl_case SET state='delivered', delivered_at=%s, delivery_kind=%s, version=version+1, updated_at=%s WHERE id=%s RETURNING id),
 e AS (INSERT INTO rl_event (case_id, seq, kind, actor_id, note, data, at) SELECT id,%s::int,%s,%s::int,%s,%s::jsonb,%s::timestamptz FROM u)
SELECT id FROM u"""


def round_cte(conn, no, centre):
    ex = conn.execute
    now = dt.datetime.now(UTC)
    mats = []
    for i in range(3):
        mats += [f"M{i}", f"Material number {i}", "scan", "sha256:" + "ab" * 32, 123456, "given", now]
    cid = ex(CTE_ACCEPT, case_values(no, centre, now) + (Jsonb(FORM), now) + tuple(mats) +
             (1, "accepted", 7, "accepted at the window", Jsonb(E), now, 3, 1, now, now + dt.timedelta(days=2), centre)).fetchone()[0]
    for s in (2, 3, 4):
        now = dt.datetime.now(UTC)
        ex(CTE_STEP, ("in_progress", s, s * 3, 7, now, cid, s, "step", 7, "moved on", Jsonb(E), now,
                      now, 7, cid, s * 3, s, now, now + dt.timedelta(days=2))).fetchone()
    now = dt.datetime.now(UTC)
    ex(CTE_DECIDE, ("granted", now, now, cid, 5, "decided", 7, "granted", Jsonb(E), now, now, 7, cid)).fetchone()
    now = dt.datetime.now(UTC)
    ex(CTE_DELIVER, (now, "window", now, cid, 6, "delivered", 7, "handed over", Jsonb(E), now)).fetchone()


def client(dsn, mode, n, centres, duration, start, q, sync):
    conn = psycopg.connect(dsn, autocommit=True)
    conn.execute(f"SET synchronous_commit = {sync}")
    if mode == "pipeline":
        ids = []

        def next_id():                                # 500 ids per trip, as an id block / bigserial INCREMENT would give
            if not ids:
                ids.extend(r[0] for r in conn.execute("SELECT nextval(pg_get_serial_sequence('rl_case','id')) FROM generate_series(1,500)"))
            return ids.pop()
        conn._next_id = next_id
        fn = round_pipeline
    elif mode == "cte":
        fn = round_cte
    elif mode == "one":
        def fn(c, no, centre):
            with c.transaction():
                round_plain(c, no, centre, tx=False)
    else:
        fn = round_plain
    tag = f"{os.getpid()}-{int(time.time() * 1000) % 10**9}"
    for i in range(6):                                # warm: prepared statements, catalogue caches
        fn(conn, f"W{tag}-{i}", n % centres + 1)
    start.wait()
    lat, i, t0, c0 = [], 0, time.perf_counter(), time.process_time()
    end = t0 + duration
    while True:
        a = time.perf_counter()
        if a >= end:
            break
        i += 1
        fn(conn, f"C{tag}-{i}", (n + i) % centres + 1)
        lat.append(time.perf_counter() - a)
    q.put((i, time.perf_counter() - t0, time.process_time() - c0, lat[:: max(1, len(lat) // 2000)]))
    conn.close()


def cpu():
    f = [int(x) for x in open("/proc/stat").readline().split()[1:]]
    idle = f[3] + f[4]
    return sum(f[:8]) - idle, sum(f[:8]), f[7]


def trial(dsn, mode, clients, centres, duration, sync):
    with psycopg.connect(dsn, autocommit=True) as c:
        c.execute("TRUNCATE rl_event, rl_task, rl_material, rl_form, rl_case, rl_centre")
        c.execute("INSERT INTO rl_centre (id, name) SELECT g, 'Centre ' || g FROM generate_series(1,%s) g", (centres,))
        c.execute("CHECKPOINT")
    start, q = mp.Event(), mp.Queue()
    ps = [mp.Process(target=client, args=(dsn, mode, n, centres, duration, start, q, sync)) for n in range(clients)]
    [p.start() for p in ps]
    time.sleep(1.0 + clients * 0.05)
    b0, w0, s0 = cpu()
    start.set()
    got = [q.get() for _ in ps]
    b1, w1, s1 = cpu()
    [p.join() for p in ps]
    lat = sorted(x for g in got for x in g[3])
    n = sum(g[0] for g in got)
    secs = max(g[1] for g in got)
    return dict(mode=mode, clients=clients, centres=centres, sync=sync, cases_per_s=round(n / secs, 1), cases=n,
                round_ms_p50=round(lat[len(lat) // 2] * 1e3, 2), round_ms_p99=round(lat[int(len(lat) * .99)] * 1e3, 2),
                client_cpu_ms_per_case=round(sum(g[2] for g in got) / n * 1e3, 3),
                machine_busy=round((b1 - b0) / max(1, w1 - w0), 3), steal=round((s1 - s0) / max(1, w1 - w0), 3))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--dsn", required=True)
    p.add_argument("--clients", default="1,2,4,8,16")
    p.add_argument("--mode", default="plain", help="plain,pipeline,cte,one (comma-separated)")
    p.add_argument("--duration", type=float, default=8)
    p.add_argument("--repeat", type=int, default=3)
    p.add_argument("--centres", type=int, default=10, help="1 = every accept fights for one counter row")
    p.add_argument("--sync", default="on", choices=("on", "off"), help="synchronous_commit")
    p.add_argument("--keep-schema", action="store_true")
    a = p.parse_args()
    if not a.keep_schema:
        with psycopg.connect(a.dsn, autocommit=True) as c:
            c.execute(open(os.path.join(HERE, "raw_limit_schema.sql")).read())
    res = {}
    for r in range(a.repeat):                         # interleave, so that noise falls on every setting alike
        for m in a.mode.split(","):
            for k in (int(x) for x in a.clients.split(",")):
                t = trial(a.dsn, m, k, a.centres, a.duration, a.sync)
                print(json.dumps(t), flush=True)
                res.setdefault((m, k), []).append(t)
    print("median of", a.repeat)
    for (m, k), ts in res.items():
        v = sorted(t["cases_per_s"] for t in ts)
        print(f"{m:9s} clients={k:3d}  {statistics.median(v):8.1f} cases/s  [{v[0]}..{v[-1]}]  "
              f"p50 {statistics.median(t['round_ms_p50'] for t in ts):.2f} ms  p99 {statistics.median(t['round_ms_p99'] for t in ts):.2f} ms  "
              f"client cpu {statistics.median(t['client_cpu_ms_per_case'] for t in ts):.2f} ms/case")


if __name__ == "__main__":
    mp.set_start_method("fork")
    main()
