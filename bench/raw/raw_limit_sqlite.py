#!/usr/bin/env python3
# ruff: noqa
# mypy: ignore-errors
# fmt: off
# Kept as it was measured: the other side of every ratio. Changing it changes what the ratio means.
"""The raw limit on SQLite (WAL): the same rows and the same 6 transactions per case as raw_limit_pg.py, one writer.

  raw_limit_sqlite.py --file raw.sqlite3 --sync FULL,NORMAL --duration 8 --repeat 3
synchronous=FULL syncs the WAL at every commit (as durable as PostgreSQL's default); NORMAL syncs at checkpoints only:
it cannot corrupt, but the last commits before a power loss may be lost.
"""
import argparse, datetime as dt, json, os, sqlite3, statistics, time

UTC = dt.timezone.utc
FORM = {"fields": {f"field_{i:02d}": f"value of the field number {i:02d}" for i in range(20)},
        "declared": True, "signed_by": "applicant", "pad": "x" * 60}
CASE_COLS = ("case_no centre_id item_code item_version title channel applicant_kind applicant_name applicant_id_no "
             "applicant_phone applicant_address agent_name agent_id_no state step department_id handler_id priority "
             "version accepted_at due_at decided_at decision delivered_at delivery_kind updated_at").split()
INT = {"centre_id", "item_version", "step", "department_id", "handler_id", "priority", "version"}
NULLABLE = {"handler_id", "decided_at", "delivered_at"}
DDL = ["CREATE TABLE rl_centre (id INTEGER PRIMARY KEY, name TEXT NOT NULL, accepted INTEGER NOT NULL DEFAULT 0)",
       "CREATE TABLE rl_case (id INTEGER PRIMARY KEY AUTOINCREMENT, " + ", ".join(
           f"{c} {'INTEGER' if c in INT else 'TEXT'}{'' if c in NULLABLE else ' NOT NULL'}{' UNIQUE' if c == 'case_no' else ''}"
           f"{' REFERENCES rl_centre (id)' if c == 'centre_id' else ''}" for c in CASE_COLS) + ")",
       "CREATE INDEX rl_case_centre ON rl_case (centre_id, id)", "CREATE INDEX rl_case_dept ON rl_case (department_id, id)",
       "CREATE INDEX rl_case_appl ON rl_case (applicant_id_no)", "CREATE INDEX rl_case_due ON rl_case (due_at) WHERE delivered_at IS NULL",
       "CREATE TABLE rl_form (id INTEGER PRIMARY KEY AUTOINCREMENT, case_id INTEGER NOT NULL UNIQUE REFERENCES rl_case (id), data TEXT NOT NULL, created_at TEXT NOT NULL)",
       "CREATE TABLE rl_material (id INTEGER PRIMARY KEY AUTOINCREMENT, case_id INTEGER NOT NULL REFERENCES rl_case (id), code TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, digest TEXT NOT NULL, size INTEGER NOT NULL, state TEXT NOT NULL, created_at TEXT NOT NULL)",
       "CREATE INDEX rl_material_case ON rl_material (case_id)",
       "CREATE TABLE rl_event (id INTEGER PRIMARY KEY AUTOINCREMENT, case_id INTEGER NOT NULL REFERENCES rl_case (id), seq INTEGER NOT NULL, kind TEXT NOT NULL, actor_id INTEGER NOT NULL, note TEXT NOT NULL, data TEXT NOT NULL, at TEXT NOT NULL, UNIQUE (case_id, seq))",
       "CREATE TABLE rl_task (id INTEGER PRIMARY KEY AUTOINCREMENT, case_id INTEGER NOT NULL REFERENCES rl_case (id), department_id INTEGER NOT NULL, step INTEGER NOT NULL, state TEXT NOT NULL, handler_id INTEGER, opened_at TEXT NOT NULL, due_at TEXT NOT NULL, closed_at TEXT)",
       "CREATE INDEX rl_task_case ON rl_task (case_id)", "CREATE INDEX rl_task_open ON rl_task (department_id, due_at) WHERE state = 'open'"]
INS_CASE = f"INSERT INTO rl_case ({','.join(CASE_COLS)}) VALUES ({','.join('?' * len(CASE_COLS))})"
INS_FORM = "INSERT INTO rl_form (case_id, data, created_at) VALUES (?,?,?)"
INS_MAT = "INSERT INTO rl_material (case_id, code, name, kind, digest, size, state, created_at) VALUES " + ",".join(["(?,?,?,?,?,?,?,?)"] * 3)
INS_EVENT = "INSERT INTO rl_event (case_id, seq, kind, actor_id, note, data, at) VALUES (?,?,?,?,?,?,?)"
INS_TASK = "INSERT INTO rl_task (case_id, department_id, step, state, opened_at, due_at) VALUES (?,?,?,'open',?,?)"
CLOSE = "UPDATE rl_task SET state='closed', closed_at=?, handler_id=? WHERE case_id=? AND state='open'"
READ = "SELECT state, step, version, department_id FROM rl_case WHERE id=?"
UPD_STEP = "UPDATE rl_case SET state=?, step=?, department_id=?, handler_id=?, version=version+1, updated_at=? WHERE id=?"
UPD_DECIDE = "UPDATE rl_case SET state='decided', decision=?, decided_at=?, version=version+1, updated_at=? WHERE id=?"
UPD_DELIVER = "UPDATE rl_case SET state='delivered', delivered_at=?, delivery_kind=?, version=version+1, updated_at=? WHERE id=?"
E = json.dumps({"from": "front", "to": "dept"})


def stamp(extra=0):
    return (dt.datetime.now(UTC) + dt.timedelta(days=extra)).isoformat()


def one_round(c, no, centre):
    ex = c.execute
    now, due = stamp(), stamp(2)
    ex("BEGIN IMMEDIATE")                             # the write lock stands in for the case-row lock
    cid = ex(INS_CASE, (no, centre, "ITEM-0042", 3, "Business licence, first issue", "window", "person", "Applicant Name",
                        f"ID{hash(no) & 0xffffff:09d}", "13800000000", "1 Example Road, Example District", "", "", "accepted", 1,
                        centre * 7 % 23, None, 0, 1, now, stamp(5), None, "", None, "", now)).lastrowid
    ex(INS_FORM, (cid, json.dumps(FORM), now))
    v = []
    for i in range(3):
        v += [cid, f"M{i}", f"Material number {i}", "scan", "sha256:" + "ab" * 32, 123456, "given", now]
    ex(INS_MAT, v)
    ex(INS_EVENT, (cid, 1, "accepted", 7, "accepted at the window", E, now))
    ex(INS_TASK, (cid, 3, 1, now, due))
    ex("UPDATE rl_centre SET accepted = accepted + 1 WHERE id=?", (centre,))
    ex("COMMIT")
    for s in (2, 3, 4):
        now, due = stamp(), stamp(2)
        ex("BEGIN IMMEDIATE")
        ex(READ, (cid,)).fetchone()
        ex(INS_EVENT, (cid, s, "step", 7, "moved on", E, now))
        ex(CLOSE, (now, 7, cid))
        ex(INS_TASK, (cid, s * 3, s, now, due))
        ex(UPD_STEP, ("in_progress", s, s * 3, 7, now, cid))
        ex("COMMIT")
    now = stamp()
    ex("BEGIN IMMEDIATE")
    ex(READ, (cid,)).fetchone()
    ex(INS_EVENT, (cid, 5, "decided", 7, "granted", E, now))
    ex(CLOSE, (now, 7, cid))
    ex(UPD_DECIDE, ("granted", now, now, cid))
    ex("COMMIT")
    now = stamp()
    ex("BEGIN IMMEDIATE")
    ex(INS_EVENT, (cid, 6, "delivered", 7, "handed over", E, now))
    ex(UPD_DELIVER, (now, "window", now, cid))
    ex("COMMIT")


def trial(path, sync, duration, centres):
    for s in ("", "-wal", "-shm"):
        if os.path.exists(path + s):
            os.unlink(path + s)
    c = sqlite3.connect(path, isolation_level=None, cached_statements=256)
    c.execute("PRAGMA journal_mode=WAL")
    c.execute(f"PRAGMA synchronous={sync}")
    c.execute("PRAGMA foreign_keys=ON")
    for d in DDL:
        c.execute(d)
    c.executemany("INSERT INTO rl_centre (id, name) VALUES (?,?)", [(i + 1, f"Centre {i + 1}") for i in range(centres)])
    for i in range(6):
        one_round(c, f"W{i}", i % centres + 1)
    n, lat, t0, c0 = 0, [], time.perf_counter(), time.process_time()
    while (a := time.perf_counter()) - t0 < duration:
        n += 1
        one_round(c, f"C{n}", n % centres + 1)
        lat.append(time.perf_counter() - a)
    secs = time.perf_counter() - t0
    lat.sort()
    c.close()
    return dict(sync=sync, cases_per_s=round(n / secs, 1), round_ms_p50=round(lat[n // 2] * 1e3, 3),
                round_ms_p99=round(lat[int(n * .99)] * 1e3, 3), cpu_ms_per_case=round((time.process_time() - c0) / n * 1e3, 3))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--file", "--dsn", dest="file", default="raw_limit.sqlite3")
    p.add_argument("--sync", default="FULL,NORMAL")
    p.add_argument("--duration", type=float, default=8)
    p.add_argument("--repeat", type=int, default=3)
    p.add_argument("--centres", type=int, default=10)
    p.add_argument("--clients", type=int, default=1, choices=(1,), help="SQLite has one writer; kept for symmetry")
    a = p.parse_args()
    res = {}
    for _ in range(a.repeat):
        for s in a.sync.split(","):
            t = trial(a.file, s, a.duration, a.centres)
            print(json.dumps(t), flush=True)
            res.setdefault(s, []).append(t)
    for s, ts in res.items():
        v = sorted(t["cases_per_s"] for t in ts)
        print(f"sync={s:6s} median {statistics.median(v):.1f} cases/s [{v[0]}..{v[-1]}] p50 {statistics.median(t['round_ms_p50'] for t in ts)} ms "
              f"cpu {statistics.median(t['cpu_ms_per_case'] for t in ts)} ms/case")
    for s in ("", "-wal", "-shm"):
        if os.path.exists(a.file + s):
            os.unlink(a.file + s)


if __name__ == "__main__":
    main()
