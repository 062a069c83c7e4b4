#!/usr/bin/env python3
"""llama-server as a peer of rows_bench: every case under several settings, the best of each.

usage: rows_server.py LLAMA-SERVER MODEL THREADS CASES.json
CASES.json: [{"what", "outputs", "rows": [[token, ...], ...]}, ...]
Prints a line of JSON: [{"setting", "seconds", "cpu" and "read" tokens a row, "texts"}, ...] in the
cases' order. Greedy, prompts as tokens, one connection a slot. Each slot keeps the shared beginning
once it has read it, so a slot's first row reads more than the later ones: "read" says how much.
"""
import http.client
import json
import os
import subprocess
import sys
import threading
import time

PORT = 18435
# What makes it fast on a CPU: many slots, a unified cache, no copies of idle caches. 32 slots and
# smaller batches were slower.
SETTINGS = [
    ["-np", "8", "-kvu", "-ub", "512"],
    ["-np", "16", "-kvu", "-ub", "512"],
    ["-np", "16", "-no-kvu", "-ub", "512"],
]


def post(connection, body):
    connection.request("POST", "/completion", json.dumps(body), {"Content-Type": "application/json"})
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != 200:
        raise RuntimeError(text[:300])
    return json.loads(text)


def cpu_seconds(process):
    fields = open(f"/proc/{process.pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ask_all(rows, outputs, slots):
    texts = [""] * len(rows)
    read = [0] * len(rows)
    numbers = iter(range(len(rows)))
    lock = threading.Lock()

    def work():
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=600)
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            body = {"prompt": rows[number], "n_predict": outputs, "cache_prompt": True,
                    "temperature": 0, "top_k": 1, "samplers": ["top_k"], "repeat_penalty": 1.0}
            answer = post(connection, body)
            texts[number] = answer["content"]
            read[number] = answer["timings"]["prompt_n"]

    workers = [threading.Thread(target=work) for _ in range(slots)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return texts, sum(read) / len(rows)


def wait_until_up(process):
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError("llama-server ended")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            connection.request("GET", "/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise RuntimeError("llama-server did not start")


def measure(server, model, threads, setting, cases):
    """[(seconds, cpu and tokens read a row, texts)] of the cases."""
    command = [server, "-m", model, "-t", threads, "-tb", threads, "-c", "8192", "--port", str(PORT),
               "--host", "127.0.0.1", "--cache-ram", "0", "--no-ui", "-lv", "1", *setting]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until_up(process)
        slots = int(setting[setting.index("-np") + 1])
        measured = []
        for case in cases:
            began, began_cpu = time.monotonic(), cpu_seconds(process)
            texts, read = ask_all(case["rows"], case["outputs"], slots)
            rows = len(case["rows"])
            measured.append(((time.monotonic() - began) / rows,
                             (cpu_seconds(process) - began_cpu) / rows, read, texts))
        return measured
    finally:
        process.terminate()
        process.wait()


def main():
    server, model, threads, path = sys.argv[1:]
    cases = json.load(open(path))
    best = [None] * len(cases)
    for setting in SETTINGS:
        name = " ".join(setting)
        measured = measure(server, model, threads, setting, cases)
        for i, (seconds, cpu, read, texts) in enumerate(measured):
            print(f"  {cases[i]['what']}: llama-server {name}: {1 / seconds:.3g} rows/s, "
                  f"{cpu:.3g} CPU s and {read:.0f} tokens read a row", file=sys.stderr)
            if best[i] is None or seconds < best[i]["seconds"]:
                best[i] = {"setting": name, "seconds": seconds, "cpu": cpu, "read": read,
                           "texts": texts}
    print(json.dumps(best))


main()
